/// How the shape of an answer is asked for in a body of `generateContent`.
enum GeminiWay: AskingWay {
  /// As `responseJsonSchema`.
  case jsonSchema
  /// As `responseFormat`, which the newest documentation has instead.
  case responseFormat
  /// As `responseSchema`, in the words of OpenAPI.
  case openAPI
  /// Only as JSON of whatever shape.
  case json
  /// In the prompt alone.
  case words

  var names: [String] {
    switch self {
    case .jsonSchema: ["responsejsonschema", "response_json_schema", "json_schema"]
    case .responseFormat: ["responseformat", "response_format"]
    case .openAPI: ["responseschema", "response_schema", "json_schema"]
    case .json: ["responsemimetype", "response_mime_type", "response_format"]
    case .words: []
    }
  }
}
