/// How the shape of an answer is asked for in a body of Messages.
enum MessagesWay: AskingWay {
  /// As `output_config`.
  case outputConfig
  /// As `output_format`, which it was called before.
  case outputFormat
  /// As what a tool is to be called with, and the one tool must be called.
  case tool
  /// In the prompt alone.
  case words

  var names: [String] {
    switch self {
    case .outputConfig: ["output_config", "structured output", "response_format"]
    case .outputFormat: ["output_format", "structured output", "response_format"]
    case .tool: ["tool", "response_format"]
    case .words: []
    }
  }
}
