internal import Confinement
internal import JSON
internal import Media
internal import MediaTypes

/// Runs a command for an item of a batch.
///
/// The result is not part of the lines: once `document` was said, all that follows is the result itself.
struct CommandWork {
  let order: CommandOrder
  let console: Console
  let lines: WorkLines

  func run() throws(CommandError) {
    guard let document = MemoryFile() else {
      return try lines.failed("out_of_memory", "there is no room for a result")
    }
    var own = Console(
      environment: console.environment, output: OutputStream(document.descriptor),
      error: console.error, interruption: console.interruption)
    own.threads = order.threads
    own.listener = { [lines] things, part in lines.progress(things, part: part) }
    let code: ExitCode
    do {
      if !order.isNamed { try checkIsVideo() }
      code = try Tool.dispatch(order.words + ["--", order.path], own)
    } catch {
      return try lines.failed(error.code, error.message)
    }
    guard code == .success || code == .incomplete else {
      return try lines.failed(code.word, "it ended with code \(code.rawValue)")
    }
    try lines.document(isComplete: code == .success)
    try FileSystem.readAll(document.descriptor) { piece throws(CommandError) in
      try console.output.write(piece)
    }
  }

  /// Refuses what was come across and is no film: sound, pictures, and whatever else lies in folders.
  private func checkIsVideo() throws(CommandError) {
    let input = InputName(order.path)
    try console.reading(input) { () throws(MediaError) in
      let media = try MediaDescription(
        of: input.source, limits: MediaLimits(), interruption: console.interruption)
      guard let video = media.video, !video.isAttachedPicture else {
        throw MediaError(.noVideoStream, "\(input.source.name): there are no moving pictures in it")
      }
      guard media.format.split(separator: ",").contains(where: Self.pictureFormats.contains)
      else { return }
      let index = try PacketIndex(
        of: input.source, limits: MediaLimits(), interruption: console.interruption)
      guard index.pictures.count != 1 else {
        throw MediaError(.noVideoStream, "\(input.source.name): it is one picture and no film")
      }
    }
  }

  private static let pictureFormats: Set<Substring> = [
    "image2", "jpeg_pipe", "png_pipe", "webp_pipe", "gif", "bmp_pipe", "tiff_pipe",
  ]
}
