internal import FoundationEssentials
internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Brings in the videos and pictures of requests, and refuses those that cannot be analysed.
struct TwelveLabsSources {
  let desk: Desk
  let caller: Caller
  let endpoint: TwelveLabsAnalysis.Endpoint

  /// What is to be done for a request that was checked; the video is here and fits when this answers.
  func order(_ analysis: TwelveLabsAnalysis) async throws -> StoredOrder {
    let asset = try await video(analysis.video)
    do {
      let found = try Self.found(asset, analysis.video)
      try analysis.check(found.facts(size: asset.size))
      let order = AnalysisOrder(
        .twelvelabs,
        TwelveLabsRecord.request(analysis.request, video: analysis.video, duration: found.duration),
        source: Self.name(analysis.video, asset), model: analysis.model.rawValue)
      var stored = StoredOrder(order, video: .asset(asset.id))
      for picture in analysis.pictures {
        stored.pictures.append(.init(name: picture.name, origin: try await origin(of: picture)))
      }
      return stored
    } catch {
      try await discard(asset.id)
      throw error
    }
  }

  /// Forgets what was brought in for a request that came to nothing.
  func discard(_ order: StoredOrder) async throws {
    for id in order.assets { try await discard(id) }
  }

  private func discard(_ id: String) async throws {
    try await HiddenAssets(store: desk.store).discard(id)
  }

  private func video(_ video: TwelveLabs.VideoContext) async throws -> Asset {
    switch video {
    case .assetID(let id):
      let asset = try await existing(id, "video.asset_id")
      guard asset.state == .ready else {
        throw TwelveLabsRefusal.invalid(
          "video.asset_id", "The asset must be ready; it is \(asset.state.rawValue).")
      }
      return asset
    case .url(let url):
      return try await settled(.url(url), "source", name: url, "video.url")
    case .base64String(let text):
      return try await settled(
        .bytes(try Self.bytes(text, "video.base64_string")), "base64", name: "video",
        "video.base64_string")
    }
  }

  private func origin(of picture: TwelveLabs.SmeMediaSource) async throws -> StoredOrder.Origin {
    if let url = picture.url { return .url(url) }
    if let id = picture.assetID {
      let asset = try await existing(id, "media_sources.asset_id")
      guard asset.state == .ready, AssetFacts(asset).found?.kind == "image" else {
        throw TwelveLabsRefusal.invalid(
          "media_sources.asset_id", "It must be a picture that is ready.")
      }
      return .asset(id)
    }
    let place = "media_sources.base64_string"
    let asset = try await settled(
      .bytes(try Self.bytes(picture.base64String ?? "", place)), "base64", name: picture.name, place
    )
    return .asset(asset.id)
  }

  private func existing(_ id: String, _ parameter: String) async throws -> Asset {
    guard let asset = try await desk.store.assets.asset(id, owner: caller.name),
      !HiddenAssets.include(asset)
    else {
      throw TwelveLabsRefusal.unknown(
        id, in: "assets", status: endpoint == .tasks ? 400 : 404, parameter: parameter)
    }
    return asset
  }

  /// Something that was brought in for this request, once it is known what it is.
  private func settled(
    _ upload: Intake.Upload, _ method: String, name: String, _ parameter: String
  ) async throws -> Asset {
    let new = NewAsset(owner: caller.name, name: name, type: "application/octet-stream")
    let asset = try await desk.intake.add(upload, as: new, method: method)
    guard let settled = try await desk.intake.settled(asset.id), settled.state != .processing else {
      throw TwelveLabsWords.internalError
    }
    guard settled.state == .failed else { return settled }
    try await discard(asset.id)
    let reason = settled.failure ?? ""
    switch AssetFacts(settled).failureCode {
    case "too_large": throw Self.refusal(.fileTooLarge, reason, parameter)
    case "not_media", "unreadable_media": throw Self.refusal(.fileBroken, reason, parameter)
    case let code where settled.digest != nil && code == nil:
      throw Self.refusal(.fileBroken, reason, parameter)
    default: throw TwelveLabsRefusal.invalid(parameter, reason)
    }
  }

  private static func found(
    _ asset: Asset, _ video: TwelveLabs.VideoContext
  ) throws -> MediaFacts {
    let parameter = "video.\(video.kind.rawValue)"
    guard let found = AssetFacts(asset).found, found.kind == "video" else {
      throw refusal(.fileBroken, "It holds no video.", parameter)
    }
    return found
  }

  private static func refusal(
    _ code: TwelveLabsRefusal.Code, _ reason: String, _ parameter: String
  ) -> TwelveLabsRefusal {
    let words = code == .fileBroken ? "Cannot read video file. \(reason)" : reason
    return TwelveLabsRefusal(400, code, words, parameter: parameter)
  }

  private static func name(_ video: TwelveLabs.VideoContext, _ asset: Asset) -> String {
    if case .url(let url) = video { url } else { asset.name }
  }

  private static func bytes(_ base64: String, _ parameter: String) throws -> [UInt8] {
    // Padding is often left out, and lines are often broken.
    var letters = base64.utf8.filter { $0 != 0x0A && $0 != 0x0D }
    while letters.count % 4 != 0 { letters.append(UInt8(ascii: "=")) }
    guard let data = Data(base64Encoded: Data(letters)) else {
      throw TwelveLabsRefusal.invalid(parameter, "It must be a file in Base64.")
    }
    return Array(data)
  }
}

extension MediaFacts {
  /// What bounds are about.
  fileprivate func facts(size: Int64?) -> VideoFacts {
    VideoFacts(seconds: duration ?? 0, width: width ?? 0, height: height ?? 0, size: size)
  }
}
