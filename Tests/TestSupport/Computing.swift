public import Testing

/// Runs the tests of a suite on threads of their own, no more at once than there are cores.
///
/// Tests that compute for seconds, or wait for a program without letting go of their thread, would otherwise
/// hold all threads of Swift's pool, and those that mind the time would be woken too late.
public struct Computing: SuiteTrait, TestTrait, TestScoping {
  private static let gate = Gate(places: Workers.count)

  /// Each test goes through the gate by itself.
  public var isRecursive: Bool { true }

  /// Stands before every case of a test, not before the test or the suite as a whole.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Computing? {
    testCase == nil ? nil : self
  }

  /// Runs a case there once there is a place for it.
  @concurrent public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await Self.gate.through {
      try await withTaskExecutorPreference(Workers.shared, operation: function)
    }
  }
}

extension Trait where Self == Computing {
  /// For suites that keep their threads busy.
  public static var computing: Computing { Computing() }
}
