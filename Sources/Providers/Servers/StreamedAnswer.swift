package import JSON
internal import Models
package import Web

/// An answer that is put together while it comes, or read when it is whole.
package protocol StreamedAnswer: Sendable {
  /// How the pieces of its stream are told apart.
  static var framing: StreamFraming { get }
  /// Begins with nothing.
  init()
  /// Takes a piece of a stream; what is thrown ends the exchange.
  mutating func take(_ piece: ServerSentEvents.Event) throws(StreamFault)
  /// Takes an answer that came in one piece.
  mutating func take(whole value: JSONValue) throws(StreamFault)
  /// Whether the answer has come to its end; if not when the stream ends, something is missing.
  var isFinished: Bool { get }
  /// The words so far, for what can be used of an answer that breaks off; nil if nothing can.
  var wordsSoFar: String? { get }
}

extension StreamedAnswer {
  /// Nothing.
  package var wordsSoFar: String? { nil }

  /// Whether the words so far hold a part of a JSON answer that is whole.
  var hasFinishedParts: Bool {
    wordsSoFar.flatMap { AnswerReader().json(in: $0)?.value.holdsAnything } ?? false
  }
}

extension JSONValue {
  /// Whether there is anything in it but empty lists and objects.
  fileprivate var holdsAnything: Bool {
    switch self {
    case .list(let values): values.contains(where: \.holdsAnything)
    case .object(let members): members.contains { $0.value.holdsAnything }
    default: true
    }
  }
}

/// How the pieces of a stream are told apart.
package enum StreamFraming: Sendable {
  /// Server-sent events.
  case events
  /// One JSON document a line.
  case lines
}

/// Why an answer that had begun cannot be used.
package enum StreamFault: Error, Sendable {
  /// The server said what went wrong.
  case refusal(ServerRefusal)
  /// It makes no sense; the words are for people.
  case nonsense(String)
}

extension ServerSentEvents.Event {
  /// The JSON of a piece.
  package func json() throws(StreamFault) -> JSONValue {
    do throws(JSONError) {
      return try JSONReader().value(of: data)
    } catch {
      throw .nonsense("a piece of the stream is no JSON (\(error))")
    }
  }
}
