internal import Media
internal import MediaTypes
internal import Rendering

/// One run of `render storyboard`.
struct StoryboardRun {
  private let arguments: Arguments
  private let console: Console
  private let path: String
  private let size: Picture.Layout
  private let seconds: Ratio
  private let seed: UInt64

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    path = try arguments.filmPath()
    size =
      try arguments.value(.filmSize, .filmSize) ?? Picture.Layout(.rgb24, width: 1280, height: 720)
    seconds = try arguments.value(.filmSeconds, .filmSeconds) ?? 8
    seed = try arguments.value(.filmSeed, .seed) ?? 0
    if arguments.positionals[0] == "-", arguments.text(of: .filmReference) == "-" {
      throw .usage("standard input cannot be words and a picture", advice: "name one of them")
    }
  }

  func run() throws(CommandError) -> ExitCode {
    var order = StoryboardOrder(
      prompt: try prompt(), width: size.width, height: size.height, seconds: seconds)
    order.negativePrompt = arguments.text(of: .filmNegative)
    (order.seed, order.hasTone) = (seed, arguments.has(.filmTone))
    order.reference = try reference()
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    let facts = try FilmFile.writing(path) { () throws(MediaError) in
      try Storyboard(order).render(
        to: path, replacing: arguments.has(.force), interruption: console.interruption
      ) { part in
        progress?.show(Int(part * seconds.value), "seconds rendered", part: part)
      }
    }
    progress?.end()
    try FilmFile.tell(
      facts, path, isJSON: arguments.has(.filmJSON), isQuiet: arguments.has(.quiet), to: console)
    return .success
  }

  private func prompt() throws(CommandError) -> String {
    let given = arguments.positionals[0]
    let text =
      given == "-" ? String(decoding: try TextFile.bytes(of: console.input), as: UTF8.self) : given
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw .usage("the prompt is empty", advice: "say in a few words what the film tells")
    }
    return text
  }

  /// The first picture of what was named.
  private func reference() throws(CommandError) -> Picture? {
    guard let name = arguments.text(of: .filmReference) else { return nil }
    return try console.withInput(name, limits: MediaLimits()) { input throws(CommandError) in
      let picture = try console.reading(input) { () throws(MediaError) -> Picture? in
        var reader = try VideoReader(input.source, interruption: console.interruption)
        guard try reader.advance() != nil else { return nil }
        return try reader.picture(.rgb24, .fitting(longestSide: 4096))
      }
      guard let picture else {
        throw CommandError(.badInput, "\(input.title) has no picture that could be shown")
      }
      return picture
    }
  }
}

extension ValueReader where Value == Ratio {
  /// A film's length.
  static var filmSeconds: Self {
    let most = StoryboardOrder.mostSeconds
    return ValueReader(expected: "a time up to \(most) seconds, such as 8, 2.5 or 1:30") { text in
      Timecode(text).flatMap { $0.seconds > 0 && $0.seconds <= most ? $0.seconds : nil }
    }
  }
}

extension ValueReader where Value == UInt64 {
  static var seed: Self {
    ValueReader(expected: "a whole number from 0 to \(UInt64.max)") { UInt64($0) }
  }
}
