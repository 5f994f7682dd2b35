internal import Batches
internal import Confinement
internal import JSON
internal import Threads

/// One try to do an item, in a process of its own.
struct ItemAttempt: Sendable {
  /// Takes the pieces of a result as they come.
  typealias Sink = @Sendable ([UInt8]) throws(BatchError) -> Void

  let program: [String]
  let console: Console
  let order: CommandOrder
  let rights: JSONValue
  let memory: Int64
  let timeout: Duration?
  /// Hears how far it is.
  let onProgress: @Sendable (String, Double?) -> Void

  /// Does the item; when this is cancelled, its process ends first.
  func run(into sink: @escaping Sink) async throws(BatchError) -> ItemOutcome {
    var child = ChildProcess(
      program[0], Array(program.dropFirst()), environment: console.environment)
    child.wallClock = timeout ?? .seconds(Self.years)
    child.mostOutput = Self.mostOutput
    child.longestLine = Self.longestLine
    let input = JSONValue.object([.init("confine", rights), .init("command", order.json)])
    let said = Guarded(ItemOutcome.Said())
    let ending = await child.run(input: Array(input.text.utf8)) { [onProgress] line in
      said.withLock { said in Self.take(line, &said, sink, onProgress) }
    }
    let last = said.withLock { $0 }
    if let trouble = last.trouble { throw trouble }
    return ItemOutcome(ending, last, memory: memory, timeout: timeout)
  }

  private static func take(
    _ line: [UInt8], _ said: inout ItemOutcome.Said, _ sink: Sink,
    _ onProgress: @Sendable (String, Double?) -> Void
  ) -> ChildProcess.Reaction {
    if said.document != nil {
      do throws(BatchError) {
        try sink(line + [UInt8(ascii: "\n")])
      } catch {
        said.trouble = error
        return .dismiss
      }
      return .goOn
    }
    guard let value = try? JSONReader().value(of: line), said.failure == nil else {
      said.isGarbled = true
      return .dismiss
    }
    if let progress = value["progress"] {
      onProgress(progress["stage"]?.asText ?? "", progress["part"]?.asNumber)
    } else if let isComplete = value["document"]?["complete"]?.asFlag {
      said.document = isComplete
    } else if let failed = value["failed"] {
      said.failure = ItemFailure(
        code: failed["code"]?.asText ?? "failed", reason: failed["reason"]?.asText ?? "")
    } else {
      said.isGarbled = true
      return .dismiss
    }
    return .goOn
  }

  private static let years: Int64 = 1 << 31
  private static let mostOutput = 1 << 32
  private static let longestLine = 1 << 26
}
