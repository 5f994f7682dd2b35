public import Testing

/// Runs only a few of a suite's tests at once, together with those of other suites that wait for servers.
///
/// They cost next to nothing, so hundreds would start side by side, and the servers could not answer in time.
public struct Waiting: SuiteTrait, TestTrait, TestScoping {
  private static let gate = Gate(places: 8)

  /// Each test goes through the gate by itself.
  public var isRecursive: Bool { true }

  /// Stands before every case of a test, not before the test or the suite as a whole.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Waiting? {
    testCase == nil ? nil : self
  }

  /// Runs a case once there is a place for it.
  @concurrent public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await Self.gate.through(function)
  }
}

extension Trait where Self == Waiting {
  /// For suites that wait for servers.
  public static var waiting: Waiting { Waiting() }
}
