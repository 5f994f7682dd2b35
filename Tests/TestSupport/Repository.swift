public import FoundationEssentials

/// Where the project lies on this machine.
public enum Repository {
  /// The folder with `Package.swift`.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The path of something inside the project.
  public static func path(_ relative: String) -> String { root.appending(path: relative).path }
}
