internal import JSON
internal import Models

/// An answer or an error as a line of a recording.
struct RecordedAnswer: Sendable, Equatable {
  /// The digest of the question.
  let question: String
  /// What the model answered.
  let outcome: Result<Finding, ModelError>

  /// The line, without what left this machine.
  var json: JSONValue {
    switch outcome {
    case .success(let finding):
      let content: JSONValue.Member =
        switch finding.content {
        case .text(let words): .init("text", .text(words))
        case .json(let value): .init("json", value)
        }
      return .object([
        .init("question", .text(question)), content,
        .init("finish", .text(finding.finish.rawValue)),
        .init(
          "usage",
          finding.usage.map { [.integer(Int64($0.input)), .integer(Int64($0.output))] } ?? .null),
        .init("reported_model", finding.reportedModel.map { .text($0) } ?? .null),
        .init("unanswered", .list(finding.unanswered.map { .text($0) })),
      ])
    case .failure(let error):
      return .members([
        "question": .text(question), "error": .text(error.code.rawValue),
        "message": .text(error.message), "wait": error.wait.map { .number($0) },
        "most": error.most.map { .integer(Int64($0)) },
      ])
    }
  }

  init(_ question: String, _ outcome: Result<Finding, ModelError>) {
    (self.question, self.outcome) = (question, outcome)
  }

  /// Reads a line; nil for one that is no answer.
  init?(_ json: JSONValue) {
    guard let question = json["question"]?.asText else { return nil }
    if let code = json["error"]?.asText {
      guard let code = ModelError.Code(rawValue: code), let message = json["message"]?.asText else {
        return nil
      }
      self.init(
        question,
        .failure(
          ModelError(code, message, wait: json["wait"]?.asNumber, most: json["most"]?.asCount)))
      return
    }
    let content =
      json["text"]?.asText.map { Finding.Content.text($0) } ?? json["json"].map { .json($0) }
    guard let content, let finish = json["finish"]?.asText.flatMap(Finding.Finish.init) else {
      return nil
    }
    let counts = json["usage"]?.asList?.compactMap(\.asCount) ?? []
    self.init(
      question,
      .success(
        Finding(
          content, finish: finish,
          usage: counts.count == 2 ? TokenUsage(input: counts[0], output: counts[1]) : nil,
          reportedModel: json["reported_model"]?.asText,
          unanswered: json["unanswered"]?.asList?.compactMap(\.asText) ?? [])))
  }
}
