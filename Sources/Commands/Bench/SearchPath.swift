/// Finds programs as a shell does.
enum SearchPath {
  /// The path of a program that can be run; nil if there is none of that name.
  static func program(_ name: String, _ environment: [String: String]) -> String? {
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileSystem.isProgram($0) }
  }
}
