import Foundation
import JSON
import Models
import Providers
import Testing
import Web

/// What every provider of models on servers must do, asked of the model server.
struct ModelConformance: Sendable {
  /// Makes a model of an entry and the client that it may talk through.
  let model: @Sendable (ServerEntry, WebClient) -> any VideoModel
  /// The kind of server that it speaks to.
  let kind: ServerKind
  /// What is put behind the server's address.
  let path: String
  /// Whether its wire can ask for JSON without a schema; where it cannot, the prompt alone does.
  var asksForFreeJSON = true
  /// Requests that come before the first question.
  var preludes = 0

  /// Describes a model of that behaviour; the tag gives it a memory of its own.
  func entry(_ behaviour: String, tag: String, change: (inout ServerEntry) -> Void = { _ in })
    throws -> ServerEntry
  {
    var entry = ServerEntry(
      "lab", kind, model: "\(behaviour)~\(kind)-\(tag)",
      base: try ModelServer.shared.get().address + path, key: Secret("sk-conformance"))
    entry.retryPolicy.firstDelay = .milliseconds(20)
    entry.retryPolicy.jitter = 0
    // A machine that runs other tests as well may be slow to answer.
    entry.connect = .seconds(60)
    change(&entry)
    return entry
  }

  func make(_ entry: ServerEntry) -> any VideoModel { model(entry, WebClient(policy: .any)) }

  /// Asks a model that behaves so to describe two segments.
  func outcome(
    of entry: ServerEntry, _ instruction: Instruction = Instruction(.describe)
  ) async throws -> Result<Finding, ModelError> {
    let (model, clip) = (make(entry), try Question.clip())
    do throws(ModelError) {
      return .success(try await model.describe(clip, following: instruction))
    } catch {
      return .failure(error)
    }
  }

  /// Words come back whole, and the server saw both pictures in their sizes behind their labels.
  func answersInWords(streams: Bool) async throws {
    let entry = try entry("good", tag: "words-\(streams)") { $0.profile.streams = streams }
    let finding = try await outcome(of: entry, Instruction(.answer(prompt: "What is there?"))).get()
    #expect(
      finding.content
        == .text(
          "I was shown 2 pictures: 1: 64x36 \"Picture 1, t=0.500 s, segment 1\"; "
            + "2: 32x18 \"Picture 2, t=2.500 s, segment 2\". The prompt names 2 segments."))
    #expect(finding.finish == .stop && finding.reportedModel == entry.model)
    let usage = try #require(finding.usage)
    #expect(usage.input > 100 && usage.output > 10)
    try expectReceipts(finding.transfers, 1 + preludes, entry)
  }

  private func expectReceipts(
    _ transfers: [Transfer], _ count: Int, _ entry: ServerEntry
  ) throws {
    #expect(transfers.count == count)
    let port = try #require(try ModelServer.shared.get().address.split(separator: ":").last)
    let pictures = try Question.clip().pictures.reduce(0) { $0 + $1.jpeg.count }
    let last = try #require(transfers.last)
    #expect(last.destination == "http://127.0.0.1:\(port)" && last.address == "127.0.0.1")
    #expect(last.sent > pictures * 4 / 3 && last.received > 50)
  }

  /// JSON of a shape of its own comes back as it was asked for, whatever the wire made of the schema.
  func answersInShape(streams: Bool) async throws {
    let schema = try JSONSchema(Question.film)
    let entry = try entry("good", tag: "shape-\(streams)") { $0.profile.streams = streams }
    let instruction = Instruction(
      .answer(prompt: "Describe it."), shape: .schema(schema), temperature: 0, outputTokens: 500)
    let finding = try await outcome(of: entry, instruction).get()
    guard case .json(let value) = finding.content else {
      Issue.record("no JSON: \(finding)")
      return
    }
    #expect(SchemaCheck(schema).complaints(about: value).isEmpty, "\(value.text)")
    guard asksForFreeJSON else { return }
    let free = try await outcome(
      of: entry, Instruction(.answer(prompt: "Describe it."), shape: .json))
    guard case .json = try free.get().content else {
      Issue.record("no JSON: \(free)")
      return
    }
  }

  /// A behaviour ends in what it must, after as many requests as it must.
  func survives(_ behaviour: Misbehaviour, streams: Bool = true) async throws {
    let entry = try entry(behaviour.name, tag: "survives-\(streams)") {
      $0.profile.streams = streams
      $0.idle = .milliseconds(Int64(behaviour.idle * 1000))
    }
    let result = try await outcome(of: entry, Instruction(.describe, temperature: 0.5))
    let transfers: [Transfer]
    switch result {
    case .success(let finding):
      transfers = finding.transfers
      let isJSON = if case .json = finding.content { true } else { false }
      switch behaviour.outcome {
      case .json: #expect(isJSON && finding.finish == .stop, "\(finding)")
      case .words: #expect(!isJSON && finding.finish == .stop, "\(finding)")
      case .parts: try expectParts(finding)
      case .finish(let finish): #expect(finding.finish == finish, "\(finding)")
      case .error: Issue.record("an answer: \(finding)")
      }
      #expect(!"\(finding.content)".contains("think"))
      // Counts come last, so that an answer that broke off has none.
      let isWhole = finding.finish != .unknown || behaviour.requests == 1
      let isCounted = behaviour.name != "no-usage" && isWhole
      #expect((finding.usage != nil) == isCounted, "\(finding)")
    case .failure(let error):
      transfers = error.transfers
      guard case .error(let code, let most) = behaviour.outcome else {
        Issue.record("an error: \(error.code) \(error)")
        return
      }
      #expect(error.code == code, "\(error)")
      #expect(most == nil || error.most == most)
      #expect(error.message.hasPrefix("lab: ") && !error.message.contains("sk-conf"), "\(error)")
    }
    #expect(transfers.count == behaviour.requests + preludes, "\(result)")
    let asked = try ModelServer.shared.get().requests(for: entry.model)
    #expect(asked.count == transfers.count)
  }

  private func expectParts(_ finding: Finding) throws {
    guard case .text(let words) = finding.content else {
      Issue.record("a whole answer: \(finding)")
      return
    }
    let reading = try #require(AnswerReader().json(in: words))
    #expect(finding.finish == .unknown && reading.failure != nil)
    #expect(reading.value["segments"]?.asList?.map { $0["segment"] } == [1])
  }

  /// How answers break off in the middle, and what each is.
  static let breaks: [(String, ModelError.Code)] = [
    ("error-in-stream", .unavailable), ("cut-stream-no-done", .brokenAnswer),
    ("cut-mid-answer", .unreachable), ("hang-mid-answer", .timedOut),
  ]

  /// Words that broke off are an error, which holds what the server said of it.
  func takesNoHalf(_ name: String, _ code: ModelError.Code, saying words: String) async throws {
    let entry = try entry(name, tag: "half") {
      if code == .timedOut { $0.idle = .seconds(3) }
    }
    let prompt = Instruction(.answer(prompt: "What is there?"))
    guard case .failure(let error) = try await outcome(of: entry, prompt) else {
      Issue.record("half a sentence counted as an answer")
      return
    }
    #expect(error.code == code && error.transfers.count == 3 + preludes, "\(error)")
    #expect(error.message.contains(words) == (name == "error-in-stream"), "\(error)")
  }

  /// What a server refused once is not sent to it again.
  func learns(after refusals: Int = 3) async throws {
    let entry = try entry("max-tokens-field+stream-unsupported+no-temperature", tag: "learns")
    let (model, clip) = (make(entry), try Question.clip())
    let instruction = Instruction(.describe, temperature: 0.5)
    #expect(
      try await model.describe(clip, following: instruction).transfers.count == refusals + 1
        + preludes)
    #expect(try await model.describe(clip, following: instruction).transfers.count == 1)
  }

  /// Calls that run side by side do not mix, and share what they learn.
  func keepsCallsApart() async throws {
    let entry = try entry("max-tokens-field+slow-first-byte@0.05", tag: "apart")
    let (model, clip) = (make(entry), try Question.clip())
    let words = try await withThrowingTaskGroup(of: (String, Finding).self) { group in
      for number in 0..<8 {
        group.addTask {
          let word = "word\(number)"
          let prompt = "Reply with only the word \(word)."
          return (
            word, try await model.describe(clip, following: Instruction(.answer(prompt: prompt)))
          )
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(words.count == 8)
    for (word, finding) in words { #expect(finding.content == .text(word)) }
  }

  /// Who cancels waits no longer, and who sets a deadline not much longer than that.
  func stopsInTime() async throws {
    let hanging = try entry("hang", tag: "cancel")
    let asking = Task { try await outcome(of: hanging) }
    try await Task.sleep(for: .milliseconds(300))
    asking.cancel()
    let result = try await asking.value
    #expect(throws: ModelError.self) { try result.get() }
    if case .failure(let error) = result { #expect(error.code == .cancelled) }

    let late = try entry("hang", tag: "deadline") { $0.deadline = .now + .milliseconds(500) }
    if case .failure(let error) = try await outcome(of: late) {
      #expect(error.code == .timedOut)
    } else {
      Issue.record("an answer from nobody")
    }
  }

  /// Without leave nothing is sent, and nobody at home is said so.
  func saysWhoIsNotThere() async throws {
    let clip = try Question.clip()
    let offline = model(try entry("good", tag: "offline"), WebClient(policy: .offline))
    await #expect(
      performing: {
        try await offline.describe(clip, following: Instruction(.describe))
      },
      throws: { error in
        (error as? ModelError)?.code == .offline
          && (error as? ModelError)?.transfers.isEmpty == true
      })
    let nobody = try entry("good", tag: "nobody") { $0.base = "http://127.0.0.1:9" + path }
    if case .failure(let error) = try await outcome(of: nobody) {
      #expect(error.code == .unreachable && error.message.contains("is the server running"))
    } else {
      Issue.record("an answer from nobody")
    }
  }

  /// What the profile knows to be too much is not sent.
  func obeysItsProfile() async throws {
    for (most, code) in [(1, ModelError.Code.tooManyPictures), (0, .picturesUnsupported)] {
      let entry = try entry("good", tag: "obeys-\(most)") { $0.profile.mostPictures = most }
      if case .failure(let error) = try await outcome(of: entry) {
        #expect(error.code == code && error.transfers.isEmpty)
      } else {
        Issue.record("too many pictures were sent")
      }
    }
    let small = try entry("good", tag: "obeys-bytes") { $0.profile.requestBytes = 2000 }
    if case .failure(let error) = try await outcome(of: small) {
      #expect(error.code == .requestTooLarge && error.most == 2000)
    } else {
      Issue.record("too much was sent")
    }
    #expect(try ModelServer.shared.get().requests(for: small.model).count <= preludes)
  }

  /// The key goes to the server, and a wrong one is said to be wrong.
  func showsItsKey() async throws {
    let server = try ModelServer(key: "sk-right")
    let right = try entry("good", tag: "right") {
      ($0.base, $0.key) = (server.address + path, Secret("sk-right"))
    }
    #expect(try await outcome(of: right).get().finish == .stop)
    for key in [Secret("sk-wrong"), nil] {
      let wrong = try entry("good", tag: "wrong") {
        ($0.base, $0.key) = (server.address + path, key)
      }
      if case .failure(let error) = try await outcome(of: wrong) {
        #expect(error.code == .unauthorised)
      } else {
        Issue.record("a wrong key was good enough")
      }
    }
  }
}
