/// The name of a video, `video_…:provider`.
package struct VideoIdentifier: Sendable, Hashable {
  /// The task that makes it.
  package let task: String
  /// Who was asked for it.
  package let provider: String

  /// Names a task's video.
  package init(task: String, provider: String) { (self.task, self.provider) = (task, provider) }

  /// The name, as clients get it.
  package var text: String { "\(Self.prefix)\(task):\(provider)" }

  /// Reads what a client sends back: the name as it was, or with the provider added once more; nil for a name that
  /// nobody was given.
  package init?(_ text: String) throws(BifrostRefusal) {
    guard !text.isEmpty else { throw .invalid("video_id is required") }
    // What was escaped by hand before a client escaped it comes so.
    let text =
      text.contains(":") ? text : text.replacing("%3A", with: ":").replacing("%3a", with: ":")
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else {
      throw .invalid("video_id must be in id:provider format")
    }
    guard Set(parts.dropFirst()).count == 1, parts[0].hasPrefix(Self.prefix) else { return nil }
    self.init(task: String(parts[0].dropFirst(Self.prefix.count)), provider: String(parts[1]))
  }

  private static let prefix = "video_"
}
