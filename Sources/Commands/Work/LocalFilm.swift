internal import Media
internal import MediaTypes
internal import Rendering
internal import Services

/// Makes a film on this machine.
struct LocalFilm {
  let order: FilmOrder
  let console: Console
  let lines: WorkLines

  /// Makes it, of words or of another video.
  func make() async throws(FilmFailure) -> FilmAnswer {
    let facts: FilmFacts
    if let source = order.sourcePath {
      let film = SupercutFilm(order: order, source: source, console: console, lines: lines)
      facts = try await film.render(to: path)
    } else {
      do {
        facts = try storyboard()
      } catch {
        throw FilmFailure(error)
      }
    }
    return FilmAnswer(
      by: order.localTarget, size: VideoSize(width: facts.width, height: facts.height),
      seconds: facts.duration.value)
  }

  private func storyboard() throws(MediaError) -> FilmFacts {
    var board = StoryboardOrder(
      prompt: order.prompt, width: order.size.width, height: order.size.height,
      seconds: Ratio(order.seconds.milliseconds, 1000) ?? 4)
    board.negativePrompt = order.negativePrompt
    board.seed = UInt64(bitPattern: order.seed)
    board.hasTone = order.hasTone
    if let path = order.referencePath { board.reference = try reference(path) }
    return try Storyboard(board).render(
      to: path, interruption: console.interruption
    ) { part in lines.progress("rendering", part: part * 0.9) }
  }

  private var path: String { "\(order.drafts)/film.mp4" }

  /// The picture to begin with, no larger than what the camera sees of it needs.
  private func reference(_ path: String) throws(MediaError) -> Picture {
    let side = min(2 * max(order.size.width, order.size.height), 4096)
    var sampler = try FrameSampler(
      .path(path), .at([0]), bytesPerDrawing: 3 * side * side,
      interruption: console.interruption
    ) { frame throws(MediaError) in
      try frame.picture(.rgb24, .fitting(longestSide: side))
    }
    guard let sample = try sampler.next() else {
      throw MediaError(.notMedia, "there is no picture in it")
    }
    return sample.drawing
  }
}
