/// Where a sheet is written, and as what.
struct SheetFile {
  /// The name of the file; nil for standard output.
  let path: String?
  /// PNG rather than JPEG.
  let isPNG: Bool
  private let isReplacing: Bool

  init(_ arguments: Arguments, _ input: InputName) throws(CommandError) {
    let given = arguments.text(of: .sheetOut)
    isReplacing = arguments.has(.force)
    let ending = given?.split(separator: "/").last?.split(separator: ".").dropFirst().last
    let format = arguments.text(of: .sheetFormat)
    switch (format, ending?.lowercased()) {
    case ("png", _), (nil, "png"): isPNG = true
    case (_?, _), (nil, nil), (nil, "jpg"), (nil, "jpeg"): isPNG = false
    case (nil, let ending?):
      throw .usage(
        "--out ends in .\(ending)", advice: "name a .jpg or .png, or add --format jpg or png")
    }
    let name = given ?? "\(input.stem)-sheet.\(isPNG ? "png" : "jpg")"
    path = name == "-" ? nil : name
    if let path, !isReplacing, FileSystem.exists(path) {
      throw CommandError(
        .noOutput, "\(path) exists already",
        advice: "--force replaces it, --out names another file")
    }
  }

  /// Writes all of it or, if that fails, nothing of that name.
  func write(_ bytes: [UInt8], to console: Console) throws(CommandError) {
    guard let path else { return try console.output.write(bytes) }
    let part = "\(path).part"
    do {
      try FileSystem.write(bytes, to: part, replacing: true)
      try FileSystem.rename(part, to: path)
    } catch {
      FileSystem.remove(part)
      throw error
    }
  }
}
