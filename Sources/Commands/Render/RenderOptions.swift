internal import MediaTypes

extension Option {
  static let filmOut = Option(
    "out", short: "o", .file("FILE"), help: "The MP4 file to write; it must be said.")
  static let filmSize = Option(
    "size", short: "s", .text("WxH"), help: "Width and height, even; 1280x720 unless given.")
  static let filmSeconds = Option(
    "seconds", short: "n", .text("N"), help: "How long the film lasts; 8 unless given.")
  static let filmJSON = Option("json", short: "j", help: "Say what was written as JSON.")
}

extension ValueReader where Value == Picture.Layout {
  /// A film's width and height.
  static var filmSize: Self {
    ValueReader(expected: "two even numbers from 16 to 8192, such as 1280x720") { text in
      let sides = text.split(separator: "x", omittingEmptySubsequences: false)
        .map { Int($0).flatMap { (16...8192).contains($0) && $0 % 2 == 0 ? $0 : nil } }
      guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
      return Picture.Layout(.rgb24, width: width, height: height)
    }
  }
}

extension Arguments {
  /// Where a film is to be written.
  func filmPath() throws(CommandError) -> String {
    guard let path = text(of: .filmOut) else {
      throw .usage("no file to write is named", advice: "add --out film.mp4")
    }
    guard path != "-" else {
      throw .usage("a film cannot be written to a pipe", advice: "name a file, such as film.mp4")
    }
    return path
  }
}
