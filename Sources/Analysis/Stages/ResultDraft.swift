internal import JSON
internal import MediaTypes
internal import Models
internal import Segmentation

/// Puts what was answered where it belongs, piece by piece.
struct ResultDraft {
  private let survey: Survey
  private let request: AnalysisRequest
  private var segments: [AnalysedSegment]
  private var answer: Finding.Content?
  private var corrections: [Correction] = []
  private var findings: [String: (stretches: [FoundStretch], dropped: [Correction])] = [:]
  private var parts: [ClipNote] = []
  private var unanswered: [String] = []
  private var isCut = false
  private var isPartial = false

  init(_ survey: Survey, _ request: AnalysisRequest) {
    (self.survey, self.request) = (survey, request)
    segments = zip(survey.tiling, survey.segments).map { segment, clip in
      AnalysedSegment(segment: segment, clip: clip, words: nil, evidence: SegmentEvidence())
    }
  }

  // Segments ---------------------------------------------------------------------------------------

  /// What was said of the segments.
  mutating func add(segments outcomes: [Questioning.SegmentOutcome]) {
    for outcome in outcomes {
      let place = outcome.number - 1
      see(outcome.pictures, duplicates: outcome.duplicates, at: place)
      guard let item = outcome.item else {
        miss(isCut: outcome.isCut)
        continue
      }
      segments[place].evidence.corrections += item.corrections
      segments[place].words = SegmentWords(
        title: item.value["title"]?.asText ?? "",
        description: item.value["description"]?.asText ?? "",
        keywords: item.value["keywords"]?.asList?.compactMap(\.asText) ?? [])
    }
  }

  /// What fills the fields of a definition whose stretches were known.
  mutating func add(
    filled outcomes: [Questioning.SegmentOutcome], _ definition: SegmentDefinition,
    _ survey: Survey
  ) {
    let isOwn = definition.stretches.isEmpty
    var stretches: [FoundStretch] = []
    for outcome in outcomes {
      let place = outcome.number - 1
      if isOwn { see(outcome.pictures, duplicates: outcome.duplicates, at: place) }
      if outcome.item == nil { miss(isCut: outcome.isCut) }
      let fields = MetadataFields(definition, duration: survey.video)
      let (metadata, empty) = fields.completed(outcome.item?.value["metadata"])
      stretches.append(
        FoundStretch(
          range: survey.segments[place].range, metadata: metadata,
          unanswered: (outcome.unanswered + empty).uniqued,
          corrections: outcome.item?.corrections ?? []))
    }
    findings[definition.id] = (stretches, [])
  }

  // Stretches --------------------------------------------------------------------------------------

  /// What was found by definitions, part by part.
  mutating func add(found outcomes: [Questioning.SearchOutcome], _ definitions: [SegmentDefinition])
  {
    for outcome in outcomes {
      see(outcome.pictures, outcome.duplicates)
      if outcome.isMissing || outcome.isCut { miss(isCut: outcome.isCut) }
    }
    let clock = StretchClock(survey.footage, bounds: request.bounds ?? .none)
    for definition in definitions {
      let claims = outcomes.flatMap { self.claims(of: definition, in: $0) }
      let (stretches, dropped) = clock.stretches(claims)
      findings[definition.id] = (stretches, dropped)
    }
  }

  private func claims(
    of definition: SegmentDefinition, in outcome: Questioning.SearchOutcome
  ) -> [StretchClock.Claim] {
    let video = survey.video
    let shown = video.seconds(outcome.range.start)...video.seconds(outcome.range.end)
    let pictures = outcome.pictures.map { video.seconds($0.picture.timestamp) }.sorted()
    let fields = MetadataFields(definition, duration: video)
    let check = SchemaCheck(definition.metadataShape)
    return (outcome.items[definition.id] ?? []).enumerated().map { place, item in
      let (fitted, changes) = check.fitted(item["metadata"] ?? .object([]))
      let (metadata, empty) = fields.completed(fitted)
      return StretchClock.Claim(
        start: TimeReading.seconds(item["start_time"] ?? item["start"]),
        end: TimeReading.seconds(item["end_time"] ?? item["end"]), metadata: metadata,
        unanswered: (outcome.unanswered.names(ofItem: place, in: definition.id) + empty).uniqued,
        corrections: changes.map { Correction(.reshaped, "\($0.pointer): \($0.message)") },
        shown: shown, pictures: pictures)
    }
  }

  // The whole --------------------------------------------------------------------------------------

  /// The answer about the whole.
  mutating func add(whole outcome: Questioning.WholeOutcome) {
    see(outcome.pictures, outcome.duplicates)
    answer = outcome.content
    if case .json(let value) = outcome.content {
      var times = AnswerTimes(survey.video)
      answer = .json(times.kept(value))
      corrections = times.corrections
    }
    unanswered = outcome.unanswered
    let isWhole = outcome.content != nil && outcome.complaints.isEmpty && !outcome.isHeldBack
    if outcome.isCut || !isWhole {
      miss(isCut: outcome.isCut)
    }
  }

  /// The notes on the parts of a long video.
  mutating func add(parts notes: [ClipNote], _ outcomes: [Questioning.WholeOutcome], of count: Int)
  {
    parts = notes
    for outcome in outcomes { see(outcome.pictures, outcome.duplicates) }
    if notes.count < count { miss(isCut: false) }
    if outcomes.contains(where: \.isCut) { miss(isCut: true) }
  }

  // Together ---------------------------------------------------------------------------------------

  func result(
    model: ModelIdentity, transcription: Transcription?, effort: AnalysisEffort,
    problems: [ModelError], run: AnalysisRun
  ) -> AnalysisResult {
    var segments = segments
    for place in segments.indices { segments[place].measureUnseen() }
    var definitions: [SegmentDefinition] = []
    if case .definitions(let asked) = request.question { definitions = asked }
    return AnalysisResult(
      footage: survey.footage, video: survey.video, window: survey.footage.range,
      speech: survey.speech, segments: segments, answer: answer,
      findings: definitions.map { definition in
        let found = findings[definition.id] ?? ([], [])
        return DefinitionFindings(
          definition: definition, stretches: found.stretches, dropped: found.dropped)
      }, parts: parts, unanswered: unanswered, corrections: corrections,
      completeness: isPartial ? .partial : isCut ? .length : .complete, problems: problems,
      model: model, transcription: transcription, effort: effort, run: run)
  }

  private mutating func miss(isCut: Bool) {
    if isCut { self.isCut = true } else { isPartial = true }
  }

  private mutating func see(_ pictures: [SeenPicture], duplicates: Int, at place: Int) {
    segments[place].evidence.pictures += pictures
    segments[place].evidence.duplicates += duplicates
  }

  private mutating func see(_ pictures: [KeptAnswer.KeptPicture], _ duplicates: [Int: Int]) {
    for kept in pictures where segments.indices.contains(kept.segment - 1) {
      segments[kept.segment - 1].evidence.pictures.append(kept.picture)
    }
    for (segment, count) in duplicates where segments.indices.contains(segment - 1) {
      segments[segment - 1].evidence.duplicates += count
    }
  }
}

extension AnalysedSegment {
  /// Puts the pictures in order, and finds the longest stretch between them.
  fileprivate mutating func measureUnseen() {
    evidence.pictures.sort { $0.timestamp < $1.timestamp }
    guard !evidence.pictures.isEmpty else { return }
    let borders = [range.start] + evidence.pictures.map(\.timestamp) + [range.end]
    let gaps = zip(borders, borders.dropFirst()).filter { $0 < $1 }
      .map { TimeRange($0, upTo: $1) }
    evidence.longestUnseen = gaps.max { $0.seconds < $1.seconds }
  }
}

extension [String] {
  /// Each once, in order.
  fileprivate var uniqued: [String] {
    var known: Set<String> = []
    return filter { known.insert($0).inserted }
  }
}
