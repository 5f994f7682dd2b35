/// Cuts bytes into lines, and refuses those that get too long.
struct LineSplitter {
  private let longest: Int
  private var begun: [UInt8] = []

  init(longest: Int) { self.longest = longest }

  /// Takes bytes, and gives the lines that they end, without the ends; nil if one is too long.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> [[UInt8]]? {
    var (lines, rest) = ([[UInt8]](), bytes)
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      begun += rest[..<end]
      guard begun.count <= longest else { return nil }
      lines.append(begun)
      begun = []
      rest = rest[(end + 1)...]
    }
    begun += rest
    return begun.count <= longest ? lines : nil
  }

  /// The line that was begun and is not going to be ended; nil if there is none.
  mutating func end() -> [UInt8]? {
    defer { begun = [] }
    return begun.isEmpty ? nil : begun
  }
}
