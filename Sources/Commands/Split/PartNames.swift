internal import Media
internal import MediaTypes

/// What the files of `split` are called.
struct PartNames {
  /// The endings that tell a kind of file.
  static let suffixes = CopyContainer.suffixes

  /// The kind of file that was asked for; nil if nobody cares.
  let container: CopyContainer?
  private let pattern: String

  init(_ arguments: Arguments) throws(CommandError) {
    pattern = arguments.text(of: .partsName) ?? "{name}-{number}.{suffix}"
    let named = CopyContainer(fileName: pattern)
    container = arguments.text(of: .container).flatMap(CopyContainer.init(suffix:)) ?? named
    if let named, let container, named.format != container.format {
      throw .usage(
        "--name ends in .\(named), and --container is \(container)", advice: "leave one of them out"
      )
    }
    // A pattern is right if every name that it makes is.
    _ = try name(of: 1, count: 1, start: 0, stem: "video", suffix: "mp4")
    guard !pattern.contains("/") else {
      throw .usage("--name holds a \"/\"", advice: "--out names the folder")
    }
  }

  /// The names of some segments' files, without the folder.
  func names(
    of starts: [Double], stem: String, suffix: String
  ) throws(CommandError) -> [String] {
    var names: [String] = []
    for (place, start) in starts.enumerated() {
      names.append(
        try name(of: place + 1, count: starts.count, start: start, stem: stem, suffix: suffix))
    }
    guard Set(names).count == names.count else {
      throw .usage("--name gives several files one name", advice: "put {number} into it")
    }
    return names
  }

  private func name(
    of number: Int, count: Int, start: Double, stem: String, suffix: String
  ) throws(CommandError) -> String {
    let time = Decimal.timecode(start).split(separator: ":")
    let words = [
      "name": stem, "suffix": suffix,
      "number": Decimal.padded(number, max(3, String(count).count)),
      "start": "\(time[0])h\(time[1])m\(time[2])s",
    ]
    var (name, rest) = ("", pattern[...])
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}"),
        let word = words[String(rest[rest.index(after: open)..<close])]
      else {
        throw .usage(
          "--name is \"\(pattern)\"", advice: "it can hold {name}, {number}, {start} and {suffix}")
      }
      name += rest[..<open] + word
      rest = rest[rest.index(after: close)...]
    }
    return name + rest
  }
}
