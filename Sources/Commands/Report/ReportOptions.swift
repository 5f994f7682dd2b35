extension Option {
  static let reportOut = Option(
    "out", short: "o", .file("PLACE"),
    help: "The page, or for several results the folder; beside the (first) result unless given. "
      + "- is standard output.")
  static let reportVideo = Option(
    "video", .file("PATH"),
    help: "The video, or the folder where the videos lie; beside the result unless given.")
  static let terminalView = Option(
    "term", short: "t", help: "Show it here, in characters, rather than as a page.")
  static let noPictures = Option("no-pictures", help: "Draw no pictures of the video.")
  static let pictureBytes = Option(
    "picture-bytes", .text("SIZE"), help: "What pictures may add to a page; 12M unless given.")
  static let reportJSON = Option(
    "json", short: "j", help: "Tell on standard output, as JSON, what was written.")

  static let report = [
    reportOut, reportVideo, terminalView, noPictures, pictureBytes, reportJSON,
  ]
}
