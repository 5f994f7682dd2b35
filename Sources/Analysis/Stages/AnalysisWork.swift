internal import JSON
internal import Media
internal import MediaTypes
internal import Models

/// One analysis after the video was looked at: planning, asking, and putting together.
struct AnalysisWork {
  private let request: AnalysisRequest
  private let preparation: Preparation
  private let model: any VideoModel
  private let planner: CallPlanner
  private let ledger: Ledger
  private let questioning: Questioning
  private let heard: (outcome: Hearing.Outcome, by: ModelIdentity?)?
  private let onEvent: @Sendable (AnalysisEvent) -> Void

  init(
    _ request: AnalysisRequest, _ preparation: Preparation,
    _ heard: (outcome: Hearing.Outcome, by: ModelIdentity?)?, model: any VideoModel,
    kept: KeptFolder?, onEvent: @escaping @Sendable (AnalysisEvent) -> Void
  ) {
    (self.request, self.preparation) = (request, preparation)
    (self.heard, self.model, self.onEvent) = (heard, model, onEvent)
    let planner = CallPlanner(preparation.survey, request, model.appetite)
    self.planner = planner
    ledger = Ledger(request.budget, prices: model.appetite.prices)
    let look = preparation.look
    let interviewer = Interviewer(
      model: model, video: preparation.survey.video, contentName: look.contentName, kept: kept,
      drawing: PictureDrawing(
        source: request.source, footage: look.footage, index: preparation.index,
        limits: request.scan.limits, interruption: request.scan.interruption,
        stock: look.stock, showsTimes: model.appetite.wantsTimesOnPictures),
      ledger: ledger, guess: { planner.tokens(of: $0) })
    questioning = Questioning(interviewer: interviewer)
  }

  private var survey: Survey { preparation.survey }

  /// The calls that will be made if all goes well, those for so many stretches of sound first.
  func plan(hearing stretches: Int) -> CallPlan {
    let (specs, withoutRoom) = specs()
    return planner.plan(specs.flatMap(\.calls), hearing: stretches, withoutRoom: withoutRoom)
  }

  /// Asks everything, and puts it together.
  func result(after stages: StageClock) async throws(AnalysisError) -> AnalysisResult {
    var stages = stages
    let (specs, withoutRoom) = specs()
    let plan = planner.plan(specs.flatMap(\.calls), withoutRoom: withoutRoom)
    onEvent(.planned(plan))
    var draft = ResultDraft(survey, request)
    for group in specs { await ask(group, planned: plan.calls.count, into: &draft) }
    let problems = (heard?.outcome.problems ?? []) + (await ledger.problems)
    if problems.contains(where: { $0.code == .cancelled }) || Task.isCancelled {
      throw AnalysisError(.cancelled, "cancelled; what was answered by then is kept")
    }
    var run = AnalysisRun()
    stages.end("ask")
    run.stages = stages.stages
    run.asked = await ledger.asked + (heard?.outcome.asked ?? 0)
    run.remembered = await ledger.remembered + (heard?.outcome.remembered ?? 0)
    run.knewVideo = preparation.look.wasKnown
    run.transfers = (heard?.outcome.transfers ?? []).adding(await ledger.transfers)
    return draft.result(
      model: model.identity,
      transcription: heard.flatMap { heard in
        heard.by.map { Transcription(transcriber: $0, languages: heard.outcome.languages) }
      }, effort: await ledger.effort, problems: problems, run: run)
  }

  /// Calls that belong together.
  private enum Group {
    case segments([CallSpec])
    /// An answer from one call, or from notes on parts that are then put together.
    case whole([CallSpec], combine: CallSpec)
    case search([CallSpec], [SegmentDefinition])
    /// A definition whose stretches are known: those of the caller, or the engine's segments.
    case fill([CallSpec], SegmentDefinition, Survey)

    var calls: [CallSpec] {
      switch self {
      case .segments(let specs), .search(let specs, _), .fill(let specs, _, _): specs
      case .whole(let specs, let combine): specs.count > 1 ? specs + [combine] : specs
      }
    }
  }

  private func specs() -> (groups: [Group], withoutRoom: Int) {
    switch request.question {
    case .segments:
      let (specs, withoutRoom) = planner.calls(.describe)
      return ([.segments(specs)], withoutRoom)
    case .prompt(let prompt, let shape):
      var (specs, withoutRoom) = planner.calls(.answer(prompt: prompt), shape: shape)
      if specs.count > 1 { (specs, withoutRoom) = planner.calls(.note(prompt: prompt)) }
      let combine = CallSpec(
        instruction: planner.instruction(.combine(prompt: prompt), shape: shape), segments: [],
        pictures: [])
      return ([.whole(specs, combine: combine)], withoutRoom)
    case .definitions(let definitions): return specs(for: definitions)
    }
  }

  private func specs(
    for definitions: [SegmentDefinition]
  ) -> (groups: [Group], withoutRoom: Int) {
    var groups: [Group] = []
    var withoutRoom = 0
    let open = definitions.filter { $0.stretches.isEmpty }
    if !open.isEmpty, model.appetite.findsSegments {
      let (specs, left) = planner.calls(.find(open))
      groups.append(.search(specs, open))
      withoutRoom += left
    }
    for definition in definitions {
      let given = preparation.givenSurveys[definition.id]
      guard given != nil || !model.appetite.findsSegments else { continue }
      let survey = given ?? self.survey
      let (specs, left) = CallPlanner(survey, request, model.appetite).calls(.fill(definition))
      groups.append(.fill(specs, definition, survey))
      withoutRoom += left
    }
    return (groups, withoutRoom)
  }

  private func ask(_ group: Group, planned: Int, into draft: inout ResultDraft) async {
    let questioning = questioning
    let onEvent = onEvent
    func tell(_ done: Int) { onEvent(.asked(done: done, planned: planned)) }
    switch group {
    case .segments(let specs):
      let outcomes = await questioning.each(specs, { await questioning.segments($0) }, onEnd: tell)
      draft.add(segments: outcomes.flatMap(\.self))
    case .fill(let specs, let definition, let survey):
      let outcomes = await questioning.each(specs, { await questioning.segments($0) }, onEnd: tell)
      draft.add(filled: outcomes.flatMap(\.self), definition, survey)
    case .search(let specs, let definitions):
      let outcomes = await questioning.each(specs, { await questioning.search($0) }, onEnd: tell)
      draft.add(found: outcomes.flatMap(\.self), definitions)
    case .whole(let specs, let combine):
      await askWhole(specs, combine, planned: planned, into: &draft)
    }
  }

  private func askWhole(
    _ specs: [CallSpec], _ combine: CallSpec, planned: Int, into draft: inout ResultDraft
  ) async {
    let questioning = questioning
    let onEvent = onEvent
    let outcomes = await questioning.each(specs, { await questioning.whole($0) }) {
      onEvent(.asked(done: $0, planned: planned))
    }
    guard specs.count > 1 else {
      if let only = outcomes.first { draft.add(whole: only) }
      return
    }
    let notes = zip(specs, outcomes).compactMap { spec, outcome in
      outcome.words.map { ClipNote(range: spec.range(in: survey.video), text: $0) }
    }
    draft.add(parts: notes, outcomes, of: specs.count)
    guard !notes.isEmpty else { return }
    var last = combine
    last.notes = await condensed(notes, for: combine)
    draft.add(whole: await questioning.whole(last))
    onEvent(.asked(done: planned, planned: planned))
  }

  /// The notes, made shorter by the model until they fit into one call.
  private func condensed(_ notes: [ClipNote], for combine: CallSpec) async -> [ClipNote] {
    guard let context = model.appetite.contextTokens, let prompt = combine.instruction.prompt else {
      return notes
    }
    var notes = notes
    let room = context * 9 / 10 - (combine.instruction.outputTokens ?? 1500)
    func tokens(_ notes: [ClipNote]) -> Int {
      notes.reduce(0) { $0 + WordTokens.count($1.text) + 16 }
    }
    while notes.count > 1, tokens(notes) > room {
      let count = notes.count
      var groups: [[ClipNote]] = []
      for note in notes {
        if let last = groups.last, tokens(last + [note]) <= room {
          groups[groups.count - 1].append(note)
        } else {
          groups.append([note])
        }
      }
      var shorter: [ClipNote] = []
      for group in groups {
        guard group.count > 1, let first = group.first, let last = group.last else {
          shorter += group
          continue
        }
        var spec = CallSpec(
          instruction: planner.instruction(.note(prompt: prompt)), segments: [], pictures: [])
        spec.notes = group
        let outcome = await questioning.whole(spec)
        shorter.append(
          ClipNote(
            range: TimeRange(first.range.start, upTo: last.range.end),
            text: outcome.words ?? group.map(\.text).joined(separator: "\n")))
      }
      notes = shorter
      if notes.count == count { break }
    }
    return notes
  }
}

extension Questioning.WholeOutcome {
  /// The answer in words; nil if nothing came.
  var words: String? {
    switch content {
    case .text(let words): words
    case .json(let value): value.text
    case nil: nil
    }
  }
}
