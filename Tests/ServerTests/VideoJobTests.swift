import FoundationEssentials
import HTTP
import JSON
import Services
import Tasks
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct VideoJobTests {
  private static let wanted: JSONValue = ["model": "openai/sora-2", "prompt": "A boat"]
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]

  @Test(arguments: ["/v1/videos", "/openai/v1/videos", "/openai/videos", "/openai/openai/videos"])
  func `a video is asked for, made, downloaded and deleted`(root: String) async throws {
    let desk = try VideoDesk()
    let made = try await desk.ask(.post, root, Self.wanted)
    #expect(made.status == 200 && made.body["status"] == "queued" && made.body["progress"] == 0)
    #expect(made.body["model"] == "sora-2" && made.id.hasSuffix(":openai"))
    #expect(made.body["seconds"] == "4" && made.body["size"] == "720x1280")
    #expect(made.body["extra_fields"]?["model_deployment"] == "local/storyboard")
    #expect(made.body["extra_fields"]?["request_type"] == "video_generation")
    #expect(made.headers["openai-poll-after-ms"] != nil)
    let early = try await desk.ask(.get, "\(root)/\(made.id)/content")
    #expect(early.status == 404 && early.message == "video not ready, current status: queued")
    try await desk.work(files: ["film.mp4": "film", "thumbnail.jpg": "picture"])
    let done = try await desk.ask(.get, "\(root)/\(made.id)")
    #expect(done.body["status"] == "completed" && done.body["progress"] == 100)
    #expect(done.headers["openai-poll-after-ms"] == nil)
    #expect(
      done.body["videos"]?.asList?.first?["url"]?.asText
        == "http://localhost:1\(root)/\(made.id)/content")
    for (variant, status) in [
      ("", 200), ("?variant=thumbnail", 200), ("?variant=sprite_sheet", 404),
    ] {
      let content = try await desk.ask(.get, "\(root)/\(made.id)/content\(variant)")
      #expect(content.status == status && (content.file != nil) == (status == 200))
    }
    #expect(try await desk.ask(.get, "\(root)/\(made.id)/content?variant=x").status == 400)
    let gone = try await desk.ask(.delete, "\(root)/\(made.id)")
    #expect(gone.body["deleted"] == true && gone.body["object"] == "video.deleted")
    for (method, path) in [(HTTPMethod.get, ""), (.get, "/content"), (.delete, "")] {
      let answer = try await desk.ask(method, "\(root)/\(made.id)\(path)")
      #expect(answer.status == 404 && answer.body["status_code"] == 404)
      #expect(answer.body["is_bifrost_error"] == false)
    }
  }

  @Test func `a name is found in every form, and no other is`() async throws {
    let desk = try VideoDesk()
    let id = try await desk.ask(.post, "/v1/videos", Self.wanted).id
    for form in [
      id, id.replacing(":", with: "%3A"), id + ":openai", id.replacing(":", with: "%253A"),
    ] {
      #expect(try await desk.ask(.get, "/v1/videos/\(form)").id == id, "\(form)")
    }
    for (form, status) in [
      (String(id.prefix { $0 != ":" }), 400), (id.replacing("openai", with: "gemini"), 404),
      ("video_000000000000000000000000:openai", 404), ("edits", 400),
    ] {
      #expect(try await desk.ask(.get, "/v1/videos/\(form)").status == status, "\(form)")
    }
  }

  @Test func `each way to show a key opens the door, and nothing else does`() async throws {
    let desk = try VideoDesk(keys: [AccessKey(name: "anna", key: "sesame")])
    for (name, value) in [
      ("Authorization", "Bearer sesame"), ("x-bf-vk", "sesame"), ("x-api-key", "sesame"),
      ("Authorization", "Basic dXNlcjpzZXNhbWU="), ("Authorization", "basic c2VzYW1lOg=="),
      ("api-key", "sesame"),
    ] {
      let answer = try await desk.ask(.get, "/v1/videos?provider=a", fields: [name: value])
      #expect(answer.status == 200, "\(name): \(value)")
    }
    for (name, value) in [
      ("Authorization", "Bearer other"), ("x-bf-vk", ""), ("Cookie", "sesame"),
      ("Authorization", "Basic sesame"), ("Authorization", "Basic ****"), ("Host", "localhost"),
    ] {
      let answer = try await desk.ask(.get, "/v1/videos?provider=a", fields: [name: value])
      #expect(answer.status == 401 && answer.message == "Unauthorized", "\(name): \(value)")
    }
    let both = try await desk.ask(
      .get, "/openai/v1/videos",
      fields: ["Authorization": "Bearer sk-dummy", "x-bf-vk": "sesame"])
    #expect(both.status == 200)
  }

  @Test func `nobody sees the videos of others`() async throws {
    let desk = try VideoDesk(keys: [
      AccessKey(name: "anna", key: "a"), AccessKey(name: "ben", key: "b"),
    ])
    let id = try await desk.ask(.post, "/v1/videos", Self.wanted, fields: ["x-api-key": "a"]).id
    #expect(try await desk.ask(.get, "/v1/videos/\(id)", fields: ["x-api-key": "b"]).status == 404)
    #expect(
      try await desk.ask(.delete, "/v1/videos/\(id)", fields: ["x-api-key": "b"]).status == 404)
    let list = try await desk.ask(
      .get, "/v1/videos?provider=openai&after=\(id)", fields: ["x-api-key": "b"])
    #expect(list.status == 400)
    #expect(try await desk.ask(.get, "/v1/videos/\(id)", fields: ["x-api-key": "a"]).status == 200)
  }

  @Test(arguments: ["asc", "desc"])
  func `pages hold each video once, in order`(order: String) async throws {
    let desk = try VideoDesk()
    var ids: [String] = []
    for number in 0..<7 {
      let model: JSONValue = number % 3 == 2 ? "gemini/veo-3" : "openai/sora-2"
      ids.append(
        try await desk.ask(.post, "/v1/videos", ["model": model, "prompt": "A boat"]).id)
    }
    if order == "desc" { ids.reverse() }
    for (query, expected) in [
      ("provider=openai", ids.filter { $0.hasSuffix(":openai") }),
      ("provider=gemini", ids.filter { $0.hasSuffix(":gemini") }), ("provider=none", []),
    ] {
      var (found, after): ([String], String) = ([], "")
      while true {
        let page = try await desk.ask(.get, "/v1/videos?\(query)&limit=2&order=\(order)\(after)")
        let data = page.body["data"]?.asList ?? []
        found += data.compactMap { $0["id"]?.asText }
        #expect(page.body["last_id"]?.asText == data.last?["id"]?.asText)
        guard page.body["has_more"] == true else { break }
        after = "&after=\(page.body["last_id"]?.asText ?? "")"
      }
      #expect(found == expected)
    }
    #expect(
      try await desk.ask(.get, "/v1/videos").message == "provider query parameter is required")
    let all = try await desk.ask(.get, "/openai/v1/videos?order=\(order)")
    #expect(all.body["data"]?.asList?.compactMap { $0["id"]?.asText } == ids)
    let sdk = try await desk.ask(
      .get, "/v1/videos", fields: ["x-stainless-lang": "python", "x-api-key": "a"])
    #expect(sdk.body["data"]?.asList?.count == 7)
  }

  @Test func `a form is as good as a document, and may leave the model out`() async throws {
    let desk = try VideoDesk()
    let made = try await desk.ask(
      .post, "/openai/v1/videos",
      form: .of(["prompt": "A boat", "seconds": "8", "seed": "5"], picture: Self.png))
    #expect(made.status == 200 && made.body["seconds"] == "8" && made.body["model"] == "sora-2")
    let task = try await desk.desk.store.tasks.list(TaskQuery()).tasks.first
    let film = try #require(task.flatMap { StoredFilm($0.request) })
    #expect(film.order.seed == 5)
    guard case .asset = film.reference else {
      Issue.record("no picture came with it")
      return
    }
  }

  @Test(
    arguments: [
      ["input_reference": "data:image/png;base64,@@"], ["input_reference": "data:,x"],
      ["input_reference": "data:image/png;base64,AAAAAAAA"], ["input_reference": "not an address"],
      ["video_uri": "not an address"], ["video_uri": "000000000000000000000000"],
      ["size": "1x1"], ["seconds": "-1"], ["seed": "x"], ["fallbacks": ["x"]], ["prompt": 3],
      ["model": "local/supercut"],
    ] as [JSONValue])
  func `what cannot be meant is refused, and leaves nothing behind`(more: JSONValue) async throws {
    let desk = try VideoDesk()
    let names = (more.asMembers ?? []).map(\.name)
    let rest = (Self.wanted.asMembers ?? []).filter { !names.contains($0.name) }
    let answer = try await desk.ask(.post, "/v1/videos", .object(rest + (more.asMembers ?? [])))
    #expect(answer.status == 400 && !answer.message.isEmpty)
    #expect(answer.body["error"]?["type"] == "invalid_request_error")
    #expect(try await desk.desk.store.assets.list(AssetQuery()).assets.isEmpty)
    #expect(try await desk.desk.store.tasks.list(TaskQuery()).tasks.isEmpty)
  }

  @Test func `a body that is no document is refused`() async throws {
    let desk = try VideoDesk()
    let answer = try await desk.ask(.post, "/v1/videos", [1])
    #expect(answer.status == 400 && answer.message.hasPrefix("Invalid request format: "))
    #expect(try await desk.ask(.post, "/v1/videos").message.hasPrefix("Invalid request format: "))
  }

  @Test func `a remix keeps what its prompt does not speak of`() async throws {
    let desk = try VideoDesk()
    let first = try await desk.ask(
      .post, "/v1/videos",
      ["model": "openai/sora-2", "prompt": "A boat", "size": "640x360", "seed": 7])
    let path = "/v1/videos/\(first.id)/remix"
    let early = try await desk.ask(.post, path, ["prompt": "Rain"])
    #expect(early.status == 400 && early.message.contains("queued"))
    #expect(try await desk.ask(.post, path, [:]).message == "prompt is required")
    try await desk.work()
    let remix = try await desk.ask(.post, path, ["prompt": "Rain. Make it 6 seconds."])
    #expect(remix.status == 200 && remix.id != first.id)
    #expect(remix.body["remixed_from_video_id"]?.asText == first.id)
    #expect(remix.body["size"] == "640x360" && remix.body["seconds"] == "6")
    #expect(remix.body["extra_fields"]?["request_type"] == "video_remix")
    let task = try #require(try await desk.desk.store.tasks.list(TaskQuery()).tasks.first)
    #expect(StoredFilm(task.request)?.order.seed == 7)
    let none = "/v1/videos/video_000000000000000000000000:openai/remix"
    #expect(try await desk.ask(.post, none, ["prompt": "Rain"]).status == 404)
  }

  @Test func `a failure is told with its code and its words`() async throws {
    let desk = try VideoDesk()
    let id = try await desk.ask(.post, "/v1/videos", Self.wanted).id
    try await desk.work(.failed(.init(code: "moderation_blocked", reason: "")))
    let failed = try await desk.ask(.get, "/v1/videos/\(id)")
    #expect(failed.status == 200 && failed.body["status"] == "failed")
    #expect(failed.body["error"]?["code"] == "moderation_blocked")
    #expect(failed.body["error"]?["message"]?.asText?.isEmpty == false)
    #expect(failed.body["content_filter"]?["filtered_count"] == 1)
    #expect(try await desk.ask(.get, "/v1/videos/\(id)/content").status == 404)
  }

  @Test func `deleting what is being made gives it up`() async throws {
    let desk = try VideoDesk()
    let id = try await desk.ask(.post, "/v1/videos", Self.wanted).id
    let task = try #require(try await desk.desk.store.tasks.claim([Desk.film], for: "test"))
    let claim = try #require(TaskClaim(task))
    #expect(try await desk.ask(.get, "/v1/videos/\(id)").body["status"] == "in_progress")
    #expect(try await desk.ask(.delete, "/v1/videos/\(id)").status == 200)
    await #expect(throws: StoreError.self) {
      try await desk.desk.store.tasks.finish(claim, .done("{}"))
    }
  }

  @Test func `what was asked under a key is not asked twice`() async throws {
    let desk = try VideoDesk()
    let fields: KeyValuePairs = ["x-api-key": "any", "Idempotency-Key": "once"]
    let first = try await desk.ask(.post, "/v1/videos", Self.wanted, fields: fields)
    let again = try await desk.ask(.post, "/v1/videos", Self.wanted, fields: fields)
    #expect(first.id == again.id && again.headers["Idempotent-Replayed"] == "true")
    let other = try await desk.ask(
      .post, "/v1/videos", ["model": "openai/sora-2", "prompt": "A ship"], fields: fields)
    #expect(other.status == 422)
    #expect(try await desk.desk.store.tasks.list(TaskQuery()).total == 1)
  }

  @Test func `what nobody here can do is said to be unsupported`() async throws {
    let desk = try VideoDesk()
    for (method, path) in [
      (HTTPMethod.post, "edits"), (.post, "extensions"), (.post, "characters"),
      (.get, "characters/c"),
    ] {
      let answer = try await desk.ask(method, "/openai/v1/videos/\(path)", [:])
      #expect(answer.status == 400)
      #expect(answer.body["error"]?["code"] == "unsupported_operation")
    }
  }
}
