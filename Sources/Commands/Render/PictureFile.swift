internal import Media
internal import MediaTypes

/// Where one picture is written, and as what.
struct PictureFile {
  /// The file, or standard output.
  let file: ResultFile
  /// The kind of file.
  let codec: PictureEncoder.Codec

  private static let kinds = ["webp", "jpg", "png"]

  /// Takes the kind from `--format` or the name's ending; without a name the file is called after the video.
  init(
    _ arguments: Arguments, _ input: InputName, named suffix: String, usually usual: String
  ) throws(CommandError) {
    let given = arguments.text(of: .renderOutput)
    let name = given?.split(separator: "/").last
    let ending = name?.split(separator: ".").dropFirst().last.map { $0.lowercased() }
    let kind = arguments.text(of: .pictureFormat) ?? (ending == "jpeg" ? "jpg" : ending) ?? usual
    guard Self.kinds.contains(kind) else {
      throw .usage(
        "--out ends in .\(kind)",
        advice: "name a .webp, .jpg or .png, or add --format webp, jpg or png")
    }
    let quality = try arguments.value(.pictureQuality, .whole(1...100)) ?? 85
    codec =
      switch kind {
      case "webp": .webp(quality: quality)
      case "png": .png
      default: .jpeg(quality: quality)
      }
    if case .webp = codec, !PictureEncoder.makes(codec) {
      throw CommandError(
        .unsupported, "this machine's FFmpeg makes no WebP files", advice: "name a .jpg or .png")
    }
    file = try ResultFile(
      given ?? "\(input.stem)-\(suffix).\(kind)", isReplacing: arguments.has(.force))
  }

  /// Writes the picture.
  func write(
    _ picture: Picture, of input: InputName, to console: Console
  ) throws(CommandError) {
    let bytes = try console.reading(input) { () throws(MediaError) in
      var encoder = PictureEncoder(codec)
      return try encoder.encode(picture)
    }
    try file.write(bytes, to: console)
  }
}

extension Option {
  static let renderOutput = Option(
    "out", short: "o", .file("FILE"),
    help: "Where to write; a name like the video's unless given. - is standard output.")
  static let pictureFormat = Option(
    "format", .choice(["webp", "jpg", "png"]),
    help: "The kind of file, if its name does not tell.")
  static let pictureQuality = Option(
    "quality", .text("1-100"), help: "The quality of webp and jpg files; 85 unless given.")
}
