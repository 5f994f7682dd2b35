internal import JSON
internal import Media
internal import MediaTypes

/// Which pictures a caller wants, and how they are to be drawn.
struct SamplingRequest {
  private static let plans: Set = ["fps", "every", "at", "count", "key", "all"]
  /// What can be asked for.
  static let names = plans.union(["speed", "from", "to", "size", "format", "workers"])

  let plan: SamplingPlan
  let window: SamplingWindow
  let size: PictureSize
  let format: Picture.Format
  let workers: Int?

  init(_ options: Options) throws(Failure) {
    plan = try Self.plan(options)
    window = try options.window()
    let sizes = "a longest side such as 512, a box such as \"640x360\", or exactly \"640x360!\""
    size =
      try options.value("size", sizes) { value in
        PictureSize(value.asInteger.map { "\($0)" } ?? value.asText ?? "")
      } ?? .full
    format =
      try options.value("format", "\"rgb\" or \"grey\"") { value in
        ["rgb": .rgb24, "grey": .gray8][value.asText ?? ""]
      } ?? .rgb24
    workers = try options.count("workers", in: 1...256)
  }

  private static func plan(_ options: Options) throws(Failure) -> SamplingPlan {
    let given = plans.filter(options.has).sorted()
    guard given.count < 2 else {
      throw .invalid(
        "\"\(given[0])\" and \"\(given[1])\" ask for different pictures: leave one out")
    }
    if options.has("speed"), given != [], given != ["fps"] {
      throw .invalid("\"speed\" means nothing to \"\(given[0])\": leave one out")
    }
    if let step = try options.length("every") { return .speed(step, picturesPerSecond: 1) }
    if let count = try options.count("count", in: 1...1_000_000) { return .count(count) }
    if try options.flag("key") { return .keyFrames }
    if try options.flag("all") { return .everyFrame }
    if let instants = try options.instants("at") { return .at(instants) }
    return .speed(
      try options.rate("speed") ?? 1, picturesPerSecond: try options.rate("fps") ?? 1)
  }
}

extension Options {
  /// The part of the video to look at.
  func window() throws(Failure) -> SamplingWindow {
    let window = SamplingWindow(from: try instant("from"), to: try instant("to"))
    if let from = window.from, let to = window.to, from >= to {
      throw .invalid("\"from\" does not lie before \"to\": swap them")
    }
    return window
  }

  fileprivate func instants(_ name: String) throws(Failure) -> [Ratio]? {
    try value(name, "a list of times, such as [12.5, \"1:02\"]") { value in
      value.asList.flatMap { list in
        let instants = list.compactMap(\.instant)
        return instants.count == list.count ? instants : nil
      }
    }
  }
}
