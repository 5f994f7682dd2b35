import JSON
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40))) struct TwelveLabsVideoTests {
  typealias Bodies = TwelveLabsBodies
  private static let hour = 3600.0

  private static func facts(
    _ seconds: Double = 10, _ width: Int = 640, _ height: Int = 360, _ size: Int64? = nil
  ) -> VideoFacts {
    VideoFacts(seconds: seconds, width: width, height: height, size: size)
  }

  private static func refusal(
    _ body: String, _ facts: VideoFacts, to endpoint: TwelveLabsAnalysis.Endpoint = .tasks,
    _ rules: TwelveLabsRules = TwelveLabsRules()
  ) throws -> TwelveLabsRefusal? {
    let analysis = try Bodies.checked(body, to: endpoint, rules).get()
    return Result { () throws(TwelveLabsRefusal) in try analysis.check(facts) }.failure
  }

  @Test(
    arguments: [
      (facts(4), nil), (facts(3.999), .durationTooShort),
      (facts(7200), nil), (facts(7200.001), .durationTooLong),
      (facts(10, 360, 360), nil), (facts(10, 359, 360), .resolutionTooLow),
      (facts(10, 5184, 2160), nil), (facts(10, 2160, 5184), nil),
      (facts(10, 5185, 2161), .resolutionTooHigh), (facts(10, 2160, 5185), .resolutionTooHigh),
      (facts(10, 3000, 2161), .resolutionTooHigh),
      (facts(10, 960, 400), nil), (facts(10, 961, 400), .aspectInvalid),
      (facts(10, 400, 961), .aspectInvalid),
      (facts(10, 640, 360, 4 << 30), nil), (facts(10, 640, 360, (4 << 30) + 1), .fileTooLarge),
    ] as [(VideoFacts, TwelveLabsRefusal.Code?)])
  func `a task's video keeps to bounds, to the last pixel`(
    facts: VideoFacts, code: TwelveLabsRefusal.Code?
  ) throws {
    let refusal = try Self.refusal(Bodies.general(), facts)
    #expect(refusal?.code == code && refusal?.status == code.map { _ in 400 })
    #expect(refusal?.parameter == code.map { _ in "video" })
    #expect(
      try Self.refusal(Bodies.general(), facts, TwelveLabsRules().relaxed)?.code == nil)
  }

  @Test(
    arguments: [
      (facts(1), nil), (facts(0.999), .durationTooShort), (facts(hour), nil),
      (facts(hour + 0.01), .durationTooLong),
    ] as [(VideoFacts, TwelveLabsRefusal.Code?)])
  func `what is answered at once has shorter bounds`(
    facts: VideoFacts, code: TwelveLabsRefusal.Code?
  ) throws {
    #expect(try Self.refusal(Bodies.general(), facts, to: .answer)?.code == code)
  }

  @Test(
    arguments: [
      (#""start_time":0,"end_time":10"#, 10, nil), (#""end_time":10.001"#, 10, "end_time"),
      (#""start_time":6"#, 10, nil), (#""start_time":6.001"#, 10, "start_time"),
      (#""start_time":10"#, 10, "start_time"), (#""start_time":11"#, 10, "start_time"),
      (#""start_time":6.1,"end_time":10.1"#, 10.1, nil), (#""end_time":4"#, 4, nil),
      (#""start_time":6.1"#, 10.1, nil),
      (#""start_time":3600,"end_time":10800"#, 4 * hour, nil),
      (#""start_time":3600,"end_time":10800"#, 4 * hour + 1, "video"),
      (#""start_time":3600,"end_time":10801"#, 4 * hour, "video"),
      (#""start_time":1"#, 2.5 * hour, "video"),
    ] as [(String, Double, String?)])
  func `a window lies in its video, and is long enough`(
    window: String, seconds: Double, parameter: String?
  ) throws {
    #expect(
      try Self.refusal(Bodies.full(window), Self.facts(seconds))?.parameter == parameter)
  }

  @Test func `a window of what is answered at once may have a second`() throws {
    for (end, parameter) in [(1.0, nil), (0.99, "end_time")] as [(Double, String?)] {
      let checked = try Bodies.checked(Bodies.full(#""end_time":\#(end)"#), to: .answer)
      #expect(checked.failure?.parameter == parameter)
    }
  }

  @Test func `ranges lie in their video`() throws {
    let body = Bodies.definition(
      #""time_ranges":[{"start_time":0,"end_time":2},{"start_time":4,"end_time":10}]"#)
    #expect(try Self.refusal(body, Self.facts(10)) == nil)
    #expect(
      try Self.refusal(body, Self.facts(9.99))?.parameter
        == "response_format.segment_definitions[0].time_ranges[1]")
  }

  @Test func `whatever the numbers, a window that is taken has what it must have`() throws {
    var random = SplitMix64(seed: 22)
    for _ in 0..<2000 {
      // In hundredths, which the checker counts as whole numbers.
      let (start, length) = (
        Int.random(in: 0...900, using: &random), Int.random(in: 390...410, using: &random)
      )
      let seconds = Int.random(in: 800...1400, using: &random)
      func text(_ hundredths: Int) -> String {
        "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
      }
      let body = Bodies.full(
        #""start_time":\#(text(start)),"end_time":\#(text(start + length))"#)
      let facts = try #require(Double(text(seconds)))
      let checked = try Bodies.checked(body)
      let isTaken = try checked.failure == nil && Self.refusal(body, Self.facts(facts)) == nil
      #expect(isTaken == (length >= 400 && start + length <= seconds), "\(body) \(facts)")
    }
  }

  @Test func `a file within a request has a size`() throws {
    var rules = TwelveLabsRules()
    rules.base64Bytes = 5
    func code(_ base64: String) throws -> TwelveLabsRefusal.Code? {
      try Bodies.checked(
        Bodies.general(#""video":{"type":"base64_string","base64_string":"\#(base64)"}"#), rules
      ).failure?.code
    }
    #expect(try code("AAAAAAA=") == nil)
    #expect(try code("AAAAAAAA") == .fileTooLarge)
  }

  @Test func `what is answered at once knows no names and no segments`() throws {
    let ignored =
      #""custom_id":"","analysis_mode":5,"min_segment_duration":"a","max_segment_duration":1"#
    let analysis = try Bodies.checked(Bodies.general(ignored), to: .answer).get()
    #expect(analysis.isStreamed && analysis.request.customID == nil)
    #expect(analysis.params.maxTokens == 4096 && analysis.request.temperature == 0.2)
    let whole = try Bodies.checked(Bodies.general(#""stream":false"#), to: .answer).get()
    #expect(!whole.isStreamed)
    #expect(
      try Bodies.checked(Bodies.general(#""stream":"no""#), to: .answer).failure?.parameter
        == "stream")
    #expect(
      try Bodies.checked(Bodies.segments(#""prompt":"Why?""#), to: .answer).failure?.parameter
        == "response_format.type")
  }

  @Test func `the model that stands for none can be another`() throws {
    var rules = TwelveLabsRules()
    rules.defaultModel = .pegasus1_5
    #expect(try Bodies.checked(Bodies.segments(#""model_name":null"#), rules).failure == nil)
    #expect(try Bodies.checked(Bodies.general(), rules).get().model == .pegasus1_5)
  }

  @Test func `pictures are named once, and asked for with what was fetched`() throws {
    let picture = #"{"name":"p","media_type":"image","url":"https://e.com/p.png"}"#
    let analysis = try Bodies.checked(
      Bodies.segments(
        definitions: #"{"id":"a","description":"b","media_sources":[\#(picture)]},"#
          + #"{"id":"c","description":"d","media_sources":[\#(picture)]}"#)
    ).get()
    #expect(analysis.pictures.map(\.url) == ["https://e.com/p.png"])
    #expect(throws: TwelveLabsRefusal.self) { _ = try analysis.question { _ in nil } }
  }
}

extension TwelveLabsBodies {
  /// The checked task, by some rules.
  static func checked(
    _ body: String, _ rules: TwelveLabsRules
  ) throws -> Result<TwelveLabsAnalysis, TwelveLabsRefusal> {
    try checked(body, to: .tasks, rules)
  }
}
