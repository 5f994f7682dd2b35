internal import Analysis
internal import JSON
internal import Media
internal import MediaTypes
internal import Models
internal import Segmentation

/// How a caller wants a video looked at, taken apart and asked about.
enum Questions {
  /// What can be asked of segments.
  static let segmentNames: Set = [
    "policy", "min", "max", "prefer", "length", "ranges", "from", "to", "sensitivity", "min_shot",
    "fast", "no_sound",
  ]
  /// What can be asked of an analysis.
  static let analysisNames = segmentNames.union([
    "prompt", "schema", "fps", "speed", "size", "screen", "subtitles", "language", "cache",
  ])
}

extension Options {
  /// How a video is to be looked at.
  func scan(_ video: Video, _ interruption: Interruption) throws(Failure) -> Scan {
    var scan = Scan()
    scan.sensitivity = try share("sensitivity")?.value ?? scan.sensitivity
    scan.shortestShot = try length("min_shot") ?? scan.shortestShot
    scan.isFast = try flag("fast")
    scan.listens = try !flag("no_sound")
    scan.window = try window()
    (scan.limits, scan.interruption) = (video.limits, interruption)
    return scan
  }

  /// The rule of taking apart; `zero` is when the first picture appears.
  func policy(zero: Timestamp) throws(Failure) -> SegmentPolicy {
    let names = ["balanced", "shots", "scenes", "fixed", "given"]
    let given = try value("policy", "one of \(names.joined(separator: ", "))") { value in
      value.asText.flatMap { names.contains($0) ? $0 : nil }
    }
    let name = given ?? (has("ranges") ? "given" : has("length") ? "fixed" : "balanced")
    for (option, owner) in [("length", "fixed"), ("ranges", "given")]
    where has(option) && name != owner {
      throw .invalid("\"\(option)\" means nothing to the policy \(name): leave it out")
    }
    switch name {
    case "shots": return .shots
    case "scenes": return .scenes
    case "fixed":
      guard let length = try length("length") else {
        throw .invalid("the policy fixed needs a length: add \"length\": 30, say")
      }
      return .fixed(length)
    case "given":
      guard let ranges = try ranges(zero: zero) else {
        throw .invalid("the policy given needs ranges: add \"ranges\": [[0, 30]], say")
      }
      return .given(ranges)
    default: return .balanced
    }
  }

  /// How long segments may be; nil where nothing was said of it.
  func bounds() throws(Failure) -> SegmentBounds? {
    let (minimum, maximum) = (try length("min"), try length("max"))
    let preferred = try length("prefer")
    guard minimum != nil || maximum != nil || preferred != nil else { return nil }
    do {
      return try SegmentBounds(minimum: minimum, maximum: maximum, preferred: preferred)
    } catch {
      throw .invalid(error.description)
    }
  }

  /// What is to be found out.
  func analysis(
    of video: Video, _ interruption: Interruption
  ) throws(Failure) -> AnalysisRequest {
    var request = AnalysisRequest(video.source, try question())
    request.scan = try scan(video, interruption)
    request.policy = try policy(zero: Timestamp(0, .microseconds))
    request.bounds = try bounds()
    request.speed = try rate("speed") ?? 1
    request.picturesPerSecond = try rate("fps")
    request.longestSide = try count("size", in: 16...8192)
    request.screenLanguages = try texts("screen") ?? []
    request.sidecars = try (texts("subtitles") ?? []).map { .path($0) }
    request.language = try text("language")
    return request
  }

  private func question() throws(Failure) -> AnalysisRequest.Question {
    guard let prompt = try text("prompt") else {
      guard !has("schema") else {
        throw .invalid("\"schema\" says how to answer, and nothing is asked: add \"prompt\"")
      }
      return .segments
    }
    guard let schema = try value("schema", "a JSON schema", { $0 }) else {
      return .prompt(prompt, .text)
    }
    do {
      return .prompt(prompt, .schema(try JSONSchema(schema)))
    } catch {
      throw .invalid("\"schema\": \(error)")
    }
  }

  private func ranges(zero: Timestamp) throws(Failure) -> [GivenRange]? {
    try value("ranges", "a list of pairs of times, such as [[0, 30], [\"1:00\", \"1:30\"]]") {
      value in
      value.asList.flatMap { list in
        let ranges = list.compactMap { pair -> GivenRange? in
          guard let times = pair.asList?.compactMap(\.instant), times.count == 2,
            pair.asList?.count == 2
          else { return nil }
          return GivenRange(zero.advanced(by: times[0]), upTo: zero.advanced(by: times[1]))
        }
        return ranges.count == list.count && !ranges.isEmpty ? ranges : nil
      }
    }
  }
}
