internal import FoundationEssentials

/// Finds the video of a result.
struct VideoPlace {
  /// What --video names; nil if it was not given.
  let given: String?

  /// The path of the video; nil if it does not lie where it may be looked for.
  ///
  /// A result does not decide what is read: only its name for the video counts, in the result's own folder or in
  /// the one that was given.
  func path(of name: String, beside folder: String) -> String? {
    if let given, !FileSystem.isFolder(given) { return given }
    let root = given ?? folder
    guard !name.contains("\0"), !name.isEmpty else { return nil }
    let last = name.split(separator: "/").last.map(String.init)
    let names = [Self.isBelow(name) ? name : nil, last].compactMap(\.self)
    return names.filter { $0 != ".." && $0 != "." }.map { "\(root)/\($0)" }
      .first(where: FileSystem.isFile)
  }

  /// Whether a path stays within the folder in which it begins.
  static func isBelow(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.contains("\0")
      && !path.split(separator: "/").contains("..")
  }

  /// Where a file is, seen from a page in a folder, as an address.
  static func address(of path: String, from folder: String) -> String {
    func parts(_ path: String) -> [Substring] {
      URL(filePath: path).absoluteURL.standardized.path.split(separator: "/")
    }
    let (target, base) = (parts(path), parts(folder))
    let common = zip(target, base).prefix { $0 == $1 }.count
    let up = base.dropFirst(common).map { _ in ".." }
    let down = target.dropFirst(common).map(encoded)
    return ((up.isEmpty ? ["."] : up) + down).joined(separator: "/")
  }

  /// A name as a part of an address; nothing in it means anything there.
  private static func encoded(_ name: Substring) -> String {
    var encoded = ""
    for byte in name.utf8 {
      let scalar = Unicode.Scalar(byte)
      if byte < 0x80, scalar.properties.isAlphabetic || "0123456789-._~".utf8.contains(byte) {
        encoded.unicodeScalars.append(scalar)
      } else {
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
