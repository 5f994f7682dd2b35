internal import JSON
internal import MediaTypes
internal import Models

/// Puts calls to a model until everything is answered that can be, and says what is missing.
///
/// What was finished is never asked again: only what is missing is, in smaller calls.
struct Questioning: Sendable {
  /// How often one thing is asked in all.
  private static let mostTries = 3
  /// How often calls are halved when they are too large.
  private static let mostHalvings = 10

  let interviewer: Interviewer

  /// Makes several calls, as many side by side as the model likes; the results keep the order.
  func each<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) async -> Output,
    onEnd: (Int) -> Void = { _ in }
  ) async -> [Output] {
    var outputs = [Output?](repeating: nil, count: inputs.count)
    await withTaskGroup(of: (Int, Output).self) { group in
      var next = 0
      func startOne(_ group: inout TaskGroup<(Int, Output)>) {
        guard next < inputs.count else { return }
        let place = next
        let input = inputs[place]
        next += 1
        group.addTask { (place, await work(input)) }
      }
      for _ in 0..<max(1, interviewer.model.appetite.concurrentCalls) { startOne(&group) }
      var done = 0
      while let (place, output) = await group.next() {
        outputs[place] = output
        done += 1
        onEnd(done)
        startOne(&group)
      }
    }
    return outputs.compactMap(\.self)
  }

  // Segments ---------------------------------------------------------------------------------------

  /// What is said of a segment, and what that rests on.
  struct SegmentOutcome: Sendable {
    let number: Int
    /// Nil if nothing came.
    let item: AnswerSorting.Item?
    let unanswered: [String]
    let pictures: [SeenPicture]
    let duplicates: Int
    /// Whether it is missing, or short, since a bound of tokens was met.
    let isCut: Bool
  }

  /// What is said of each segment of a call, in order.
  func segments(_ spec: CallSpec) async -> [SegmentOutcome] {
    await segments(spec, tries: 1, halvings: 0).sorted { $0.number < $1.number }
  }

  private func segments(
    _ spec: CallSpec, tries: Int, halvings: Int
  ) async -> [SegmentOutcome] {
    let answer: KeptAnswer
    do throws(ModelError) {
      answer = try await interviewer.answer(spec)
    } catch {
      guard let smaller = spec.smaller(after: error), halvings < Self.mostHalvings else {
        return missing(spec.segments, isCut: false)
      }
      var outcomes: [SegmentOutcome] = []
      for part in smaller { outcomes += await segments(part, tries: tries, halvings: halvings + 1) }
      return outcomes
    }
    let items = AnswerSorting(spec: spec).itemsBySegment(answer.finding)
    var outcomes = spec.segments.compactMap { segment in
      items[segment.number].map { outcome(segment.number, $0, answer, spec) }
    }
    let rest = spec.segments.filter { items[$0.number] == nil }
    if !outcomes.isEmpty { await interviewer.ledger.noteUse() }
    guard !rest.isEmpty else { return outcomes }
    let isCut = AnswerSorting.isCut(answer.finding)
    let isHopeless = outcomes.isEmpty && rest.count > 1
    guard isHopeless || tries < Self.mostTries, Self.isWorthAskingAgain(answer.finding) else {
      await noteLoss(answer.finding, of: rest)
      return outcomes + missing(rest, isCut: isCut)
    }
    if isHopeless {
      for half in spec.halves {
        outcomes += await segments(half, tries: tries, halvings: halvings + 1)
      }
      return outcomes
    }
    let again =
      outcomes.isEmpty ? spec.firmer(isCut ? .tooLong : .notUsable) : spec.about(rest)
    return outcomes + (await segments(again, tries: tries + 1, halvings: halvings))
  }

  private func outcome(
    _ number: Int, _ item: AnswerSorting.Item, _ answer: KeptAnswer, _ spec: CallSpec
  ) -> SegmentOutcome {
    let place = spec.segments.firstIndex { $0.number == number } ?? 0
    return SegmentOutcome(
      number: number, item: item,
      unanswered: answer.finding.unanswered.names(ofItem: place, in: "segments"),
      pictures: answer.pictures.filter { $0.segment == number }.map(\.picture),
      duplicates: answer.duplicates[number] ?? 0, isCut: false)
  }

  private func missing(_ segments: [ClipSegment], isCut: Bool) -> [SegmentOutcome] {
    segments.map {
      SegmentOutcome(
        number: $0.number, item: nil, unanswered: [], pictures: [], duplicates: 0, isCut: isCut)
    }
  }

  // Answers about the whole ------------------------------------------------------------------------

  /// An answer about the whole of a clip, or a note on it.
  struct WholeOutcome: Sendable {
    /// Nil if nothing came.
    var content: Finding.Content?
    var unanswered: [String] = []
    var pictures: [KeptAnswer.KeptPicture] = []
    var duplicates: [Int: Int] = [:]
    var isCut = false
    /// Whether the model or a filter held it back.
    var isHeldBack = false
    /// What does not fit the shape that was asked for.
    var complaints: [SchemaCheck.Complaint] = []
  }

  /// What is said about a clip as a whole.
  func whole(_ spec: CallSpec) async -> WholeOutcome {
    await whole(spec, tries: 1, halvings: 0)
  }

  private func whole(_ spec: CallSpec, tries: Int, halvings: Int) async -> WholeOutcome {
    let answer: KeptAnswer
    do throws(ModelError) {
      answer = try await interviewer.answer(spec)
    } catch {
      let fewer = spec.lighter(after: error)
      guard let fewer, halvings < Self.mostHalvings else { return WholeOutcome() }
      return await whole(fewer, tries: tries, halvings: halvings + 1)
    }
    var outcome = WholeOutcome(
      unanswered: answer.finding.unanswered, pictures: answer.pictures,
      duplicates: answer.duplicates,
      isCut: AnswerSorting.isCut(answer.finding, wantsJSON: spec.instruction.wantsJSON))
    if spec.instruction.wantsJSON {
      if var value = AnswerSorting.json(answer.finding) {
        if let schema = spec.instruction.schema {
          value = SchemaCheck(schema).fitted(value).value
          outcome.complaints = SchemaCheck(schema).complaints(about: value)
        }
        outcome.content = .json(value)
      }
    } else {
      let words = answer.finding.words
      if !words.isEmpty { outcome.content = .text(words) }
    }
    outcome.isHeldBack = !Self.isWorthAskingAgain(answer.finding)
    let isGood =
      outcome.content != nil && outcome.complaints.isEmpty && !outcome.isCut && !outcome.isHeldBack
    guard !isGood else {
      await interviewer.ledger.noteUse()
      return outcome
    }
    guard tries < Self.mostTries, Self.isWorthAskingAgain(answer.finding) else {
      await noteLoss(answer.finding, of: spec.segments, outcome.complaints)
      return outcome
    }
    let complaint =
      outcome.isCut
      ? CallSpec.Complaint.tooLong
      : outcome.complaints.isEmpty ? .notUsable : .misshapen(outcome.complaints)
    let again = await whole(spec.firmer(complaint), tries: tries + 1, halvings: halvings)
    // An answer that is short is better than none.
    let isBetter = again.content != nil && again.complaints.count <= outcome.complaints.count
    return isBetter || outcome.content == nil ? again : outcome
  }

  // Stretches by definitions -----------------------------------------------------------------------

  /// What was found by definitions in a part of the video.
  struct SearchOutcome: Sendable {
    /// The part.
    var range: TimeRange
    /// By definition, what was found as the model said it.
    var items: [String: [JSONValue]] = [:]
    var unanswered: [String] = []
    var pictures: [KeptAnswer.KeptPicture] = []
    var duplicates: [Int: Int] = [:]
    var isCut = false
    var isMissing = false
  }

  /// What is found by definitions in a call's part of the video; in more parts where that is too much for one.
  func search(_ spec: CallSpec) async -> [SearchOutcome] {
    await search(spec, tries: 1, halvings: 0)
  }

  private func search(_ spec: CallSpec, tries: Int, halvings: Int) async -> [SearchOutcome] {
    var outcome = SearchOutcome(range: spec.range(in: interviewer.video))
    let answer: KeptAnswer
    do throws(ModelError) {
      answer = try await interviewer.answer(spec)
    } catch {
      guard let smaller = spec.smaller(after: error), halvings < Self.mostHalvings else {
        outcome.isMissing = true
        return [outcome]
      }
      var outcomes: [SearchOutcome] = []
      for part in smaller { outcomes += await search(part, tries: tries, halvings: halvings + 1) }
      return outcomes
    }
    (outcome.pictures, outcome.duplicates) = (answer.pictures, answer.duplicates)
    outcome.unanswered = answer.finding.unanswered
    outcome.isCut = AnswerSorting.isCut(answer.finding)
    let value = AnswerSorting.json(answer.finding)
    let lists = value?.asMembers?.filter { $0.value.asList != nil } ?? []
    for list in lists { outcome.items[list.name] = list.value.asList }
    let isUsable = value?.asMembers.map { $0.isEmpty || !lists.isEmpty } ?? false
    guard outcome.isCut || !isUsable else {
      await interviewer.ledger.noteUse()
      return [outcome]
    }
    guard tries < Self.mostTries, Self.isWorthAskingAgain(answer.finding) else {
      await noteLoss(answer.finding, of: spec.segments)
      outcome.isMissing = !isUsable
      return [outcome]
    }
    let parts =
      spec.segments.count > 1
      ? spec.halves : [spec.firmer(outcome.isCut ? .tooLong : .notUsable)]
    var again: [SearchOutcome] = []
    for part in parts { again += await search(part, tries: tries + 1, halvings: halvings) }
    // What was finished before the cut is not thrown away for less.
    return again.map { part in
      guard isUsable, part.isCut || part.isMissing else { return part }
      var known = outcome
      known.keep(in: part.range, of: interviewer.video)
      // Why there is no more of it, the last try says best.
      (known.isCut, known.isMissing) = (part.isCut, part.isMissing)
      return known.itemCount > part.itemCount || part.isMissing ? known : part
    }
  }

  private static func isWorthAskingAgain(_ finding: Finding) -> Bool {
    finding.finish != .refused && finding.finish != .filtered
  }

  private func noteLoss(
    _ finding: Finding, of segments: [ClipSegment], _ complaints: [SchemaCheck.Complaint] = []
  ) async {
    let numbers = segments.map { "\($0.number)" }
    let about =
      numbers.isEmpty
      ? "the whole"
      : numbers.count == 1
        ? "segment \(numbers[0])" : "segments \(numbers[0]) to \(numbers[numbers.count - 1])"
    let error =
      switch finding.finish {
      case .refused, .filtered:
        ModelError(.refused, "the model would not answer about \(about)")
      case .length:
        ModelError(.brokenAnswer, "the answer about \(about) was cut by the bound of tokens")
      case .stop, .unknown:
        ModelError(
          .brokenAnswer,
          "no answer about \(about) could be used"
            + (complaints.first.map { ": \($0.pointer) \($0.message)" } ?? ""))
      }
    await interviewer.ledger.note(error)
  }
}

extension Finding {
  /// The answer in words, without thoughts.
  var words: String {
    switch content {
    case .text(let words): AnswerReader().words(in: words)
    case .json(let value): value.text
    }
  }
}

extension [String] {
  /// Of pointers such as `/segments/3/metadata/name`, the names within one item.
  func names(ofItem place: Int, in list: String) -> [String] {
    let prefix = "/\(list)/\(place)/"
    return compactMap { pointer in
      guard pointer.hasPrefix(prefix) else { return nil }
      let rest = pointer.dropFirst(prefix.count)
      return String(rest.hasPrefix("metadata/") ? rest.dropFirst("metadata/".count) : rest)
    }
  }
}
