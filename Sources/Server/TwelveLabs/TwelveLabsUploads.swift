internal import Digests
internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Uploads of large files in parts, which clients send to addresses of their own.
struct TwelveLabsUploads {
  /// The largest part that may come.
  static let largestPart: Int64 = 16 << 20
  private static let mostAddresses = 100
  private static let collection = "multipart uploads"

  let desk: Desk
  /// What stands before the addresses of parts.
  let prefix: String

  @Sendable func create(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let body = try await request.json(atMost: 1 << 20)
    guard let name = body["filename"]?.asText, !name.isEmpty else {
      throw TwelveLabsRefusal.missing("filename")
    }
    guard let type = body["type"], !type.isNull else { throw TwelveLabsRefusal.missing("type") }
    guard let family = type.asText, ["video", "audio", "image"].contains(family) else {
      throw TwelveLabsRefusal.invalid("type", "It must be one of video, audio, image.")
    }
    guard let total = body["total_size"], !total.isNull else {
      throw TwelveLabsRefusal.missing("total_size")
    }
    guard let size = total.asInteger, (1...desk.settings.largestUpload).contains(size) else {
      throw TwelveLabsRefusal.invalid(
        "total_size", "It must be from 1 to \(desk.settings.largestUpload).")
    }
    let session = UploadSession(size: size, at: .now())
    var new = NewAsset(owner: caller.name, name: name, type: "\(family)/*")
    if let notes = body["user_metadata"], !notes.isNull {
      new.userMetadata = try TwelveLabsUserMetadata(notes).json?.text
    }
    new.draft = "whole-\(session.token)"
    var facts = AssetFacts(method: "multipart")
    facts.upload = session.json
    new.systemMetadata = facts.text
    let asset = try await desk.store.assets.announce(new)
    let addresses = addresses(
      1...min(session.count, Self.mostAddresses), of: asset, session, request)
    return TwelveLabsWords.answer(
      201,
      [
        "upload_id": .text(asset.id), "asset_id": .text(asset.id),
        "upload_urls": .list(addresses), "chunk_size": .integer(session.partSize),
        "total_chunks": .integer(Int64(session.count)), "expires_at": .text(Self.time(session)),
      ])
  }

  @Sendable func moreAddresses(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let (asset, session) = try await existing(parameters["id"], caller.name)
    let body = try await request.json(atMost: 1 << 20)
    guard let start = body["start"]?.asInteger, (1...session.count).contains(Int(clamping: start))
    else { throw TwelveLabsRefusal.invalid("start", "It must be from 1 to \(session.count).") }
    guard let count = body["count"]?.asInteger, (1...1000).contains(count) else {
      throw TwelveLabsRefusal.invalid("count", "It must be from 1 to 1000.")
    }
    let last = min(Int(start + count) - 1, session.count)
    let found = addresses(Int(start)...last, of: asset, session, request)
    return TwelveLabsWords.answer(
      200,
      [
        "upload_id": .text(asset.id), "start_index": .integer(start),
        "count": .integer(Int64(found.count)), "upload_urls": .list(found),
        "generated_at": .text(Self.text(.now())), "expires_at": .text(Self.time(session)),
      ])
  }

  /// Takes a part from whoever has its address.
  func receive(_ request: Request, _ parameters: Parameters) async throws -> Response {
    guard let (asset, session) = try? await existing(parameters["upload"], nil),
      request.head.queryValue("token") == session.token,
      let number = Int(parameters["number"]), (1...session.count).contains(number)
    else { throw TwelveLabsRefusal(403, .unauthorized, "The address is not one of ours.") }
    guard asset.digest == nil, asset.state == .processing, Moment.now() < session.expires else {
      throw TwelveLabsRefusal(403, .unauthorized, "The upload has ended.")
    }
    let bytes = try await request.body.bytes(atMost: Self.largestPart)
    guard bytes.count == session.size(of: number) else {
      throw TwelveLabsRefusal.invalid(
        "chunk_size", "The part must have \(session.size(of: number)) bytes.")
    }
    var digest = SHA256()
    digest.take(bytes.span)
    let part = UploadSession.Part(
      draft: "part-\(Identifiers.random.eventName())", tag: String(digest.text.prefix(32)),
      size: Int64(bytes.count))
    try DraftFile.write(bytes, to: desk.store.folder.draft(part.draft))
    _ = try await change(asset.id) { $0.take(part, as: number) }
    return Response(200).with("ETag", "\"\(part.tag)\"")
  }

  @Sendable func complete(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let (asset, session) = try await existing(parameters["id"], caller.name)
    let body = try await request.json(atMost: 8 << 20)
    let numbers = try Self.numbers(body, session)
    let changed = try await change(asset.id) { session in
      for number in numbers { _ = session.report(number) }
    }
    let new = Set(numbers).filter { session.parts[$0]?.isReported != true }.count
    var members: [JSONValue.Member] = [
      .init("processed_chunks", .integer(Int64(new))),
      .init("duplicate_chunks", .integer(Int64(numbers.count - new))),
      .init("total_completed", .integer(Int64(changed.reported))),
    ]
    if changed.isWhole {
      try await finish(asset, changed)
      members.append(.init("asset_id", .text(asset.id)))
      members.append(
        .init("url", .text("\(desk.address(for: request))\(prefix)/assets/\(asset.id)")))
    }
    return TwelveLabsWords.answer(200, .object(members))
  }

  @Sendable func show(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let paging = try TwelveLabsPaging(request.words)
    let (asset, session) = try await existing(parameters["id"], caller.name)
    let all = session.parts.sorted { $0.key < $1.key }
    let listed = all.dropFirst(paging.skipped).prefix(paging.limit).map { number, part in
      JSONValue.members([
        "index": .integer(Int64(number)),
        "status": .text(part.isReported ? "completed" : "pending"),
      ])
    }
    return TwelveLabsWords.answer(
      200,
      [
        "upload_id": .text(asset.id), "status": .text(Self.status(asset, session)),
        "uploaded_chunks": .list(listed),
        "chunks_completed": .integer(Int64(session.reported)), "chunks_failed": 0,
        "chunks_pending": .integer(Int64(session.count - session.reported)),
        "total_size": .integer(session.size),
        "uploaded_size": .integer(session.parts.values.reduce(0) { $0 + $1.size }),
        "created_at": .text(Self.text(asset.created)),
        "page_info": paging.info(total: all.count).json,
      ])
  }

  @Sendable func list(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let paging = try TwelveLabsPaging(request.words)
    var query = AssetQuery()
    (query.owner, query.limit) = (caller.name, 1000)
    var found: [JSONValue] = []
    while true {
      let page = try await desk.store.assets.list(query)
      for asset in page.assets where asset.state == .processing && asset.digest == nil {
        guard let session = UploadSession(AssetFacts(asset).upload) else { continue }
        found.append([
          "upload_id": .text(asset.id), "status": .text(Self.status(asset, session)),
          "total_size": .integer(session.size), "chunk_size": .integer(session.partSize),
          "total_chunks": .integer(Int64(session.count)),
          "created_at": .text(Self.text(asset.created)), "expires_at": .text(Self.time(session)),
        ])
      }
      guard page.assets.count == query.limit else { break }
      query.page += 1
    }
    return TwelveLabsWords.answer(
      200,
      [
        "data": .list(Array(found.dropFirst(paging.skipped).prefix(paging.limit))),
        "page_info": paging.info(total: found.count).json,
      ])
  }

  /// Joins the parts, and sets about finding out what they are.
  private func finish(_ asset: Asset, _ session: UploadSession) async throws {
    guard let name = asset.draft else { return }
    let folder = desk.store.folder
    let whole = folder.draft(name)
    do throws(StoreError) {
      try await folder.join(session.drafts.map(folder.draft), into: whole)
      desk.intake.begin(try await desk.store.assets.attach(whole, to: asset.id))
    } catch {
      // Otherwise another request with the last part came first.
      guard error.code == .wrongState else { throw error }
    }
  }

  private func change(
    _ id: String, _ change: @escaping @Sendable (inout UploadSession) -> Void
  ) async throws -> UploadSession {
    let asset = try await desk.store.assets.note(id) { text in
      var facts = AssetFacts(text)
      guard var session = UploadSession(facts.upload) else { return text }
      change(&session)
      facts.upload = session.json
      return facts.text
    }
    guard let session = UploadSession(AssetFacts(asset).upload) else {
      throw TwelveLabsRefusal.unknown(id, in: Self.collection)
    }
    return session
  }

  private func existing(_ id: String, _ owner: String?) async throws -> (Asset, UploadSession) {
    guard let asset = try await desk.store.assets.asset(id, owner: owner),
      let session = UploadSession(AssetFacts(asset).upload)
    else { throw TwelveLabsRefusal.unknown(id, in: Self.collection) }
    return (asset, session)
  }

  /// The numbers of the parts that a body reports, each proved by what was answered when it came.
  private static func numbers(_ body: JSONValue, _ session: UploadSession) throws -> [Int] {
    guard let reports = body["completed_chunks"]?.asList, !reports.isEmpty else {
      throw TwelveLabsRefusal.missing("completed_chunks")
    }
    return try reports.enumerated().map { place, report in
      let parameter = "completed_chunks[\(place)]"
      guard let number = report["chunk_index"]?.asInteger.flatMap({ Int(exactly: $0) }),
        let part = session.parts[number]
      else {
        throw TwelveLabsRefusal.invalid("\(parameter).chunk_index", "No such part has come.")
      }
      guard report["proof_type"] == "etag", report["proof"]?.asText == part.tag else {
        throw TwelveLabsRefusal.invalid("\(parameter).proof", "It is not what the part was given.")
      }
      guard report["chunk_size"]?.asInteger == part.size else {
        throw TwelveLabsRefusal.invalid(
          "\(parameter).chunk_size", "The part has \(part.size) bytes.")
      }
      return number
    }
  }

  private func addresses(
    _ numbers: ClosedRange<Int>, of asset: Asset, _ session: UploadSession, _ request: Request
  ) -> [JSONValue] {
    let base = desk.address(for: request) + prefix
    return numbers.map { number in
      [
        "chunk_index": .integer(Int64(number)),
        "url": .text("\(base)/asset-parts/\(asset.id)/\(number)?token=\(session.token)"),
        "expires_at": .text(Self.time(session)),
      ]
    }
  }

  private static func status(_ asset: Asset, _ session: UploadSession) -> String {
    if asset.digest != nil { return "completed" }
    return asset.state == .failed ? "failed" : Moment.now() < session.expires ? "active" : "expired"
  }

  private static func time(_ session: UploadSession) -> String { text(session.expires) }

  private static func text(_ moment: Moment) -> String {
    ServiceTime(milliseconds: moment.milliseconds).text
  }
}
