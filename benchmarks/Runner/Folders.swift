import Foundation

/// Where things lie in the project.
enum Folders {
  /// The project.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  /// The scripts that do the same work with other tools.
  static let peers = "\(root)/benchmarks/peers"
  /// What is made once and kept; git does not see it.
  static let cache = "\(root)/benchmarks/.cache"
}
