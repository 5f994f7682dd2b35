import Analysis
import FoundationEssentials
import JSON
import Media
import MediaTypes
import Models
import Segmentation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .serialized) struct AnalyzerTests {
  /// Five seconds, cut into five segments.
  private static func request(
    _ question: AnalysisRequest.Question = .segments, _ name: String = "h264-bframes.mp4"
  ) throws -> AnalysisRequest {
    var request = AnalysisRequest(.path(Repository.path("Fixtures/media/\(name)")), question)
    request.policy = .fixed(1)
    request.bounds = SegmentBounds.none
    return request
  }

  private static func run(
    _ model: ScriptedModel, _ question: AnalysisRequest.Question = .segments,
    _ change: (inout AnalysisRequest) -> Void = { _ in }
  ) async throws -> AnalysisResult {
    var request = try request(question)
    change(&request)
    return try await Analyzer(model).run(request)
  }

  @Test func `every segment is shown with pictures of itself, and described`() async throws {
    let model = ScriptedModel { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let result = try await Self.run(model)
    #expect(result.segments.map(\.number) == [1, 2, 3, 4, 5])
    #expect(result.segments.map { $0.words?.title } == (1...5).map { "Title \($0)" })
    #expect(result.completeness == .complete && result.problems.isEmpty)
    for segment in result.segments {
      #expect(!segment.evidence.pictures.isEmpty)
      for picture in segment.evidence.pictures {
        #expect(segment.range.contains(picture.timestamp))
      }
      let unseen = try #require(segment.evidence.longestUnseen)
      #expect(segment.range.contains(unseen.start) && unseen.end <= segment.range.end)
    }
    let shown = model.calls.flatMap(\.clip.pictures)
    #expect(shown.allSatisfy { $0.jpeg.starts(with: [0xFF, 0xD8]) && $0.width > 0 })
    #expect(
      model.calls.allSatisfy { $0.clip.pictures.map(\.number) == Array(1...$0.clip.pictures.count) }
    )
  }

  @Test func `a call holds no more than the appetite allows, and all is asked`() async throws {
    let model = ScriptedModel({ ($0.segmentsPerCall, $0.picturesPerCall) = (2, 3) }) { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let result = try await Self.run(model) { $0.picturesPerSecond = 10 }
    #expect(result.completeness == .complete)
    for call in model.calls {
      #expect(call.clip.segments.count <= 2 && call.clip.pictures.count <= 3)
    }
    #expect(model.calls.flatMap { $0.clip.segments.map(\.number) } == [1, 2, 3, 4, 5])
  }

  @Test func `pictures of a call have no more bytes than the appetite allows`() async throws {
    let model = ScriptedModel({ $0.bytesPerCall = 20_000 }) { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let result = try await Self.run(model) { $0.picturesPerSecond = 5 }
    #expect(result.segments.allSatisfy { $0.words != nil && !$0.evidence.pictures.isEmpty })
    #expect(!model.calls.isEmpty)
    for call in model.calls {
      #expect(call.clip.pictures.reduce(0) { $0 + $1.jpeg.count } <= 20_000)
    }
  }

  @Test func `only what is missing is asked again`() async throws {
    let model = ScriptedModel { clip, _, call in
      let numbers = clip.segments.map(\.number)
      return .json(ScriptedModel.segments(call == 1 ? numbers.filter { $0 % 2 == 1 } : numbers))
    }
    let result = try await Self.run(model)
    #expect(model.calls.map { $0.clip.segments.map(\.number) } == [[1, 2, 3, 4, 5], [2, 4]])
    #expect(result.segments.allSatisfy { $0.words != nil } && result.completeness == .complete)
  }

  @Test func `of a cut answer the finished items are kept, and the end is told`() async throws {
    let model = ScriptedModel { clip, _, _ in
      let whole = ScriptedModel.segments(clip.segments.map(\.number)).text
      return Finding(.text("```json\n\(whole.prefix(whole.utf8.count / 2))"), finish: .length)
    }
    let result = try await Self.run(model)
    #expect(result.segments.prefix(2).allSatisfy { $0.words != nil })
    #expect(result.segments.last?.words == nil)
    #expect(result.completeness == .length)
    #expect(result.problems.contains { $0.code == .brokenAnswer })
    // Smaller each time, and not for ever.
    #expect(model.calls.count <= 12)
  }

  @Test func `a model without JSON may speak of one segment at a time`() async throws {
    let model = ScriptedModel { clip, _, _ in
      .text("A test picture. It counts to \(clip.segments.count).")
    }
    let result = try await Self.run(model)
    #expect(result.segments.allSatisfy { $0.words?.title == "A test picture" })
    #expect(result.completeness == .complete)
  }

  @Test func `too much for one call becomes several, and every segment is described`() async throws
  {
    let model = ScriptedModel { clip, _, _ throws(ModelError) in
      guard clip.pictures.count <= 2, clip.segments.count <= 2 else {
        throw ModelError(.contextTooLong, "too long", most: 100)
      }
      return .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let result = try await Self.run(model) { $0.picturesPerSecond = 5 }
    #expect(result.segments.allSatisfy { $0.words != nil })
  }

  @Test func `a bound that the server names is kept at once`() async throws {
    let model = ScriptedModel { clip, _, _ throws(ModelError) in
      guard clip.pictures.count <= 3 else {
        throw ModelError(.tooManyPictures, "too many", most: 3)
      }
      return .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let result = try await Self.run(model) { $0.picturesPerSecond = 2 }
    #expect(result.segments.allSatisfy { $0.words != nil && !$0.evidence.pictures.isEmpty })
    #expect(model.calls.filter { $0.clip.pictures.count > 3 }.count == 1)
  }

  @Test func `what a model will not say is no answer`() async throws {
    let model = ScriptedModel { _, _, _ in Finding(.text("I cannot help."), finish: .refused) }
    let result = try await Self.run(model, .prompt("how?", .text))
    #expect(result.completeness == .partial && result.problems.map(\.code) == [.refused])
    #expect(model.calls.count == 1)
  }

  @Test func `words that look like broken JSON are words`() async throws {
    let model = ScriptedModel { _, _, _ in .text("Like so: {\"a\": [1, 2") }
    let result = try await Self.run(model, .prompt("how?", .text))
    #expect(result.completeness == .complete && model.calls.count == 1)
  }

  @Test func `without a key nobody is asked twice, and what was measured stays`() async throws {
    let model = ScriptedModel({ $0.segmentsPerCall = 1 }) { _, _, _ throws(ModelError) in
      throw ModelError(.unauthorised, "the key is wrong")
    }
    let result = try await Self.run(model)
    #expect(model.calls.count == 1)
    #expect(result.completeness == .partial && result.problems.map(\.code) == [.unauthorised])
    #expect(
      result.segments.count == 5 && result.segments.allSatisfy { !$0.clip.facts.shots.isEmpty })
  }

  @Test func `a server that is down is given up after three calls`() async throws {
    let model = ScriptedModel({ $0.segmentsPerCall = 1 }) { _, _, _ throws(ModelError) in
      throw ModelError(.unreachable, "nobody listens")
    }
    #expect(try await Self.run(model).completeness == .partial)
    #expect(model.calls.count == 3)
  }

  @Test func `a model that says nothing of use is given up`() async throws {
    let model = ScriptedModel({ $0.segmentsPerCall = 1 }) { _, _, _ in .text("{\"sorry\":") }
    #expect(try await Self.run(model).completeness != .complete)
    #expect(model.calls.count == 9)
  }

  @Test func `a budget of calls stops with what there is`() async throws {
    let model = ScriptedModel({ $0.segmentsPerCall = 1 }) { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let result = try await Self.run(model) { $0.budget.requests = 2 }
    #expect(model.calls.count == 2)
    #expect(result.segments.map { $0.words != nil } == [true, true, false, false, false])
    #expect(result.completeness == .partial && result.problems.map(\.code) == [.overBudget])
  }

  @Test func `a budget in dollars needs prices and keeps to them`() async throws {
    let script: ScriptedModel.Script = { clip, _, _ in
      Finding(
        .json(ScriptedModel.segments(clip.segments.map(\.number))),
        usage: TokenUsage(input: 1000, output: 100))
    }
    let priced = ScriptedModel(
      { ($0.segmentsPerCall, $0.prices) = (1, TokenPrices(input: 10, output: 100)) }, script)
    let result = try await Self.run(priced) { $0.budget.cost = 0.05 }
    #expect(try #require(result.effort.cost) <= 0.05)
    #expect(priced.calls.count == 2 || priced.calls.count == 1)
    let unknown = ScriptedModel(script: script)
    #expect(
      try await Self.run(unknown) { $0.budget.cost = 1 }.problems.map(\.code) == [.overBudget])
    #expect(unknown.calls.isEmpty)
  }

  @Test func `a prompt is answered from the whole, or from notes on its parts`() async throws {
    let short = ScriptedModel { _, instruction, _ in .text("Because \(instruction.prompt ?? "").") }
    let answer = try await Self.run(short, .prompt("why?", .text))
    #expect(answer.answer == .text("Because why?.") && short.calls.count == 1)
    let long = ScriptedModel({ $0.picturesPerCall = 2 }) { clip, instruction, _ in
      switch instruction.task {
      case .note: .text("Seen \(clip.segments.map(\.number)).")
      case .combine: .text(clip.notes.map(\.text).joined(separator: " "))
      default: .text("wrong")
      }
    }
    let parts = try await Self.run(long, .prompt("why?", .text)) { $0.picturesPerSecond = 0.5 }
    #expect(parts.answer == .text("Seen [1, 2]. Seen [3, 4]. Seen [5]."))
    #expect(parts.parts.count == 3 && parts.completeness == .complete)
  }

  @Test func `pictures beside a prompt are shown in every call that looks, and take room there`()
    async throws
  {
    let model = ScriptedModel({ $0.picturesPerCall = 3 }) { _, _, _ in .text("Yes.") }
    let picture = ReferencePicture(name: "logo", bytes: [1, 2], mediaType: "image/png")
    _ = try await Self.run(model, .prompt("Where is logo?", .text)) {
      $0.references = [picture]
      $0.picturesPerSecond = 0.5
    }
    let looking = model.calls.filter { !$0.clip.pictures.isEmpty }
    #expect(looking.count == 3 && model.calls.count == 4)
    for call in looking {
      #expect(call.clip.pictures.count <= 2 && call.instruction.shownReferences == [picture])
      let parts = ModelRequest(call.clip, call.instruction).parts
      let isShown = parts.contains { part in
        if case .picture(let shown) = part { shown.bytes == picture.bytes } else { false }
      }
      #expect(isShown)
      #expect(parts.contains(.text("Reference picture \"logo\", not from the video")))
    }
    #expect(model.calls.last?.instruction.shownReferences == [])
  }

  @Test func `an answer that does not fit its schema is asked for again, with what was wrong`()
    async throws
  {
    let schema = try JSONSchema(
      try JSONReader().value(
        of: #"{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}"#))
    let model = ScriptedModel { _, instruction, call in
      call == 1 ? .text(#"{"n":"many"}"#) : .text("<think>hm</think>{\"n\": \"3\"}")
    }
    let result = try await Self.run(model, .prompt("how many?", .schema(schema)))
    #expect(result.answer == .json(["n": 3]) && result.completeness == .complete)
    #expect(model.calls.count == 2)
    #expect(model.calls[1].instruction.system?.contains("/n") == true)
  }

  @Test func `stretches lie inside, in order, and every change is told`() async throws {
    let definition = SegmentDefinition(
      id: "counts", description: "A number is shown",
      fields: [
        SegmentField("name", .string, description: "n"),
        SegmentField("when", .timestamp(.seconds), description: "w"),
      ])
    let model = ScriptedModel { _, _, _ in
      .text(
        """
        {"counts":[{"start_time":"00:00:03","end_time":99,"metadata":{"name":"late","when":500}},
        {"start_time":0.5,"end_time":3.5,"metadata":{"name":"early"}}]}
        """)
    }
    let result = try await Self.run(model, .definitions([definition]))
    let found = try #require(result.findings.first?.stretches)
    #expect(found.map { $0.metadata["name"] } == ["early", "late"])
    #expect(found[0].range.end <= found[1].range.start)
    #expect(found[1].range.end == result.window.end)
    #expect(found[0].unanswered == ["when"])
    #expect(found[1].corrections.map(\.kind).contains(.clamped))
    #expect(try #require(found[1].metadata["when"]?.asNumber) <= result.window.end.seconds)
  }

  @Test func `stretches that were finished before an answer was cut are not lost`() async throws {
    let definition = SegmentDefinition(id: "a", description: "b")
    let model = ScriptedModel { clip, _, _ in
      // The whole gives two and is cut; asked again, the first half gives nothing, the second one more.
      let answers = [
        5: #"{"a":[{"start_time":1,"end_time":1.5},{"start_time":3,"end_time":3.5},{"sta"#,
        2: #"{"a":[{"st"#, 1: #"{"a":[{"st"#,
        3: #"{"a":[{"start_time":3,"end_time":3.5},{"start_time":4,"end_time":4.5}]}"#,
      ]
      let text = answers[clip.segments.count] ?? ""
      return Finding(.text(text), finish: text.hasSuffix("}") ? .stop : .length)
    }
    let result = try await Self.run(model, .definitions([definition]))
    let found = try #require(result.findings.first?.stretches)
    #expect(found.map { $0.range.start.seconds.rounded() } == [1, 3, 4])
    #expect(result.completeness == .length)
  }

  @Test func `stretches that the caller names are filled, not searched`() async throws {
    let definition = SegmentDefinition(
      id: "mine", description: "d", fields: [SegmentField("ok", .boolean, description: "o")],
      stretches: [.init(start: 1, end: 2), .init(start: 3, end: 4)])
    let model = ScriptedModel { clip, instruction, _ in
      .json(
        ScriptedModel.segments(clip.segments.map(\.number)) { _ in
          [.init("metadata", ["ok": true])]
        })
    }
    let result = try await Self.run(model, .definitions([definition]))
    let found = try #require(result.findings.first?.stretches)
    #expect(found.map { [$0.range.start.seconds, $0.range.end.seconds] } == [[1, 2], [3, 4]])
    #expect(found.allSatisfy { $0.metadata == ["ok": true] })
  }

  @Test func `what is kept is not asked again, and gives the same`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "kept-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = ScriptedModel({ $0.segmentsPerCall = 2 }) { clip, _, call in
      Finding(
        .json(
          ScriptedModel.segments(clip.segments.map(\.number)) { _ in ScriptedModel.words(call) }),
        usage: TokenUsage(input: 5, output: 7))
    }
    let analyzer = Analyzer(model, keepingIn: folder.path())
    let first = try await analyzer.run(try Self.request())
    let again = try await analyzer.run(try Self.request())
    #expect(model.calls.count == 3)
    #expect(again.run.asked == 0 && again.run.remembered == 3)
    #expect(again.segments == first.segments && again.effort == first.effort)
    var other = try Self.request()
    other.language = "zh"
    _ = try await analyzer.run(other)
    #expect(model.calls.count == 6)
  }

  @Test func `cancelling ends it soon`() async throws {
    let model = ScriptedModel { _, _, _ throws(ModelError) in
      do {
        try await Task.sleep(for: .seconds(60))
      } catch {
        throw ModelError(.cancelled, "cancelled")
      }
      return .text("late")
    }
    let request = try Self.request()
    let task = Task { try await Analyzer(model).run(request) }
    while model.calls.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    let start = ContinuousClock.now
    task.cancel()
    let error = await #expect(throws: AnalysisError.self) { try await task.value }
    #expect(error?.code == .cancelled && start.duration(to: .now) < .seconds(10))
  }

  @Test func `a plan tells the calls and asks nobody`() async throws {
    let model = ScriptedModel({
      ($0.segmentsPerCall, $0.prices) = (2, TokenPrices(input: 1, output: 2))
    }) {
      _, _, _ in .text("never")
    }
    let plan = try await Analyzer(model).plan(try Self.request())
    #expect(plan.calls.map(\.segments) == [1...2, 3...4, 5...5])
    #expect(plan.pictures > 0 && plan.tokens.input > 0 && (plan.cost ?? 0) > 0)
    #expect(model.calls.isEmpty)
  }
}

extension ScriptedModel {
  fileprivate convenience init(script: @escaping Script) { self.init({ _ in }, script) }
}
