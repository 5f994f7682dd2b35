internal import Media
internal import MediaTypes
internal import Rendering

extension Command {
  static let renderThumbnail = Command(
    "render thumbnail", summary: "Take the picture that stands best for a video.",
    positional: Positional("VIDEO"),
    description: [
      "Looks at pictures from all over the video, and takes one that is not black, not blurred, well lit, and of "
        + "the colours that the video usually has. The same video gives the same picture.",
      "It is written as WebP unless the name says otherwise, or as JPEG where this machine's FFmpeg makes no WebP.",
    ],
    options: [.renderOutput, .pictureFormat, .size, .pictureQuality, .force, .quiet]
      + Option.limits,
    examples: [
      ("talk.mp4", "A picture of it, into talk-thumbnail.webp."),
      ("talk.mp4 --size 640x360 --out talk.jpg", "A small one, as JPEG."),
      ("talk.mp4 --format png --out - | display", "To another program."),
    ],
    run: { arguments, console throws(CommandError) in
      try ThumbnailRun(arguments, console).run()
    })
}

/// One run of `render thumbnail`.
private struct ThumbnailRun {
  private let arguments: Arguments
  private let console: Console
  private let limits: MediaLimits
  private let size: PictureSize

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    limits = try arguments.limits()
    size = try arguments.value(.size, .size) ?? .inside(width: 1920, height: 1920)
    if arguments.text(of: .renderOutput) == "-", console.output.isTerminal {
      throw .usage("a picture would be written to the terminal", advice: "add \"| program\"")
    }
  }

  func run() throws(CommandError) -> ExitCode {
    try console.withInput(arguments.positionals[0], limits: limits) { input throws(CommandError) in
      let usual = PictureEncoder.makes(.webp(quality: 85)) ? "webp" : "jpg"
      let place = try PictureFile(arguments, input, named: "thumbnail", usually: usual)
      let thumbnail = try console.reading(input) { () throws(MediaError) in
        try FilmThumbnail(
          of: input.source, size: size, limits: limits, interruption: console.interruption)
      }
      try place.write(thumbnail.picture, of: input, to: console)
      if let path = place.file.path, !arguments.has(.quiet) {
        let layout = thumbnail.picture.layout
        console.say(
          "the picture at \(Decimal.timecode(thumbnail.seconds)), \(layout.width)×\(layout.height) pixels, "
            + "in \(path)")
      }
      return .success
    }
  }
}
