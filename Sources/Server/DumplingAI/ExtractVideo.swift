internal import Fetching
internal import Services
internal import Tasks
internal import Wires

/// Brings the video of an extraction in, and refuses what the service does not take before anything is analysed.
struct ExtractVideo {
  /// Seconds of the longest video.
  static let longest = 3600.0

  let desk: Desk
  let fetcher: Fetcher
  let caller: Caller

  init(desk: Desk, caller: Caller) {
    (self.desk, self.caller) = (desk, caller)
    var policy = desk.settings.sources
    policy.largest = min(policy.largest, ExtractReading.largestVideo)
    fetcher = Fetcher(policy)
  }

  /// The video as an asset, which is there as long as the answer is worked on.
  func asset(_ asked: ExtractReading.Asked) async throws -> Asset {
    let isInline = asked.video != nil
    let upload: Intake.Upload
    if let video = asked.video {
      upload = video
    } else {
      upload = try await fetched(asked.request.video)
    }
    return try await desk.intake.add(
      upload, as: NewAsset(owner: caller.name, name: "video", type: "application/octet-stream"),
      method: isInline ? "base64" : "source")
  }

  /// Looks at what came, and refuses what is too large, too long, or nothing that the service knows.
  func check(_ asset: Asset) async throws {
    guard let asset = try await desk.intake.settled(asset.id, owner: caller.name) else {
      throw ExtractRefusal(failed: "the video was deleted")
    }
    try Task.checkCancellation()
    guard asset.state == .ready, let facts = AssetFacts(asset).found,
      let path = desk.store.assets.path(of: asset)
    else { throw ExtractRefusal(failed: asset.failure ?? "the video cannot be read") }
    guard asset.size ?? 0 <= ExtractReading.largestVideo else { throw ExtractRefusal.tooLarge }
    guard FilmFormat.isTaken(facts.formats, at: path) else {
      throw ExtractRefusal(
        400,
        "Unsupported video format. Supported formats: \(FilmFormat.names.joined(separator: ", "))")
    }
    // A thousandth, which is nothing that anybody cut, does not make an hour longer.
    if let duration = facts.duration, (duration * 1000).rounded() > Self.longest * 1000 {
      throw ExtractRefusal(400, "Video duration exceeds the 1 hour limit")
    }
    guard facts.kind == "video" else { throw ExtractRefusal(failed: "there are no pictures in it") }
  }

  private func fetched(_ url: String) async throws -> Intake.Upload {
    let draft = desk.store.folder.draft("in-\(Identifiers.random.eventName())")
    let file: FetchedFile
    do throws(SourceError) {
      file = try await fetcher.fetch(url, into: draft)
    } catch {
      throw ExtractRefusal(error)
    }
    // What lies in an open folder stays there.
    if !file.isDraft { try DraftFile.copy(file.path, to: draft) }
    return .draft(draft)
  }
}
