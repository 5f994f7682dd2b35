internal import JSON
package import Models

/// What a model said, however its server wrapped it.
package struct ModelWords: Sendable {
  /// The answer.
  package var text = ""
  /// Whether it thought where nobody sees it.
  package var hasThought = false
  /// In what words it would not answer; empty if it did.
  package var refusal = ""
  /// Why it stopped; nil as long as nobody said.
  package var finish: Finding.Finish?
  /// The tokens that were counted; nil if nobody said.
  package var usage: TokenUsage?
  /// The name under which the model spoke of itself.
  package var model: String?

  /// Begins with nothing.
  package init() {}

  /// The words as an answer to a request; an answer without any is an error that says why.
  package func finding(
    to request: ModelRequest, by lowering: SchemaLowering?, from entry: ServerEntry,
    _ transfers: [Transfer]
  ) throws(ModelError) -> Finding {
    if let most = lostContext(of: request) {
      throw ModelError(
        .contextTooLong,
        "\(entry.name): the server read \(most) tokens, fewer than the words of the question alone must take: it "
          + "forgot a part of it in silence; give it a larger context, or ask for less at once",
        most: most, transfers: transfers)
    }
    if !refusal.isEmpty { return finding(.text(refusal), .refused, transfers) }
    let finish = finish ?? .unknown
    let words = AnswerReader().words(in: text)
    if words.isEmpty, finish != .filtered, finish != .refused {
      throw ModelError(
        .brokenAnswer, "\(entry.name): \(emptiness(finish, entry))", transfers: transfers)
    }
    guard request.wantsJSON, let value = try? JSONReader().value(of: words) else {
      return finding(.text(text), finish, transfers)
    }
    return finding(.json(lowering?.restored(value) ?? value), finish, transfers)
  }

  /// How many tokens the server read, if those cannot have been all.
  private func lostContext(of request: ModelRequest) -> Int? {
    // No tokenizer needs less than half of the guess for words of people, and short questions fit anywhere.
    guard let read = usage?.input, read > 0, request.wordTokens > Self.shortQuestion,
      read < request.wordTokens / 2
    else { return nil }
    return read
  }

  private static let shortQuestion = 1000

  private func finding(
    _ content: Finding.Content, _ finish: Finding.Finish, _ transfers: [Transfer]
  ) -> Finding {
    Finding(content, finish: finish, usage: usage, reportedModel: model, transfers: transfers)
  }

  private func emptiness(_ finish: Finding.Finish, _ entry: ServerEntry) -> String {
    guard finish == .length || hasThought || !text.isEmpty else {
      return "the answer holds no words"
    }
    return
      "the model spent all tokens of its answer on thoughts that nobody sees; allow it more, or turn "
      + "its thinking off"
  }
}
