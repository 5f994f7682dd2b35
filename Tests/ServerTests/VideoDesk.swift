import FoundationEssentials
import JSON
import Tasks
import Wires

@testable import Fetching
@testable import HTTP
@testable import Server
@testable import Workers

/// The routes of videos over a store of their own, whose tasks are done by the tests.
final class VideoDesk {
  /// An answer, read.
  struct Answer {
    let status: Int
    let headers: HTTPHeaders
    let body: JSONValue
    let file: String?

    var id: String { body["id"]?.asText ?? "" }
    var message: String { body["error"]?["message"]?.asText ?? "" }
  }

  let desk: Desk
  private let folder: URL
  private let table: RouteTable

  init(keys: [AccessKey] = [], change: (inout ServerSettings) -> Void = { _ in }) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-videos-\(UInt64.random(in: 0 ... .max))")
    var settings = ServerSettings(data: folder.path, worker: ["/bin/false"])
    change(&settings)
    let store = try Store(settings.data, as: .server)
    let intake = Intake(store: store, fetcher: Fetcher(settings.sources), mostAtOnce: 2) { path in
      // What begins like a PNG is a picture here, and what begins like an MP4 a video.
      let bytes = (try? [UInt8](Data(contentsOf: URL(filePath: path)))) ?? []
      let kind: JSONValue = bytes.starts(with: [0x89, 0x50]) ? "image" : "video"
      guard bytes.count > 3, let facts = MediaFacts(["kind": kind, "formats": []]) else {
        return .failure(.init(code: "not_media", reason: "It is nothing."))
      }
      return .success(facts)
    }
    desk = Desk(
      store: store, access: Access(keys: keys, requestsPerMinute: 100_000), intake: intake,
      settings: settings)
    var router = Router(problem: NativeRoutes.words)
    BifrostRoutes(desk: desk).add(to: &router)
    table = try RouteTable(router)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Asks for something as a client does.
  func ask(
    _ method: HTTPMethod, _ target: String, _ body: JSONValue? = nil,
    form: MultipartForm? = nil, fields: KeyValuePairs<String, String> = ["x-api-key": "any"]
  ) async throws -> Answer {
    var headers = HTTPHeaders()
    for (name, value) in fields { headers.add(name, value) }
    headers.add("Host", "localhost:1")
    let head = RequestHead(method, target, headers: headers)
    guard case .route(let route, let parameters) = table.match(method, head.segments) else {
      return Answer(status: 404, headers: HTTPHeaders(), body: .null, file: nil)
    }
    let info = RouteInfo(pattern: route.pattern.text, method: method, parameters: parameters)
    let request = Request(
      head, body: form.map { .form($0) } ?? body.map { .bytes(Array($0.text.utf8)) } ?? .none)
    let response: Response
    if let refusal = route.admit?(head, info) {
      response = refusal
    } else {
      response = try await route.handler(request, parameters)
    }
    var (json, file) = (JSONValue.null, String?.none)
    switch response.body {
    case .bytes(let bytes): json = try JSONReader().value(of: bytes)
    case .file(let body): file = body.path
    default: break
    }
    return Answer(status: response.status, headers: response.headers, body: json, file: file)
  }

  /// Does the task that waits longest, as a worker would.
  @discardableResult
  func work(_ outcome: TaskOutcome? = nil, files: [String: String] = [:]) async throws -> String {
    guard let task = try await desk.store.tasks.claim([Desk.film], for: "test"),
      let claim = TaskClaim(task)
    else { return "" }
    var made: [ResultFile] = []
    for (name, text) in files {
      let draft = desk.store.folder.draft("\(task.id)-\(name)")
      try Data(text.utf8).write(to: URL(filePath: draft))
      made.append(ResultFile(name: name, type: "video/mp4", draft: draft))
    }
    try await desk.store.tasks.finish(
      claim,
      outcome
        ?? .done(
          #"{"provider":"local","model":"storyboard","size":"720x1280","seconds":4.0}"#),
      files: made)
    return task.id
  }
}

extension MultipartForm {
  /// A form of texts, and of a picture if there is one.
  static func of(_ texts: KeyValuePairs<String, String>, picture: [UInt8]? = nil) -> MultipartForm {
    var parts = texts.map {
      Part(name: $0, filename: nil, type: nil, content: .bytes(Array($1.utf8)))
    }
    if let picture {
      parts.append(
        Part(
          name: "input_reference", filename: "upload", type: "application/octet-stream",
          content: .bytes(picture)))
    }
    return MultipartForm(parts: parts)
  }
}
