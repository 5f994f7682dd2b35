internal import MediaTypes
internal import Models
internal import Reading

/// Decides which calls an analysis takes: as few as the model's appetite allows, each about whole segments.
struct CallPlanner: Sendable {
  /// The part of a context that a call may fill: guesses of tokens are rough.
  private static let usableContext = 0.9
  /// Tokens that an answer about a segment takes, and one about the whole.
  private static let tokensOfSegment = 160
  private static let tokensOfAnswer = 1500
  private static let tokensOfNote = 600

  let survey: Survey
  let request: AnalysisRequest
  let appetite: ModelAppetite
  private let choice: PictureChoice
  /// Nil for a model that is shown no pictures.
  private let style: PictureStyle?

  init(_ survey: Survey, _ request: AnalysisRequest, _ appetite: ModelAppetite) {
    (self.survey, self.request, self.appetite) = (survey, request, appetite)
    choice = PictureChoice(survey.footage, for: request)
    style = appetite.pictureStyle(for: request)
  }

  /// The calls, and how many pictures there is no room for.
  func calls(_ task: Instruction.Task, shape: Instruction.Shape = .text) -> (
    specs: [CallSpec], withoutRoom: Int
  ) {
    let instruction = self.instruction(task, shape: shape)
    var withoutRoom = 0
    var batches: [CallSpec] = []
    var batch = CallSpec(instruction: instruction, segments: [], pictures: [])
    var load = Load()
    let room = self.room(for: instruction)
    for segment in survey.segments {
      let all = style == nil ? [] : choice.instants(of: segment)
      let shown = PictureChoice.thinned(all, to: min(all.count, room.pictures))
      withoutRoom += all.count - shown.count
      let pictures = shown.map {
        CallSpec.Picture(segment: segment.number, timestamp: $0, longestSide: longestSide(at: $0))
      }
      let own = Load(
        segments: 1, pictures: pictures.count,
        tokens: room.tokens == nil ? 0 : tokens(of: segment, pictures))
      if !batch.segments.isEmpty, !(load + own).fits(room) {
        batches.append(batch)
        batch = CallSpec(instruction: instruction, segments: [], pictures: [])
        load = Load()
      }
      batch.segments.append(segment)
      batch.pictures += pictures
      load = load + own
    }
    if !batch.segments.isEmpty { batches.append(batch) }
    return (batches, withoutRoom)
  }

  /// The calls as one reads of them before they are made.
  func plan(_ specs: [CallSpec], hearing stretches: Int = 0, withoutRoom: Int) -> CallPlan {
    let hearing = CallPlan.Call(
      task: "transcribe", segments: nil, pictures: 0, longestSide: 0,
      tokens: TokenUsage(input: 0, output: 0))
    let calls =
      Array(repeating: hearing, count: stretches)
      + specs.map { spec in
        let numbers = spec.segments.map(\.number)
        let segments = numbers.first.flatMap { first in numbers.last.map { first...$0 } }
        return CallPlan.Call(
          task: spec.instruction.task.name, segments: segments, pictures: spec.pictures.count,
          longestSide: spec.pictures.map(\.longestSide).max() ?? 0, tokens: tokens(of: spec))
      }
    let sum = calls.reduce(TokenUsage(input: 0, output: 0)) { $0 + $1.tokens }
    return CallPlan(
      calls: calls, picturesWithoutRoom: withoutRoom, cost: appetite.prices?.cost(of: sum))
  }

  /// About how many tokens a call takes.
  func tokens(of spec: CallSpec) -> TokenUsage {
    let words = ModelRequest(spec.clip(of: survey.video), spec.instruction).wordTokens
    let pictures = spec.pictures.reduce(0) { $0 + tokens(of: $1) }
    return TokenUsage(input: words + pictures, output: answerTokens(spec))
  }

  /// The question with what the request says of answers.
  func instruction(_ task: Instruction.Task, shape: Instruction.Shape = .text) -> Instruction {
    Instruction(
      task, shape: shape, system: request.system, language: request.language,
      temperature: request.temperature, outputTokens: request.outputTokens ?? appetite.outputTokens,
      references: request.references)
  }

  private func answerTokens(_ spec: CallSpec) -> Int {
    let guess =
      switch spec.instruction.task {
      case .describe, .fill, .find: Self.tokensOfSegment * max(1, spec.segments.count)
      case .note: Self.tokensOfNote
      case .answer, .combine: Self.tokensOfAnswer
      }
    return min(guess, spec.instruction.outputTokens ?? guess)
  }

  /// What a call has room for besides its question.
  private func room(for instruction: Instruction) -> Load {
    let empty = CallSpec(instruction: instruction, segments: [], pictures: [])
    let tokenRoom = appetite.contextTokens.map { context in
      let question = ModelRequest(empty.clip(of: survey.video), instruction).wordTokens
      let answer = instruction.outputTokens ?? Self.tokensOfAnswer
      let references = instruction.shownReferences.count * pictureTokens(side: style?.usual ?? 0)
      return max(1, Int(Double(context) * Self.usableContext) - question - references - answer)
    }
    var pictures = appetite.picturesPerCall
    if pictures > 0 { pictures = max(1, pictures - instruction.shownReferences.count) }
    if let tokenRoom, pictures > 0 {
      let each = max(1, pictureTokens(side: style?.usual ?? 0))
      pictures = min(pictures, max(1, tokenRoom / each))
    }
    return Load(segments: segmentRoom(instruction.task), pictures: pictures, tokens: tokenRoom)
  }

  /// Only where something is said of each segment does their number make an answer long.
  private func segmentRoom(_ task: Instruction.Task) -> Int {
    switch task {
    case .describe, .fill: max(1, appetite.segmentsPerCall)
    case .answer, .note, .combine, .find: .max
    }
  }

  /// The longest side of the picture at an instant: words are read only where they are large enough.
  private func longestSide(at instant: Timestamp) -> Int {
    guard let style else { return 0 }
    let bearsText =
      survey.footage.textLikelihood(at: instant).map { $0 >= TextLikelihood.threshold } ?? false
    return bearsText ? style.text : style.usual
  }

  private func tokens(of segment: ClipSegment, _ pictures: [CallSpec.Picture]) -> Int {
    let alone = Clip(video: survey.video, range: survey.video.range, segments: [segment])
    let words = ModelRequest(alone, Instruction(.describe)).wordTokens
    return words + pictures.reduce(Self.tokensOfSegment) { $0 + tokens(of: $1) }
  }

  private func tokens(of picture: CallSpec.Picture) -> Int {
    pictureTokens(side: picture.longestSide)
  }

  private func pictureTokens(side: Int) -> Int {
    let size = PictureSize.fitting(longestSide: side).size(
      ofWidth: survey.video.width, height: survey.video.height)
    return appetite.pictureTokens.count(width: size.width, height: size.height)
  }
}

/// How much a call holds, or has room for.
private struct Load {
  var segments = 0
  var pictures = 0
  /// Nil for no bound.
  var tokens: Int? = 0

  func fits(_ room: Load) -> Bool {
    segments <= room.segments && pictures <= max(room.pictures, 0)
      && (room.tokens.map { (tokens ?? 0) <= $0 } ?? true)
  }

  static func + (a: Load, b: Load) -> Load {
    Load(
      segments: a.segments + b.segments, pictures: a.pictures + b.pictures,
      tokens: (a.tokens ?? 0) + (b.tokens ?? 0))
  }
}

extension Instruction.Task {
  /// Its name in plans.
  var name: String {
    switch self {
    case .describe: "describe"
    case .answer: "answer"
    case .note: "note"
    case .combine: "combine"
    case .find: "find"
    case .fill: "fill"
    }
  }
}
