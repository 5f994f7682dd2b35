internal import Media
internal import MediaTypes

/// Which pictures the command line asks for.
struct FramesPlan {
  /// The plan.
  let plan: SamplingPlan
  /// The part of the video to look at.
  let window: SamplingWindow
  /// The plan in words.
  let title: String

  init(_ arguments: Arguments) throws(CommandError) {
    let plans: [Option] = [.fps, .every, .at, .count, .key, .everyPicture]
    let given = plans.filter(arguments.has)
    if given.count > 1 {
      throw .usage(
        "\(given[0].flag) and \(given[1].flag) ask for different pictures",
        advice: "use one of \(plans.map(\.flag).joined(separator: ", "))")
    }
    if arguments.has(.speed), let other = given.first, other != .fps {
      throw .usage("--speed means nothing to \(other.flag)", advice: "use it with --fps")
    }
    window = try arguments.window()
    switch given.first ?? .fps {
    case .every:
      let step = try arguments.value(.every, .seconds) ?? 1
      plan = .speed(step, picturesPerSecond: 1)
      title = "a picture every \(Decimal.text(step.value, places: 3)) s"
    case .at:
      let instants = try arguments.texts(of: .at).map { text throws(CommandError) in
        try ValueReader<[Ratio]>.instants.value(of: text, for: .at)
      }.flatMap(\.self)
      plan = .at(instants)
      title = instants.count == 1 ? "the picture at one time" : "\(instants.count) times"
    case .count:
      let count = try arguments.value(.count, .whole(1...1_000_000)) ?? 1
      plan = .count(count)
      title = "\(count) pictures over the video"
    case .key: (plan, title) = (.keyFrames, "the key pictures")
    case .everyPicture: (plan, title) = (.everyFrame, "every picture")
    default:
      let rate = try arguments.value(.fps, .rate) ?? 1
      let speed = try arguments.value(.speed, .rate) ?? 1
      plan = .speed(speed, picturesPerSecond: rate)
      title = speed == 1 ? "\(rate) a second" : "\(rate) a second at \(speed) times the speed"
    }
  }
}

extension Arguments {
  /// The part of the video to look at.
  func window() throws(CommandError) -> SamplingWindow {
    let window = SamplingWindow(
      from: try value(.from, .instant), to: try value(.to, .instant))
    if let from = window.from, let to = window.to, from >= to {
      throw .usage(
        "--from \(text(of: .from) ?? "") does not lie before --to \(text(of: .to) ?? "")",
        advice: "swap them")
    }
    return window
  }
}
