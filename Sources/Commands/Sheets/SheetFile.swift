/// Where a sheet is written, and as what.
struct SheetFile {
  /// The file, or standard output.
  let file: ResultFile
  /// PNG rather than JPEG.
  let isPNG: Bool

  init(_ arguments: Arguments, _ input: InputName) throws(CommandError) {
    let given = arguments.text(of: .sheetOut)
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
    file = try ResultFile(name, isReplacing: arguments.has(.force))
  }
}
