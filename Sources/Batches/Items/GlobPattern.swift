/// A pattern of paths, as shells have it: `*`, `?` and `[a-z]` within a name, `**` over any number of folders.
package struct GlobPattern: Sendable, Equatable {
  /// The folder in which everything lies that can fit; empty for where the program was started.
  package let root: String
  private let parts: [[Character]]

  /// Reads a pattern; nil for a plain path, in which nothing stands for anything else.
  package init?(_ text: String) {
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = names.firstIndex(where: { $0.contains { "*?[".contains($0) } }) else {
      return nil
    }
    let root = names[..<first].joined(separator: "/")
    self.root = root.isEmpty && text.hasPrefix("/") ? "/" : root
    parts = names[first...].filter { !$0.isEmpty }.map(Array.init)
  }

  /// Whether a path below the root fits.
  package func fits(_ path: String) -> Bool {
    Self.fits(path.split(separator: "/").map(Array.init)[...], parts[...])
  }

  /// How many folders deep something can lie that fits; nil for any depth.
  package var depth: Int? { parts.contains(["*", "*"]) ? nil : parts.count }

  private static func fits(
    _ names: ArraySlice<[Character]>, _ parts: ArraySlice<[Character]>
  ) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    if part == ["*", "*"] {
      return fits(names, parts.dropFirst())
        || !names.isEmpty && fits(names.dropFirst(), parts)
    }
    guard let name = names.first, fits(name, part) else { return false }
    return fits(names.dropFirst(), parts.dropFirst())
  }

  /// Whether one name fits; goes back to the last star only, so that it takes no more than the product of the lengths.
  private static func fits(_ name: [Character], _ part: [Character]) -> Bool {
    var (letter, sign) = (0, 0)
    var star: (letter: Int, sign: Int)?
    while letter < name.count {
      if sign < part.count, part[sign] == "*" {
        star = (letter, sign + 1)
        sign += 1
      } else if sign < part.count, let next = step(part, sign, name[letter]) {
        (letter, sign) = (letter + 1, next)
      } else if let back = star {
        star = (back.letter + 1, back.sign)
        (letter, sign) = (back.letter + 1, back.sign)
      } else {
        return false
      }
    }
    return part[sign...].allSatisfy { $0 == "*" }
  }

  /// Where the pattern goes on behind the sign that takes a letter; nil if it does not take it.
  private static func step(_ part: [Character], _ sign: Int, _ letter: Character) -> Int? {
    switch part[sign] {
    case "?": return sign + 1
    case "[":
      guard let end = part[sign...].dropFirst(2).firstIndex(of: "]") else {
        return letter == "[" ? sign + 1 : nil
      }
      var set = part[(sign + 1)..<end]
      let isNegated = set.first == "!" || set.first == "^"
      if isNegated { set = set.dropFirst() }
      return holds(set, letter) != isNegated ? end + 1 : nil
    default: return part[sign] == letter ? sign + 1 : nil
    }
  }

  private static func holds(_ set: ArraySlice<Character>, _ letter: Character) -> Bool {
    var set = set
    while let first = set.popFirst() {
      if set.first == "-", let last = set.dropFirst().first {
        set = set.dropFirst(2)
        if first <= letter, letter <= last { return true }
      } else if first == letter {
        return true
      }
    }
    return false
  }
}
