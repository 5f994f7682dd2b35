internal import JSON
internal import Media
internal import MediaTypes
internal import Models

/// Has what is said written down, stretch by stretch, and never what is known already.
struct Hearing: Sendable {
  /// Failures in a row after which nobody is asked any more.
  private static let mostFailures = 2

  let transcriber: any Transcriber
  let source: MediaSource
  let footage: Footage
  /// What the video's content is called; nil where nothing is kept.
  let contentName: String?
  let kept: KeptFolder?
  let limits: MediaLimits
  let interruption: Interruption
  /// The most stretches that may be sent; nil for any number.
  let mostRequests: Int?
  /// Seconds that are sent at once at most: ten minutes are 19 MB of samples.
  var longest: Ratio = 600

  /// What came of listening.
  struct Outcome: Sendable {
    /// What is said, in order of time.
    var lines: [TextLine] = []
    /// The languages that were heard, each once.
    var languages: [String] = []
    var problems: [ModelError] = []
    /// Stretches that were sent now, and those known from earlier runs.
    var (asked, remembered) = (0, 0)
    var transfers: [Transfer] = []
  }

  /// The stretches to listen to; none without sound.
  var stretches: [TimeRange] {
    guard footage.description.sound != nil else { return [] }
    return SpeechCuts(silences: footage.sound?.silences ?? [], longest: longest)
      .stretches(of: footage.range)
  }

  /// Listens to all of it.
  ///
  /// A stretch that fails is told and left out; the others are heard all the same.
  func outcome(onEnd: (_ done: Int, _ count: Int) -> Void) async throws(AnalysisError) -> Outcome {
    let stretches = self.stretches
    var outcome = Outcome()
    var reader: SpeechReader?
    var failures = 0
    for (place, stretch) in stretches.enumerated() {
      if let name = name(of: stretch), let known = kept?.bytes(of: name).flatMap(Self.transcript) {
        outcome.remembered += 1
        outcome.take(known)
      } else if failures < Self.mostFailures {
        let now: SpeechReader
        if let reader { now = reader } else { now = try self.reader() }
        reader = now
        do throws(ModelError) {
          outcome.take(try await transcript(of: stretch, now, &outcome))
          failures = 0
        } catch {
          if error.code == .cancelled { throw AnalysisError(.cancelled, "cancelled") }
          outcome.note(error)
          failures = error.code.endsAsking ? Self.mostFailures : failures + 1
        }
      }
      onEnd(place + 1, stretches.count)
    }
    return outcome
  }

  private func reader() throws(AnalysisError) -> SpeechReader {
    do throws(MediaError) {
      return try SpeechReader(source, limits: limits, interruption: interruption)
    } catch {
      throw AnalysisError(error)
    }
  }

  private func transcript(
    of stretch: TimeRange, _ reader: SpeechReader, _ outcome: inout Outcome
  ) async throws(ModelError) -> Transcript {
    if let mostRequests, outcome.asked >= mostRequests {
      throw ModelError(.overBudget, "the budget of \(mostRequests) calls is spent")
    }
    let sound: SpeechSound?
    do throws(MediaError) {
      sound = try await OwnThread { () throws(MediaError) in
        try reader.sound(of: stretch)
      }.outcome()
    } catch {
      throw error.code == .cancelled
        ? ModelError(.cancelled, "cancelled")
        : ModelError(.badRequest, "the sound to send could not be read: \(error.description)")
    }
    guard let sound else { return Transcript(lines: []) }
    outcome.asked += 1
    let transcript = try await transcriber.transcribe(sound)
    outcome.add(transcript.transfers)
    if let name = name(of: stretch) { kept?.keep(Array(transcript.json.text.utf8), as: name) }
    return transcript
  }

  private static func transcript(_ bytes: [UInt8]) -> Transcript? {
    (try? JSONReader().value(of: bytes)).flatMap(Transcript.init(json:))
  }

  private func name(of stretch: TimeRange) -> String? {
    guard let contentName, kept != nil else { return nil }
    let words = [
      "speech 1", contentName, "\(transcriber.identity)", transcriber.identity.revision ?? "",
      "\(stretch)",
    ]
    return Digest(of: Array(words.joined(separator: "\0").utf8)).text
  }
}

extension Hearing.Outcome {
  fileprivate mutating func take(_ transcript: Transcript) {
    lines += transcript.lines.map { TextLine(range: $0.range, text: $0.text) }
    if let language = transcript.language, !languages.contains(language) {
      languages.append(language)
    }
  }

  fileprivate mutating func note(_ error: ModelError) {
    add(error.transfers)
    var plain = error
    plain.transfers = []
    if !problems.contains(where: { $0.message == plain.message }) { problems.append(plain) }
  }

  fileprivate mutating func add(_ more: [Transfer]) { transfers = transfers.adding(more) }
}

extension ModelError.Code {
  /// Whether whoever asks again is told the same.
  fileprivate var endsAsking: Bool {
    switch self {
    case .unauthorised, .noSuchModel, .offline, .quotaExhausted, .overBudget: true
    default: false
    }
  }
}
