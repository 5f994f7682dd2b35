internal import JSON
internal import Media
internal import Reports

/// Makes pages, with the pictures that can be drawn.
struct ReportWriter {
  /// A page, and what is in it.
  struct Page {
    let bytes: [UInt8]
    let pictures: [ReportPicture]
    let segments: Int
    let video: String?

    /// What is in it, in a line for people.
    var summary: String {
      let things = "\(segments) \(segments == 1 ? "segment" : "segments")"
      let drawn = "\(pictures.count) \(pictures.count == 1 ? "picture" : "pictures")"
      return video == nil ? "\(things), no video beside it," : "\(things), \(drawn)"
    }

    /// What is in it, for programs.
    func entry(named name: String, result: String) -> JSONValue {
      .members([
        "result": .text(result), "page": .text(name), "segments": .integer(Int64(segments)),
        "pictures": .integer(Int64(pictures.count)), "bytes": .integer(Int64(bytes.count)),
        "video": video.map { .text($0) },
      ])
    }
  }

  private let arguments: Arguments
  private let console: Console
  private let place: VideoPlace
  private let drawing: ReportDrawing

  init(
    _ arguments: Arguments, _ console: Console, _ limits: ReportLimits
  ) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    place = VideoPlace(given: arguments.text(of: .reportVideo))
    drawing = ReportDrawing(
      limits: try arguments.limits(), bytes: limits.pictureBytes, console: console,
      isQuiet: arguments.has(.quiet))
  }

  /// The page of a report that will lie in a folder.
  func page(
    of report: Report, _ item: ResultItem, pageFolder: String
  ) throws(CommandError) -> Page {
    let path = place.path(of: report.video.name, beside: item.folder)
    var pictures: [ReportPicture] = []
    if let path, !arguments.has(.noPictures) {
      do {
        pictures = try drawing.pictures(of: path, for: report)
      } catch {
        guard error.code != .cancelled else {
          throw CommandError(error, of: InputName(path))
        }
        // Everything else on the page is right without them.
        console.say("\(path): no pictures, since \(error.description)")
      }
    }
    let video = path.map { VideoPlace.address(of: $0, from: pageFolder) }
    let page = ReportPage(report, pictures: pictures, video: video)
    return Page(
      bytes: page.bytes, pictures: pictures,
      segments: report.segments.isEmpty ? report.shots.count : report.segments.count, video: path)
  }
}
