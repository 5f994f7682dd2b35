internal import HTTP
internal import JSON
internal import Services
internal import Tasks

/// Reads what clients of our own API send.
struct NativeReading {
  let desk: Desk
  let caller: Caller

  /// The order in a request: JSON, or a form with a `file` and the JSON as `request`.
  func order(in request: Request) async throws -> StoredOrder {
    var body: JSONValue
    var uploaded: Asset?
    if case .form(let form) = request.body {
      body = try Self.json(Array((form["request"]?.text ?? "{}").utf8))
      if form["file"] != nil { uploaded = try await upload(in: request) }
    } else {
      body = try Self.json(try await request.body.bytes(atMost: desk.settings.largestBody))
    }
    let (origin, name) = try await video(body, uploaded)
    do {
      _ = try NativeQuestion(body)
    } catch {
      throw NativeRefusal(400, error.code.rawValue, error.message, path: error.path)
    }
    // The video stands beside the request, which is echoed as it was sent.
    if uploaded != nil {
      body = .object((body.asMembers ?? []).filter { $0.name != "video" })
    }
    var stored = StoredOrder(
      AnalysisOrder(.native, body, source: name, model: body["model"]?.asText), video: origin)
    stored.makesFiles = true
    return stored
  }

  /// Takes in the file of a form, or a body that is one; JSON names something to fetch.
  func upload(in request: Request) async throws -> Asset {
    let type = request.head.contentType
    switch request.body {
    case .form(let form):
      guard let part = form["file"] else {
        throw NativeRefusal(400, "required", "A form needs a part \"file\".", path: "file")
      }
      return try await add(part.upload, part.filename ?? "upload", part.type)
    case .none: throw NativeRefusal(400, "required", "There is no file in the request.")
    case .bytes(let bytes) where type == "application/json":
      let body = try Self.json(bytes)
      guard let url = body["url"]?.asText else {
        throw NativeRefusal(400, "required", "It must be of type string.", path: "url")
      }
      return try await add(.url(url), body["name"]?.asText ?? Self.name(of: url), nil)
    case .bytes(let bytes): return try await add(.bytes(bytes), name(in: request), type)
    case .file(let file): return try await add(.file(file), name(in: request), type)
    }
  }

  private func add(_ upload: Intake.Upload, _ name: String, _ type: String?) async throws -> Asset {
    // What uploads without a form call their type is often that of forms.
    let isMedia = ["video/", "audio/", "image/"].contains { type?.hasPrefix($0) == true }
    let new = NewAsset(
      owner: caller.name, name: name,
      type: isMedia ? type ?? "" : "application/octet-stream")
    var method = "direct"
    if case .url = upload { method = "url" }
    return try await desk.intake.add(upload, as: new, method: method)
  }

  private func name(in request: Request) -> String {
    request.head.queryValue("name").flatMap { $0.isEmpty ? nil : $0 } ?? "upload"
  }

  private func video(
    _ body: JSONValue, _ uploaded: Asset?
  ) async throws -> (StoredOrder.Origin, String) {
    if let uploaded { return (.asset(uploaded.id), uploaded.name) }
    guard let video = body["video"] else {
      throw NativeRefusal(
        400, "required", "Name the video by \"asset_id\" or \"url\".", path: "video")
    }
    switch (video["asset_id"], video["url"]) {
    case (let id?, nil):
      guard let id = id.asText,
        let asset = try await desk.store.assets.asset(id, owner: caller.name)
      else {
        throw NativeRefusal(400, "invalid", "There is no such asset.", path: "video.asset_id")
      }
      return (.asset(asset.id), asset.name)
    case (nil, let url?):
      guard let url = url.asText else {
        throw NativeRefusal(400, "invalid", "It must be of type string.", path: "video.url")
      }
      return (.url(url), url)
    default:
      throw NativeRefusal(
        400, "invalid", "It must hold exactly one of asset_id and url.", path: "video")
    }
  }

  static func json(_ bytes: [UInt8]) throws -> JSONValue {
    do {
      let value = try JSONReader().value(of: bytes)
      guard value.asMembers != nil else {
        throw NativeRefusal(400, "invalid", "The body must be a JSON object.")
      }
      return value
    } catch let error as JSONError {
      throw NativeRefusal(400, "invalid", "The body is no JSON: \(error).")
    }
  }

  static func number(
    _ name: String, in request: Request, _ range: ClosedRange<Int>
  ) throws -> Int? {
    guard let text = request.head.queryValue(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw NativeRefusal(
        400, "invalid", "It must be a number from \(range.lowerBound) to \(range.upperBound).",
        path: name)
    }
    return number
  }

  private static func name(of url: String) -> String {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    return path.split(separator: "/").last.map(String.init) ?? url
  }
}

extension MultipartForm.Part {
  /// What a part holds, to be taken in.
  var upload: Intake.Upload {
    switch content {
    case .bytes(let bytes): .bytes(bytes)
    case .file(let file): .file(file)
    }
  }
}
