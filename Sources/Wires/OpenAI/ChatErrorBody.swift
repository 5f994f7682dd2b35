package import JSON

extension OpenAI {
  /// Why there is no answer, as BibiGPT says it: in words, not in OpenAI's object.
  package struct ChatErrorBody: Sendable, Equatable {
    /// A sentence for people.
    package var error: String

    /// Says why.
    package init(error: String) { self.error = error }

    /// The document.
    package var json: JSONValue { ["error": .text(error)] }
    /// The document within a stream, where clients read an object.
    package var streamed: JSONValue { ["error": ["message": .text(error)]] }
  }
}
