internal import JSON
internal import Media
internal import MediaTypes
internal import Rendering
internal import Services

/// The files that go with a film: pictures of it, and the picture that it begins with.
struct FilmFiles {
  let order: FilmOrder
  let console: Console
  let lines: WorkLines
  /// What there is, as servers are told of it.
  private(set) var documents: [JSONValue] = []

  init(order: FilmOrder, console: Console, lines: WorkLines) {
    (self.order, self.console, self.lines) = (order, console, lines)
  }

  /// Makes what is not there yet.
  mutating func gather() throws(FilmFailure) {
    documents.append(Self.document("film.mp4", "video/mp4"))
    try addThumbnail()
    try addSprites()
    if let path = order.referencePath {
      // What it begins with is wanted again if another film is made of this one.
      if path != "\(order.drafts)/reference" {
        try write("reference", try bytes(of: path))
      }
      documents.append(Self.document("reference", "application/octet-stream"))
    }
  }

  private mutating func addThumbnail() throws(FilmFailure) {
    lines.progress("picturing", part: 0.9)
    let isWebP = PictureEncoder.makes(.webp(quality: Self.quality))
    guard
      let bytes = try picture({ () throws(MediaError) in
        let thumbnail = try FilmThumbnail(
          of: film, limits: MediaLimits(), interruption: console.interruption)
        var encoder = PictureEncoder(
          isWebP ? .webp(quality: Self.quality) : .jpeg(quality: Self.quality))
        return try encoder.encode(thumbnail.picture)
      })
    else { return }
    try add(
      isWebP ? "thumbnail.webp" : "thumbnail.jpg", isWebP ? "image/webp" : "image/jpeg", bytes)
  }

  private mutating func addSprites() throws(FilmFailure) {
    lines.progress("picturing", part: 0.95)
    var track = ""
    guard
      let bytes = try picture({ () throws(MediaError) in
        let sheet = try Spritesheet(
          of: film, limits: MediaLimits(), interruption: console.interruption)
        track = sheet.track(naming: "spritesheet.jpg")
        var encoder = PictureEncoder(.jpeg(quality: Self.quality))
        return try encoder.encode(sheet.picture)
      })
    else { return }
    try add("spritesheet.jpg", "image/jpeg", bytes)
    try add("spritesheet.vtt", "text/vtt", Array(track.utf8))
  }

  /// A picture of the film; nil where there is none to be had: a film without pictures of it is a film.
  private func picture(
    _ draw: () throws(MediaError) -> [UInt8]
  ) throws(FilmFailure) -> [UInt8]? {
    do {
      return try draw()
    } catch {
      guard !console.interruption.isDue else { throw FilmFailure(error) }
      return nil
    }
  }

  private var film: MediaSource { .path("\(order.drafts)/film.mp4") }

  private mutating func add(
    _ name: String, _ type: String, _ bytes: [UInt8]
  ) throws(FilmFailure) {
    try write(name, bytes)
    documents.append(Self.document(name, type))
  }

  private static let quality = 85

  private func bytes(of path: String) throws(FilmFailure) -> [UInt8] {
    do {
      return try TextFile.bytes(of: path)
    } catch {
      throw FilmFailure(code: "unreadable_media", reason: "The picture cannot be read.")
    }
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws(FilmFailure) {
    do {
      try FileSystem.write(bytes, to: "\(order.drafts)/\(name)", replacing: true)
    } catch {
      throw FilmFailure(code: "unwritable", reason: error.message, mayBeMended: false)
    }
  }

  private static func document(_ name: String, _ type: String) -> JSONValue {
    ["name": .text(name), "type": .text(type), "draft": .text(name)]
  }
}
