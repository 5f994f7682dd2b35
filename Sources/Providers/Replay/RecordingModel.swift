internal import JSON
public import Models

/// Passes questions on to another model, and writes down what it answers for `ReplayModel`.
///
/// The recording holds answers, errors and digests of questions: no picture, no sound, no prompt, no key.
public struct RecordingModel: VideoModel {
  private let model: any VideoModel
  private let file: RecordingFile

  /// Records a model's answers at the end of a file, which is made if there is none.
  public init(_ model: any VideoModel, to path: String) throws(RecordingError) {
    self.model = model
    file = try RecordingFile(path)
    try file.append(RecordingHead(model.identity, model.appetite).json.text)
  }

  /// Who answers.
  public var identity: ModelIdentity { model.identity }

  /// How much it can look at in one call.
  public var appetite: ModelAppetite { model.appetite }

  /// A transcriber whose answers are written down in the same file.
  public func recording(_ transcriber: any Transcriber) -> any Transcriber {
    RecordingTranscriber(transcriber: transcriber, file: file)
  }

  /// Asks the other model, and writes down what it answers.
  public func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let question = QuestionDigest(clip, instruction).text
    let finding: Finding
    do throws(ModelError) {
      finding = try await model.describe(clip, following: instruction)
    } catch {
      // What the caller did is no answer of the model's.
      if ![.cancelled, .offline, .overBudget].contains(error.code) {
        try record(RecordedAnswer(question, .failure(error)), error.transfers)
      }
      throw error
    }
    try record(RecordedAnswer(question, .success(finding)), finding.transfers)
    return finding
  }

  private func record(
    _ answer: RecordedAnswer, _ transfers: [Transfer]
  ) throws(ModelError) {
    do throws(RecordingError) {
      try file.append(answer.json.text)
    } catch {
      throw ModelError(.unavailable, error.message, transfers: transfers)
    }
  }
}
