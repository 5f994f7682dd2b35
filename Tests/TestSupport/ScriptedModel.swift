public import JSON
public import Models
internal import Synchronization

/// A model that answers by a closure, and remembers what it was asked.
public final class ScriptedModel: VideoModel {
  /// Answers a question; `call` counts from 1.
  public typealias Script =
    @Sendable (Clip, Instruction, _ call: Int) async throws(ModelError) -> Finding

  /// Who answers.
  public let identity = ModelIdentity(provider: "test", name: "scripted")
  /// How much it looks at.
  public let appetite: ModelAppetite
  private let script: Script
  private let record = Mutex<[(clip: Clip, instruction: Instruction)]>([])

  /// Makes a model with another appetite.
  public init(_ change: (inout ModelAppetite) -> Void = { _ in }, _ script: @escaping Script) {
    var appetite = ModelAppetite()
    change(&appetite)
    self.appetite = appetite
    self.script = script
  }

  /// What was asked, in order.
  public var calls: [(clip: Clip, instruction: Instruction)] { record.withLock { $0 } }

  /// Answers, and remembers the question.
  public func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let call = record.withLock { record in
      record.append((clip, instruction))
      return record.count
    }
    return try await script(clip, instruction, call)
  }

  /// An answer to `describe` and `fill` about some of the segments.
  public static func segments(
    _ numbers: some Sequence<Int>, _ more: (Int) -> [JSONValue.Member] = words
  ) -> JSONValue {
    [
      "segments": .list(
        numbers.map { .object([.init("segment", .integer(Int64($0)))] + more($0)) })
    ]
  }

  /// A title, a description and keywords.
  public static func words(_ number: Int) -> [JSONValue.Member] {
    [
      .init("title", .text("Title \(number)")),
      .init("description", .text("What \(number) shows.")),
      .init("keywords", ["one", "two"]),
    ]
  }
}
