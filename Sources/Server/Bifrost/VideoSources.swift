internal import HTTP
internal import Services
internal import Tasks

/// Brings in the pictures and videos that films are made from, and refuses those that cannot be used.
struct VideoSources {
  let desk: Desk
  let caller: Caller

  /// The picture to begin with, as a client named it or sent it along.
  func reference(
    _ text: String?, _ upload: Intake.Upload?
  ) async throws -> StoredOrder.Origin? {
    if let upload { return try await picture(upload) }
    guard let text else { return nil }
    if InlineFileReader.isAddress(text) {
      guard let bytes = InlineFileReader.bytes(of: text), !bytes.isEmpty else {
        throw BifrostRefusal.invalid(
          "input_reference holds no file in Base64", param: "input_reference")
      }
      return try await picture(.bytes(bytes))
    }
    if let asset = try await asset(text) {
      guard asset.state == .ready, AssetFacts(asset).found?.kind == "image" else {
        throw Self.noPicture(nil)
      }
      return .asset(asset.id)
    }
    return try Self.address(text, "input_reference")
  }

  /// A picture that a finished film began with, once more for another film.
  func reference(of task: TaskRecord) async throws -> StoredOrder.Origin? {
    guard
      let file = try await desk.store.tasks.files(of: task.id)
        .first(where: { $0.name == "reference" })
    else { return nil }
    let draft = desk.store.folder.draft("in-\(Identifiers.random.eventName())")
    try DraftFile.copy(file.path, to: draft)
    return try await picture(.draft(draft))
  }

  /// The video to cut from: an asset, an analysis, another film, or an address.
  func video(_ text: String) async throws -> StoredOrder.Origin {
    if InlineFileReader.isAddress(text) {
      guard let bytes = InlineFileReader.bytes(of: text), !bytes.isEmpty else {
        throw BifrostRefusal.invalid("video_uri holds no file in Base64", param: "video_uri")
      }
      return .asset(try await settled(.bytes(bytes), "video", "video_uri").id)
    }
    if let asset = try await asset(text) {
      guard asset.state != .failed, AssetFacts(asset).found.map({ $0.kind == "video" }) ?? true
      else { throw BifrostRefusal.invalid("video_uri names no video", param: "video_uri") }
      return .asset(asset.id)
    }
    if let origin = try await made(text) { return origin }
    return try Self.address(text, "video_uri")
  }

  /// Forgets what was brought in for a request that came to nothing.
  func discard(_ film: StoredFilm) async {
    for id in film.assets { try? await HiddenAssets(store: desk.store).discard(id) }
  }

  private func asset(_ id: String) async throws -> Asset? {
    guard let asset = try await desk.store.assets.asset(id, owner: caller.name),
      !HiddenAssets.include(asset)
    else { return nil }
    return asset.state == .processing ? try await desk.intake.settled(id) : asset
  }

  /// What another task was about, or made.
  private func made(_ text: String) async throws -> StoredOrder.Origin? {
    let film = try? VideoIdentifier(text)
    guard let task = try await desk.store.tasks.task(film?.task ?? text, owner: caller.name) else {
      return nil
    }
    guard task.state == .done else {
      throw BifrostRefusal.invalid("video_uri names what is not done", param: "video_uri")
    }
    if Desk.films.contains(task.kind) { return .result(task: task.id, name: "film.mp4") }
    let files = try await desk.store.tasks.files(of: task.id)
    if files.contains(where: { $0.name == "video" }) {
      return .result(task: task.id, name: "video")
    }
    return StoredOrder(task.request)?.video
  }

  private func picture(_ upload: Intake.Upload) async throws -> StoredOrder.Origin {
    let asset = try await settled(upload, "reference", "input_reference")
    guard AssetFacts(asset).found?.kind == "image" else {
      try await HiddenAssets(store: desk.store).discard(asset.id)
      throw Self.noPicture(nil)
    }
    return .asset(asset.id)
  }

  /// Something that was brought in for this request, once it is known what it is.
  private func settled(
    _ upload: Intake.Upload, _ name: String, _ parameter: String
  ) async throws -> Asset {
    let new = NewAsset(owner: caller.name, name: name, type: "application/octet-stream")
    let asset = try await desk.intake.add(upload, as: new, method: "base64")
    guard let settled = try await desk.intake.settled(asset.id), settled.state == .ready else {
      let failure = try await desk.store.assets.asset(asset.id)?.failure
      try await HiddenAssets(store: desk.store).discard(asset.id)
      guard parameter == "video_uri" else { throw Self.noPicture(failure) }
      throw BifrostRefusal.invalid("video_uri holds no video", param: "video_uri")
    }
    return settled
  }

  private static func address(_ text: String, _ parameter: String) throws -> StoredOrder.Origin {
    guard AddressText.isAbsolute(text), text.utf8.count <= 8192 else {
      throw BifrostRefusal.invalid(
        "\(parameter) is no address, and nothing that this server knows", param: parameter)
    }
    return .url(text)
  }

  private static func noPicture(_ reason: String?) -> BifrostRefusal {
    .invalid(
      "input_reference is no picture" + (reason.map { ": \($0)" } ?? ""),
      param: "input_reference")
  }
}
