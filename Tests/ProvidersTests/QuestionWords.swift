import JSON
import Models

extension Question {
  /// The question to describe the clip, as what is sent.
  static func described(temperature: Double? = nil) throws -> ModelRequest {
    ModelRequest(try clip(), Instruction(.describe, temperature: temperature))
  }

  /// A question that wants words.
  static var words: ModelRequest {
    get throws { ModelRequest(try clip(), Instruction(.answer(prompt: "What?"))) }
  }

  /// Reads JSON.
  static func json(_ text: String) throws -> JSONValue { try JSONReader().value(of: text) }
}
