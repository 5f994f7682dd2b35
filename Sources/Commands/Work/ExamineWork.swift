internal import JSON
internal import Media
internal import MediaTypes
internal import Services

/// Looks into a file that a client handed in: what it is, and how long.
struct ExamineWork {
  let path: String
  let limits: MediaLimits
  let interruption: Interruption

  /// What was found, as a server remembers it.
  func facts() throws(MediaError) -> JSONValue {
    let source = MediaSource.path(path)
    let media = try MediaDescription(of: source, limits: limits, interruption: interruption)
    var kind = "audio"
    var duration = media.containerDuration.map(\.seconds) ?? media.sound?.common.duration?.seconds
    if let video = media.video, !video.isAttachedPicture {
      let index = try PacketIndex(of: source, limits: limits, interruption: interruption)
      let isStill =
        index.pictures.count == 1
        && Self.pictureFormats.contains { media.format.split(separator: ",").contains($0) }
      kind = isStill ? "image" : "video"
      duration = index.range.map(\.seconds) ?? duration
    } else if media.sounds.isEmpty {
      throw MediaError(.notMedia, "it holds neither pictures nor sound")
    }
    let size = media.video?.uprightSize
    return .members([
      "kind": .text(kind),
      "duration": kind == "image" ? nil : duration.map { .rounded($0, toPlaces: 6) },
      "width": size.map { .integer(Int64($0.width)) },
      "height": size.map { .integer(Int64($0.height)) },
      "formats": .list(media.format.split(separator: ",").map { .text(String($0)) }),
      "technical_metadata": media.technicalMetadata,
    ])
  }

  private static let pictureFormats: Set<Substring> = [
    "image2", "jpeg_pipe", "png_pipe", "webp_pipe", "gif", "bmp_pipe", "tiff_pipe",
  ]
}
