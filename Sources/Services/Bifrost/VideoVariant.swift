/// What of a video is downloaded.
package enum VideoVariant: String, Sendable, CaseIterable {
  /// The video.
  case video
  /// Its best picture.
  case thumbnail
  /// Many of its pictures on one.
  case spritesheet

  /// Reads what stands after the question mark, also as Bifrost's code spells it.
  package init(_ word: String?) throws(BifrostRefusal) {
    switch word {
    case nil, "": self = .video
    case "sprite_sheet": self = .spritesheet
    case let word?:
      guard let variant = VideoVariant(rawValue: word) else {
        throw .invalid("variant must be video, thumbnail or spritesheet", param: "variant")
      }
      self = variant
    }
  }

  /// The names that its file may have among those of a task.
  package var names: [String] {
    switch self {
    case .video: ["film.mp4"]
    case .thumbnail: ["thumbnail.webp", "thumbnail.jpg"]
    case .spritesheet: ["spritesheet.jpg"]
    }
  }
}
