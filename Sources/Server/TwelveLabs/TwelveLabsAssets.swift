internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// What clients uploaded, or let us fetch.
struct TwelveLabsAssets {
  static let collection = "assets"

  let desk: Desk

  @Sendable func create(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    guard case .form(let form) = request.body else { throw TwelveLabsRefusal.missing("method") }
    var fields: [String: String] = [:]
    for part in form.parts where part.filename == nil {
      guard let text = part.text else {
        throw TwelveLabsRefusal.invalid(part.name, "It must be text.")
      }
      fields[part.name] = fields[part.name] ?? text
    }
    let file = form.parts.first { $0.name == "file" && $0.filename != nil }
    let upload = try TwelveLabsUpload(fields: fields, fileName: file?.filename)
    var new = NewAsset(
      owner: caller.name, name: upload.filename, type: file?.type ?? "application/octet-stream")
    new.userMetadata = upload.notes?.text
    let asset: Asset
    switch (upload.source, file) {
    case (.url(let url), _):
      new.type = "application/octet-stream"
      asset = try await desk.intake.add(.url(url), as: new, method: "url")
    case (.file, let file?):
      asset = try await desk.intake.add(file.upload, as: new, method: "direct")
    case (.file, nil): throw TwelveLabsRefusal.missing("file")
    }
    return TwelveLabsWords.answer(201, Self.document(asset).json)
  }

  @Sendable func list(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let listing = try TwelveLabsAssetListing(request.words)
    var query = AssetQuery()
    (query.owner, query.namePart) = (caller.name, listing.filename)
    query.ids = listing.ids.isEmpty ? nil : listing.ids
    query.families =
      listing.families.isEmpty ? nil : Set(listing.families.flatMap(\.mediaTypes))
    query.hiddenMethods = HiddenAssets.methods
    (query.page, query.limit) = (listing.paging.page, listing.paging.limit)
    let page = try await desk.store.assets.list(query)
    return TwelveLabsWords.answer(
      200,
      [
        "data": .list(page.assets.map { Self.document($0).json }),
        "page_info": listing.paging.info(total: page.total).json,
      ])
  }

  @Sendable func show(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    TwelveLabsWords.answer(200, Self.document(try await existing(parameters, caller)).json)
  }

  @Sendable func delete(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let deletion = try TwelveLabsAssetDeletion(request.words)
    let asset = try await existing(parameters, caller)
    do {
      try await desk.store.assets.delete(
        asset.id, owner: caller.name, forced: deletion.isForced)
    } catch {
      throw TwelveLabsWords.refusal(error, of: asset.id, in: Self.collection)
    }
    return TwelveLabsWords.nothing
  }

  @Sendable func replaceNotes(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let notes = try TwelveLabsUserMetadata(body: try await notes(request))
    return try await note(parameters, caller) { _ in notes.json?.text }
  }

  @Sendable func changeNotes(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    let body = try await notes(request)
    _ = try TwelveLabsUserMetadata.merged(body, into: nil)
    return try await note(parameters, caller) { text in
      let earlier = text.flatMap { try? JSONReader().value(of: $0) }
      // What was wrong with the body was found above.
      return (try? TwelveLabsUserMetadata.merged(body, into: earlier))?.json?.text
    }
  }

  @Sendable func removeNotes(
    _ request: Request, _ parameters: Parameters, _ caller: Caller
  ) async throws -> Response {
    try await note(parameters, caller) { _ in nil }
  }

  /// The asset that a path names.
  func existing(_ parameters: Parameters, _ caller: Caller) async throws -> Asset {
    let id = parameters["id"]
    guard id.utf8.count == 24, id.allSatisfy(\.isHexDigit) else {
      throw TwelveLabsRefusal.invalid("asset_id", "It must have 24 hexadecimal digits.")
    }
    guard let asset = try await desk.store.assets.asset(id, owner: caller.name),
      !HiddenAssets.include(asset)
    else { throw TwelveLabsRefusal.unknown(id, in: Self.collection) }
    return asset
  }

  /// The asset as the service shows it.
  static func document(_ asset: Asset) -> TwelveLabs.AssetDetail {
    let facts = AssetFacts(asset)
    var detail = TwelveLabs.AssetDetail(
      id: asset.id, method: .init(rawValue: facts.method) ?? .direct, status: status(asset.state))
    (detail.filename, detail.fileType) = (asset.name, asset.type)
    detail.createdAt = ServiceTime(milliseconds: asset.created.milliseconds).text
    detail.userMetadata = asset.userMetadata.flatMap { try? JSONReader().value(of: $0) }
    switch asset.state {
    case .processing: break
    case .ready:
      (detail.size, detail.duration) = (asset.size, facts.found?.duration)
      detail.technicalMetadata = facts.found?.technical
    case .failed: detail.error = asset.failure.map { .init(message: $0) }
    }
    return detail
  }

  private func notes(_ request: Request) async throws -> JSONValue {
    let body = try await request.json(atMost: 1 << 20)
    guard body.asMembers != nil else {
      throw TwelveLabsRefusal(400, .parameterInvalid, "The body must be a JSON object.")
    }
    return body
  }

  private func note(
    _ parameters: Parameters, _ caller: Caller, _ change: @escaping @Sendable (String?) -> String?
  ) async throws -> Response {
    let asset = try await existing(parameters, caller)
    _ = try await desk.store.assets.describe(asset.id, owner: caller.name, change)
    return TwelveLabsWords.nothing
  }

  private static func status(_ state: Asset.State) -> TwelveLabs.AssetDetail.Status {
    switch state {
    case .processing: .processing
    case .ready: .ready
    case .failed: .failed
    }
  }
}

extension TwelveLabsAssetListing.Family {
  /// The first halves of media types that it stands for.
  fileprivate var mediaTypes: [String] {
    self == .document ? ["application", "text"] : [rawValue]
  }
}
