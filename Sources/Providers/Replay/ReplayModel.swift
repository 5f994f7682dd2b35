internal import Digests
internal import FoundationEssentials
internal import JSON
public import Models
internal import Synchronization

/// Answers from a recording, without any network: the same question gets the same answer.
///
/// A question that was asked several times is answered in the order of the recording, and with the last answer
/// from then on.
public struct ReplayModel: VideoModel {
  /// Who answers; the name is that of the model that was recorded.
  public let identity: ModelIdentity
  /// How much the recorded model can look at in one call.
  public let appetite: ModelAppetite
  /// Hears what was heard when it was recorded; nil if nobody listened then.
  public let transcriber: (any Transcriber)?
  private let answers: [String: [Result<Finding, ModelError>]]
  private let asked = AskedOften()

  /// Reads a recording; a last line that was torn is passed over.
  public init(from path: String) throws(RecordingError) {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
      throw RecordingError(message: "there is no recording \(path) that can be read")
    }
    var head: RecordingHead?
    var answers: [String: [Result<Finding, ModelError>]] = [:]
    var transcripts: [String: Transcript] = [:]
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // Behind the last line feed there is nothing, or a line that was torn.
    for (number, line) in lines.dropLast().enumerated() {
      let value = try? JSONReader().value(of: line)
      if let found = value.flatMap(RecordingHead.init) {
        head = found
      } else if let answer = value.flatMap(RecordedAnswer.init) {
        answers[answer.question, default: []].append(answer.outcome)
      } else if let heard = value.flatMap(RecordedTranscript.init) {
        transcripts[heard.sound] = heard.transcript
      } else {
        throw RecordingError(message: "line \(number + 1) of \(path) is no line of a recording")
      }
    }
    guard let head else { throw RecordingError(message: "\(path) is no recording") }
    var digest = SHA256()
    digest.take(bytes)
    identity = ModelIdentity(
      provider: "replay", name: head.identity.description, revision: digest.text)
    (appetite, self.answers) = (head.appetite, answers)
    transcriber =
      transcripts.isEmpty ? nil : ReplayTranscriber(identity: identity, transcripts: transcripts)
  }

  /// Gives the answer that was recorded.
  public func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let question = QuestionDigest(clip, instruction).text
    guard let known = answers[question], !known.isEmpty else {
      throw ModelError(
        .brokenAnswer,
        "the recording of \(identity.name) holds no answer to this question; record again with the same video, "
          + "settings and prompt")
    }
    return try known[min(asked.next(question), known.count - 1)].get()
  }
}

/// How often each question was asked.
private final class AskedOften: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// How often it was asked before.
  func next(_ question: String) -> Int {
    counts.withLock { counts in
      defer { counts[question, default: 0] += 1 }
      return counts[question, default: 0]
    }
  }
}
