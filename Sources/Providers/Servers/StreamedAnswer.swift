package import JSON
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
