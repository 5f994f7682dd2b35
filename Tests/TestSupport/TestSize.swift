internal import Foundation

/// How much is to be tested: a selection by default, everything if asked.
public enum TestSize {
  private static let environment = ProcessInfo.processInfo.environment

  /// Whether `SHOTLOG_LONG_TESTS` is set.
  public static let isLong = environment["SHOTLOG_LONG_TESTS"] == "1"
  /// Number of mutated files to read: `SHOTLOG_MUTATIONS`.
  public static let mutations = environment["SHOTLOG_MUTATIONS"].flatMap { Int($0) } ?? 500
}
