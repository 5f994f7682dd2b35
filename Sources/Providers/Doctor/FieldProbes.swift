internal import Models

extension DoctorVisit {
  /// A question that anybody can answer.
  private static let ready = ProbeQuestion(prompt: "Reply with the word ready.")

  /// Whether there is an answer at all.
  mutating func checkAnswer() async throws(ModelError) {
    let answer = try await ask(Self.ready)
    baseline = answer
    let isRight = answer.words.lowercased().contains("ready")
    note(
      .answer, isRight ? .good : .limited, asked: "“\(Self.ready.prompt)”",
      came: "\(answer.summary), after \(answer.time.tenths) s",
      isRight ? "It answers." : "It answers, and not what it was asked.")
  }

  /// Whether a temperature is taken.
  mutating func checkTemperature() async throws(ModelError) {
    guard profile.sendsTemperature else {
      note(.temperature, .skipped, "None is sent to such models.")
      return
    }
    var question = Self.ready
    question.temperature = 0
    let (answer, came) = try await offer(question)
    profile.sendsTemperature = answer != nil
    note(
      .temperature, answer != nil ? .good : .limited, asked: "with temperature 0",
      came: came,
      answer != nil ? "It takes one." : "It refuses any: none is sent to it.")
  }

  /// Whether there are thoughts before an answer, and whether they can be turned off.
  mutating func checkThinking() async throws(ModelError) {
    guard let baseline else { return }
    var came = baseline.summary
    let usual = doctor.entry.profile.thinking
    for thinking in [usual] + (baseline.hasThoughts ? doctor.entry.kind.switches : [])
    where thinking != .untouched {
      var other = profile
      other.thinking = thinking
      let answer: ProbeAnswer?
      (answer, came) = try await offer(Self.ready, as: other)
      guard let answer, !answer.hasThoughts else { continue }
      profile = other
      note(
        .thinking, .good, asked: "with \(thinking.rawValue) off", came: came,
        baseline.hasThoughts
          ? "It does unless told not to, and is told so." : "It does not; it is told not to.")
      return
    }
    if baseline.hasThoughts {
      note(
        .thinking, .limited, asked: "as it is, and with every switch off", came: came,
        "It does, whatever it is told: thoughts are cut away from its answers, and cost tokens.")
    } else {
      note(
        .thinking, .good, asked: "as it is", came: came,
        usual == .untouched ? "It does not." : "It does not, and refuses to be told not to.")
    }
  }

  /// Whether streams come as they should, and are counted.
  mutating func checkStream() async throws(ModelError) {
    guard doctor.entry.profile.streams else {
      note(.stream, .skipped, "The settings want whole answers.")
      return
    }
    var streaming = profile
    streaming.streams = true
    do throws(ModelError) {
      var (answer, came) = try await offer(Self.ready, as: streaming)
      if answer == nil, streaming.countsInStream {
        streaming.countsInStream = false
        (answer, came) = try await offer(Self.ready, as: streaming)
      }
      guard let answer else {
        note(
          .stream, .limited, asked: "as a stream", came: came,
          "No: it refuses streams, and is asked for whole answers.")
        return
      }
      if answer.finish != .stop, baseline?.finish == .stop {
        throw ModelError(.brokenAnswer, "\(came), before its end")
      }
      profile = streaming
      note(
        .stream, answer.usage == nil ? .limited : .good, asked: "as a stream", came: came,
        answer.usage == nil
          ? "Yes, but it does not count their tokens." : "Yes, with their tokens counted.")
    } catch {
      guard error.code == .brokenAnswer else { throw error }
      // The same answer came whole before.
      note(
        .stream, .limited, asked: "as a stream", came: error.message,
        "No: its streams are broken, and it is asked for whole answers.")
    }
  }
}
