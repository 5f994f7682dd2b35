internal import Media
internal import Rendering

extension Command {
  static let renderSprites = Command(
    "render sprites", summary: "Make the small pictures that players show above their time line.",
    positional: Positional("VIDEO"),
    description: [
      "Draws pictures from the middles of equal parts of the video side by side onto one sheet, and writes a WebVTT "
        + "track beside it, which names for each part its place on the sheet: FILE.jpg#xywh=0,0,240,136. Players "
        + "take it as their thumbnails track. Keep both files in one folder.",
      "Without --count there is about a picture each half second, and no more than a hundred. \"shotlog sheet\" makes "
        + "sheets for people.",
    ],
    options: [
      .renderOutput, .pictureFormat, .spriteCount, .spriteColumns, .spriteSide, .pictureQuality,
      .force,
      .quiet,
    ] + Option.limits,
    examples: [
      ("talk.mp4", "A sheet, into talk-sprites.jpg, and its track, into talk-sprites.vtt."),
      ("talk.mp4 --columns 10 --count 100", "Ten rows of ten, whatever the length."),
      ("talk.mp4 --count 200 --side 160 --out web/talk.webp", "A large one of small pictures."),
    ],
    run: { arguments, console throws(CommandError) in
      try SpritesRun(arguments, console).run()
    })
}

extension Option {
  static let spriteCount = Option(
    "count", short: "n", .text("N"), help: "Pictures on the sheet.")
  static let spriteColumns = Option(
    "columns", short: "c", .text("N"), help: "Pictures in a row; as many as rows unless given.")
  static let spriteSide = Option(
    "side", .text("PIXELS"), help: "The longer side of each picture; 240 unless given.")
}

/// One run of `render sprites`.
private struct SpritesRun {
  private let arguments: Arguments
  private let console: Console
  private let limits: MediaLimits
  private let settings: SpriteSettings

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    limits = try arguments.limits()
    var settings = SpriteSettings()
    settings.count = try arguments.value(.spriteCount, .whole(1...10_000))
    settings.columns = try arguments.value(.spriteColumns, .whole(1...1000))
    settings.longestSide = try arguments.value(.spriteSide, .whole(16...2000)) ?? 240
    self.settings = settings
    if arguments.text(of: .renderOutput) == "-" {
      throw .usage("the sheet and its track are two files", advice: "name the sheet's file")
    }
  }

  func run() throws(CommandError) -> ExitCode {
    try console.withInput(arguments.positionals[0], limits: limits) { input throws(CommandError) in
      let place = try PictureFile(arguments, input, named: "sprites", usually: "jpg")
      guard let path = place.file.path else { return .usage }
      let track = try ResultFile(Self.track(beside: path), isReplacing: arguments.has(.force))
      var progress = console.progress(isQuiet: arguments.has(.quiet))
      let sheet = try console.reading(input) { () throws(MediaError) in
        defer { progress?.end() }
        return try Spritesheet(
          of: input.source, settings, limits: limits, interruption: console.interruption
        ) { part in progress?.show("\(Int(100 * part)) % drawn") }
      }
      try place.write(sheet.picture, of: input, to: console)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      try track.write(Array(sheet.track(naming: name).utf8), to: console)
      if !arguments.has(.quiet) {
        let (width, height) = sheet.cellSize
        console.say(
          "\(sheet.cells.count) pictures of \(width)×\(height) pixels in \(path), and when they are in "
            + "\(track.path ?? "")")
      }
      return .success
    }
  }

  /// The sheet's name with another ending.
  private static func track(beside path: String) -> String {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let dot = path[start...].dropFirst().lastIndex(of: ".")
    return path[..<(dot ?? path.endIndex)] + ".vtt"
  }
}
