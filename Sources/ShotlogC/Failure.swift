internal import Analysis
internal import CShotlog
internal import Media

/// Why a call failed.
struct Failure: Error {
  /// What went wrong, in numbers that do not change.
  let code: Code
  /// A sentence for people.
  let message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  init(_ error: MediaError) { self.init(Code(error.code), error.description) }

  init(_ error: AnalysisError) { self.init(Code(error), error.description) }

  /// A request that cannot be, and what would be.
  static func invalid(_ message: String) -> Failure { Failure(.invalidRequest, message) }

  /// Does the work of a call, and remembers for its thread why it failed, if it did.
  static func code(of work: () throws(Failure) -> Code) -> Int32 {
    do {
      return try work().rawValue
    } catch {
      unsafe shotlog_remember_failure(error.code.rawValue, error.message)
      return error.code.rawValue
    }
  }

  /// Does what reads media.
  static func translating<Result: ~Copyable>(
    _ work: () throws(MediaError) -> Result
  ) throws(Failure) -> Result {
    do {
      return try work()
    } catch {
      throw Failure(error)
    }
  }
}
