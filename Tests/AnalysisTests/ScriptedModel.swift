import JSON
import Models
import Synchronization

/// A model that answers by a closure, and remembers what it was asked.
final class ScriptedModel: VideoModel {
  typealias Script =
    @Sendable (Clip, Instruction, _ call: Int) async throws(ModelError) -> Finding

  let identity = ModelIdentity(provider: "test", name: "scripted")
  let appetite: ModelAppetite
  private let script: Script
  private let record = Mutex<[(clip: Clip, instruction: Instruction)]>([])

  init(_ change: (inout ModelAppetite) -> Void = { _ in }, _ script: @escaping Script) {
    var appetite = ModelAppetite()
    change(&appetite)
    self.appetite = appetite
    self.script = script
  }

  /// What was asked, in order.
  var calls: [(clip: Clip, instruction: Instruction)] { record.withLock { $0 } }

  func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let call = record.withLock { record in
      record.append((clip, instruction))
      return record.count
    }
    return try await script(clip, instruction, call)
  }

  /// An answer to `describe` and `fill` about some of the segments.
  static func segments(
    _ numbers: some Sequence<Int>, _ more: (Int) -> [JSONValue.Member] = words
  ) -> JSONValue {
    [
      "segments": .list(
        numbers.map { .object([.init("segment", .integer(Int64($0)))] + more($0)) })
    ]
  }

  static func words(_ number: Int) -> [JSONValue.Member] {
    [
      .init("title", .text("Title \(number)")),
      .init("description", .text("What \(number) shows.")),
      .init("keywords", ["one", "two"]),
    ]
  }
}
