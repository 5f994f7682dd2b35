internal import JSON
internal import Synchronization
internal import Web

/// Takes the bytes of one answer on the exchange's thread and puts them together.
final class StreamIntake<Answer: StreamedAnswer>: Sendable {
  private struct State {
    var answer = Answer()
    var events = ServerSentEvents()
    var lines = JSONLines()
    var isWhole = false
    var whole: [UInt8] = []
  }

  private let state = Mutex(State())

  /// Looks at the head: a server that was asked for a stream may answer in one piece all the same.
  func begin(_ head: WebHead) {
    let type = head.headers["Content-Type"]?.lowercased() ?? ""
    let isStream =
      switch Answer.framing {
      case .events: type.isEmpty || type.contains("event-stream")
      // One document is a stream of one line.
      case .lines: !type.contains("html")
      }
    state.withLock { $0.isWhole = !isStream }
  }

  /// Takes what came.
  func append(_ bytes: [UInt8]) throws {
    try state.withLock { state in
      if state.isWhole {
        state.whole += bytes
        return
      }
      switch Answer.framing {
      case .events:
        for event in try state.events.append(bytes) { try state.answer.take(event) }
      case .lines:
        for line in try state.lines.append(bytes) { try state.answer.take(Self.piece(line)) }
      }
    }
  }

  /// What came so far.
  var answer: Answer { state.withLock { $0.answer } }

  /// The answer, once everything came.
  func finish() throws -> Answer {
    try state.withLock { state in
      if state.isWhole {
        try state.answer.take(whole: state.whole)
      } else {
        switch Answer.framing {
        case .events: if let event = try state.events.finish() { try state.answer.take(event) }
        case .lines: if let line = state.lines.finish() { try state.answer.take(Self.piece(line)) }
        }
      }
      return state.answer
    }
  }

  private static func piece(_ line: [UInt8]) -> ServerSentEvents.Event {
    ServerSentEvents.Event(data: String(decoding: line, as: UTF8.self))
  }
}

extension StreamedAnswer {
  /// Takes the bytes of an answer that came in one piece; of nothing at all nothing is taken.
  mutating func take(whole bytes: [UInt8]) throws(StreamFault) {
    guard bytes.contains(where: { $0 > 0x20 }) else { return }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader().value(of: bytes)
    } catch {
      let isPage = bytes.prefix(200).contains(UInt8(ascii: "<"))
      throw .nonsense(
        isPage
          ? "a web page came instead of an answer; is the address right, and is this network signed in?"
          : "the answer is no JSON (\(error))")
    }
    try take(whole: value)
  }
}
