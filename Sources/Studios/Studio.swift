/// A hosted service that makes a film from words, in its own time.
///
/// Nothing is remembered here: whoever holds a job, written down before the program ended, goes on with it.
package protocol Studio: Sendable {
  /// How it is reached, and how patiently.
  var entry: StudioEntry { get }

  /// Whether an order that is placed again under its key is made once; where it is not, an order of which nobody knows
  /// whether it was placed must be given up, for each film costs money.
  var mindsKeys: Bool { get }

  /// Asks for a film; `key` is the same whenever the same order is placed again.
  func begin(_ order: StudioOrder, key: String) async throws(StudioError) -> StudioJob

  /// How far a job is.
  func state(of job: StudioJob) async throws(StudioError) -> StudioState

  /// Writes a file of a finished job to a path, whole or not at all, and gives its bytes; a file of more than `limit`
  /// bytes is an error.
  func fetch(_ file: StudioFile, to path: String, limit: Int64) async throws(StudioError) -> Int64

  /// Says that nobody wants a job any more; where a service cannot be told, it is left to finish.
  func cancel(_ job: StudioJob) async throws(StudioError)
}
