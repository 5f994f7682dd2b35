extension Option {
  static let fps = Option(
    "fps", .text("R"), help: "This many pictures a second, such as 2, 0.1 or 30000/1001.")
  static let speed = Option(
    "speed", .text("S"), help: "With --fps: as if the video were watched so many times as fast.")
  static let every = Option("every", .text("TIME"), help: "A picture each time this has passed.")
  static let at = Option(
    "at", .text("TIME,..."), isRepeatable: true,
    help: "The pictures on show at these times, counted from the first picture.")
  static let count = Option(
    "count", short: "n", .text("N"), help: "The pictures in the middles of N equal parts.")
  static let key = Option("key", help: "The key pictures.")
  static let everyPicture = Option("all", help: "Every picture.")
  static let from = Option("from", .text("TIME"), help: "Look from this time on.")
  static let to = Option("to", .text("TIME"), help: "Look up to this time, which is outside.")
  static let size = Option(
    "size", short: "s", .text("SIZE"),
    help: "512: no side longer. 640x360: fitting inside. 640x360!: exactly. full: as the video.")
  static let format = Option(
    "format", .choice(["jpg", "png", "rgb"]),
    help: "The kind of the files; rgb is three bytes a pixel and nothing else. jpg unless given.")
  static let quality = Option(
    "quality", .text("1-100"), help: "The quality of jpg files; 90 unless given.")
  static let framesOut = Option(
    "out", short: "o", .folder("DIR"),
    help: "Where to write; VIDEO-frames unless given. - writes the pictures to standard output.")
  static let framesJSON = Option(
    "json", short: "j", help: "A report on what was asked and done, on standard output.")

  static let plan = [fps, speed, every, at, count, key, everyPicture]
  static let window = [from, to]
}
