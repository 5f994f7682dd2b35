/// Which Shotlog this is; the version stands here and nowhere else.
package enum Release {
  /// By the rules of semantic versioning.
  package static let version = "0.1.0"
  /// When that version was made.
  package static let date = "2026-11-22"
  /// What documents name as the program that made them.
  package static let generator = "shotlog \(version)"
}
