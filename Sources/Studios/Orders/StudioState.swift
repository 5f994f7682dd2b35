/// How far a job is.
package enum StudioState: Sendable, Equatable {
  /// It is not done; `part`, from 0 to 1, is how much is, and `pollAfter` when the service wants to be asked again.
  case waiting(part: Double?, pollAfter: Duration?)
  /// Its files are there.
  case done([StudioFile])
  /// It will never be done.
  case failed(StudioError)
}
