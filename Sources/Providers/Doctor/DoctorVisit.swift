internal import JSON
internal import Models

/// One examination: what was found so far, and what it cost.
struct DoctorVisit {
  let doctor: ServerDoctor
  /// What is known by now.
  var profile: ServerProfile
  /// Which server it turned out to be; nil if that is not known.
  var server: ServerFacts?
  private(set) var findings: [DoctorFinding] = []
  /// Requests to the model so far.
  private(set) var requests = 0
  /// Tokens of questions and answers so far.
  private(set) var tokens = 0
  /// When it began.
  let start = ContinuousClock.now
  /// Why the examination ended before its end.
  private(set) var failure: ModelError?
  /// The most tokens of an answer.
  var outputTokens = 64
  /// Whether the model sees what it is shown; nil as long as that is not known.
  var seesPictures: Bool?
  /// The plain answer that others are compared with.
  var baseline: ProbeAnswer?
  private var lastPrompt: String?
  private var generator: any RandomNumberGenerator

  init(_ doctor: ServerDoctor, using generator: any RandomNumberGenerator) {
    (self.doctor, profile, self.generator) = (doctor, doctor.entry.profile, generator)
    // What a server may refuse is asked for once it is known to answer.
    profile.streams = false
    profile.thinking = .untouched
  }

  /// Runs a probe; where it fails, that is all that is concluded.
  mutating func run(_ probe: DoctorFinding.Probe) async throws(ModelError) {
    guard failure == nil else { return }
    lastPrompt = nil
    doctor.onProbe(probe)
    do throws(ModelError) {
      try await check(probe)
    } catch {
      if error.code == .cancelled { throw error }
      let isOverBudget = error.code == .overBudget
      note(
        probe, isOverBudget ? .overBudget : .failed, asked: lastPrompt.map { "“\($0)”" } ?? "",
        came: error.message,
        isOverBudget
          ? "Not asked: the examination may cost no more."
          : "Nothing is known but that this failed.")
      // Whoever does not answer at all, or no longer, need not be asked more.
      let isEnd = [.unauthorised, .noSuchModel, .unreachable, .offline, .quotaExhausted]
        .contains(error.code)
      if isEnd || probe == .answer { failure = error }
    }
  }

  private mutating func check(_ probe: DoctorFinding.Probe) async throws(ModelError) {
    switch probe {
    case .server: try await checkServer()
    case .answer: try await checkAnswer()
    case .limitField: try await checkLimitField()
    case .temperature: try await checkTemperature()
    case .thinking: try await checkThinking()
    case .stream: try await checkStream()
    case .sight: try await checkSight()
    case .order: try await checkOrder()
    case .shape: try await checkShape()
    case .pictures: try await checkPictureCount()
    case .size: try await checkPictureSize()
    case .context: try await checkContext()
    case .forgetting: try await checkForgetting()
    }
  }

  /// Writes down what a probe found.
  mutating func note(
    _ probe: DoctorFinding.Probe, _ verdict: DoctorFinding.Verdict, asked: String = "",
    came: String = "", _ conclusion: String
  ) {
    findings.append(
      DoctorFinding(
        probe: probe, verdict: verdict, asked: asked,
        came: doctor.entry.withoutSecrets(came).withoutControls, conclusion: conclusion))
  }

  /// Whether a probe found something out.
  func isKnown(_ probe: DoctorFinding.Probe) -> Bool {
    findings.contains { $0.probe == probe && $0.isSure }
  }

  /// The profile with what was found; of what was not found out it says the same as before.
  var refinedProfile: ServerProfile {
    var refined = profile
    if !isKnown(.stream) { refined.streams = doctor.entry.profile.streams }
    if !isKnown(.thinking) { refined.thinking = doctor.entry.profile.thinking }
    return refined
  }

  /// Four digits.
  mutating func digits() -> String {
    func digits(_ generator: inout some RandomNumberGenerator) -> String {
      ProbePicture.digits(using: &generator)
    }
    return digits(&generator)
  }

  /// Asks the model as the profile that is known by now, or another, wants it.
  ///
  /// Whoever thinks before it answers is asked again with room for that.
  mutating func ask(
    _ question: ProbeQuestion, as profile: ServerProfile? = nil
  ) async throws(ModelError) -> ProbeAnswer {
    let profile = profile ?? self.profile
    let room = outputTokens
    let isNarrow = question.outputTokens == nil && room < Self.roomForThoughts
    do throws(ModelError) {
      let answer = try await askPatiently(question, as: profile)
      guard isNarrow, answer.finish == .length else { return answer }
    } catch {
      guard isNarrow, error.code == .brokenAnswer else { throw error }
    }
    outputTokens = Self.roomForThoughts
    do throws(ModelError) {
      return try await askPatiently(question, as: profile)
    } catch {
      // It was not for want of room.
      outputTokens = room
      throw error
    }
  }

  private static let roomForThoughts = 2048

  /// Asks with a field that may be refused; the answer is nil if it was, and what came is for people.
  mutating func offer(
    _ question: ProbeQuestion, as profile: ServerProfile? = nil
  ) async throws(ModelError) -> (taken: ProbeAnswer?, came: String) {
    do throws(ModelError) {
      let answer = try await ask(question, as: profile)
      return (answer.isTaken ? answer : nil, answer.summary)
    } catch {
      // Without the field it was answered.
      guard error.code == .badRequest else { throw error }
      return (nil, error.message)
    }
  }

  /// Whoever is too busy is asked once more.
  private mutating func askPatiently(
    _ question: ProbeQuestion, as profile: ServerProfile
  ) async throws(ModelError) -> ProbeAnswer {
    do throws(ModelError) {
      return try await askOnce(question, as: profile)
    } catch {
      guard error.code == .rateLimited || error.code == .unavailable else { throw error }
      let wait = error.wait ?? 1
      guard wait <= Self.longestWait, (try? await Task.sleep(for: .seconds(wait))) != nil else {
        throw error
      }
      return try await askOnce(question, as: profile)
    }
  }

  private static let longestWait = 20.0

  private mutating func askOnce(
    _ question: ProbeQuestion, as profile: ServerProfile
  ) async throws(ModelError) -> ProbeAnswer {
    let clip = try question.clip(doctor.encode)
    let instruction = question.instruction(outputTokens: outputTokens)
    let request = ModelRequest(clip, instruction)
    let guess = clip.pictures.reduce(request.wordTokens) {
      $0 + profile.pictureTokens.count(width: $1.width, height: $1.height)
    }
    // The answer may be as long as it is allowed to be.
    try checkBudget(tokens: guess + (instruction.outputTokens ?? 0))
    lastPrompt = question.prompt
    let asked = ContinuousClock.now
    let finding: Finding
    do throws(ModelError) {
      finding = try await limitedEntry(profile).model().describe(clip, following: instruction)
    } catch {
      // A server that refuses reads nothing, one that fails may have read it all.
      requests += max(1, error.transfers.count)
      tokens += guess
      throw error
    }
    let answer = ProbeAnswer(
      finding, of: doctor.entry.kind, wordTokens: request.wordTokens, time: .now - asked)
    requests += answer.exchanges
    tokens += answer.usage.map { $0.input + $0.output } ?? guess
    guard answer.finish != .refused, answer.finish != .filtered else {
      throw ModelError(.refused, "\(doctor.entry.name): it would not answer: \(answer.summary)")
    }
    // Silence says nothing, but where so few tokens were allowed that there may be none.
    guard !answer.words.isEmpty || question.outputTokens != nil else {
      throw ModelError(.brokenAnswer, "\(doctor.entry.name): the answer holds no words")
    }
    return answer
  }

  /// The entry with a profile, for one question and no more than what is left of the time.
  func limitedEntry(_ profile: ServerProfile) -> ServerEntry {
    doctor.limitedEntry(profile, until: start.advanced(by: doctor.budget.time))
  }

  private func checkBudget(tokens more: Int) throws(ModelError) {
    let budget = doctor.budget
    let spent: String
    if requests >= budget.requests {
      spent = "\(budget.requests) requests"
    } else if tokens + more > budget.tokens {
      spent = "\(tokens) of \(budget.tokens) tokens"
    } else if start.duration(to: .now) >= budget.time {
      spent = "\(budget.time.tenths) s"
    } else {
      return
    }
    throw ModelError(.overBudget, "\(spent) are spent, and this would be more")
  }
}

extension String {
  /// The words on one line, and without what a terminal might take for a command.
  fileprivate var withoutControls: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }
}
