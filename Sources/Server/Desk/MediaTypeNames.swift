extension MediaFacts {
  /// The media type: what a client declared if that can be, and otherwise what the container's name says.
  func mediaType(declared: String) -> String {
    let family = declared.prefix { $0 != "/" }
    let isPlain = !declared.hasSuffix("/*") && !declared.contains(" ")
    if family == kind, isPlain { return declared }
    for format in formats {
      if let name = Self.names[format] { return name.contains("/") ? name : "\(kind)/\(name)" }
    }
    return "\(kind)/\(formats.first ?? "octet-stream")"
  }

  /// What containers are called, by FFmpeg's names; without a slash, the kind of media stands before it.
  private static let names = [
    "mp4": "mp4", "matroska": "x-matroska", "avi": "x-msvideo", "mpegts": "mp2t", "mpeg": "mpeg",
    "flv": "x-flv", "asf": "x-ms-asf", "ogg": "ogg", "mp3": "mpeg", "wav": "wav", "flac": "flac",
    "aac": "aac", "jpeg_pipe": "jpeg", "png_pipe": "png", "webp_pipe": "webp", "gif": "image/gif",
    "image2": "jpeg", "bmp_pipe": "bmp", "tiff_pipe": "tiff",
  ]
}
