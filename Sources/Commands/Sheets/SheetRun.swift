internal import Media
internal import MediaTypes
internal import Rendering

/// One run of `sheet`.
struct SheetRun {
  private let arguments: Arguments
  private let console: Console
  private let limits: MediaLimits
  private let window: SamplingWindow
  private let columns: Int?
  private let rows: Int?
  private let count: Int?
  private let width: Int
  private let quality: Int

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    limits = try arguments.limits()
    window = try arguments.window()
    columns = try arguments.value(.columns, .whole(1...100))
    rows = try arguments.value(.rows, .whole(1...1000))
    count = try arguments.value(.sheetCount, .whole(1...10_000))
    width = try arguments.value(.width, .whole(64...32768)) ?? 1600
    quality = try arguments.value(.quality, .whole(1...100)) ?? 90
    if rows != nil, count != nil {
      throw .usage("--rows and --count both say how many pictures", advice: "use one of them")
    }
    if arguments.text(of: .sheetOut) == "-", console.output.isTerminal {
      throw .usage("a picture would be written to the terminal", advice: "add \"| program\"")
    }
  }

  func run() throws(CommandError) -> ExitCode {
    try console.withInput(arguments.positionals[0], limits: limits) {
      input throws(CommandError) in
      let place = try SheetFile(arguments, input)
      let sheet = try console.reading(input) { () throws(MediaError) in try self.drawn(input) }
      guard let sheet else {
        throw .usage("such a sheet cannot be drawn", advice: "change --width, --columns or --count")
      }
      let bytes = try console.reading(input) { () throws(MediaError) in
        var encoder = PictureEncoder(place.isPNG ? .png : .jpeg(quality: quality))
        return try encoder.encode(sheet)
      }
      try place.file.write(bytes, to: console)
      if let path = place.file.path, !arguments.has(.quiet) {
        console.say("\(sheet.layout.width)×\(sheet.layout.height) pixels in \(path)")
      }
      return .success
    }
  }

  /// Nil if it would be too large, or its pictures too small.
  private func drawn(_ input: InputName) throws(MediaError) -> Picture? {
    let description = try MediaDescription(
      of: input.source, limits: limits, interruption: console.interruption)
    let shape = description.video?.uprightSize ?? (width: 16, height: 9)
    let columns = columns ?? min(shape.height > shape.width ? 6 : 4, max(1, width / 100))
    let count = count ?? columns * (rows ?? 4)
    guard
      var sheet = ContactSheet(
        width: width, columns: min(columns, count), count: count, shapeWidth: shape.width,
        shapeHeight: shape.height)
    else { return nil }
    var sampler = try FrameSampler<Picture>(
      input.source, .count(count), window: window,
      bytesPerDrawing: 3 * sheet.cell.width * sheet.cell.height, limits: limits,
      interruption: console.interruption
    ) { [sheet] decoded throws(MediaError) in
      let frame = decoded.frame
      return try decoded.picture(
        .rgb24, sheet.size(ofWidth: frame.uprightWidth, height: frame.uprightHeight))
    }
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    var number = 0
    while let sample = try sampler.next() {
      guard let zero = sampler.zero else { continue }
      number += 1
      let seconds = sample.frame.timestamp.seconds(since: zero)
      sheet.add(sample.drawing, caption: Decimal.timecode(seconds))
      progress?.show(number, "pictures", part: Double(number) / Double(count))
    }
    return try sheet.drawn(
      title: input.title.split(separator: "/").last.map(String.init) ?? input.title,
      details: SheetDetails.line(description))
  }
}
