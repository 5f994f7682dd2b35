internal import FoundationEssentials
public import Testing

/// Gives the tests of a suite one folder for what they keep, so that a film is looked at once for all of them.
public struct OneFolder: SuiteTrait, TestScoping {
  /// The folder of the suite that runs; nil for suites without this trait.
  @TaskLocal public static var path: String?

  private let prepare: @Sendable (_ path: String) throws -> Void

  /// Names what is done in the folder before the first test.
  public init(_ prepare: @escaping @Sendable (_ path: String) throws -> Void) {
    self.prepare = prepare
  }

  /// Runs the suite, and clears the folder away.
  @concurrent public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-suite-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await withTaskExecutorPreference(Workers.shared) { try prepare(folder.path) }
    try await Self.$path.withValue(folder.path, operation: function)
  }
}
