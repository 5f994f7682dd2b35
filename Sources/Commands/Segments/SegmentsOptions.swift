internal import MediaTypes
internal import Segmentation

extension Option {
  static let policy = Option(
    "policy", .choice(["balanced", "shots", "scenes", "fixed", "given"]),
    help: "How to take the video apart; balanced unless given.")
  static let min = Option("min", .text("TIME"), help: "No segment shorter than this.")
  static let max = Option("max", .text("TIME"), help: "No segment longer than this.")
  static let prefer = Option(
    "prefer", .text("TIME"), help: "The best length; midway between --min and --max unless given.")
  static let length = Option(
    "length", .text("TIME"), help: "With --policy fixed: how long each is.")
  static let range = Option(
    "range", .text("TIME-TIME"), isRepeatable: true,
    help: "With --policy given: one of the segments, such as 1:00-1:30; give it once for each.")

  static let segments = [policy, min, max, prefer, length, range]
}

extension Arguments {
  /// How long segments may be.
  func segmentBounds(for policy: SegmentPolicy) throws(CommandError) -> SegmentBounds {
    let minimum = try value(.min, .seconds)
    let maximum = try value(.max, .seconds)
    let preferred = try value(.prefer, .seconds)
    if minimum == nil, maximum == nil, preferred == nil { return .usual(for: policy) }
    do {
      return try SegmentBounds(minimum: minimum, maximum: maximum, preferred: preferred)
    } catch {
      throw .usage(error.description, advice: "change --min, --max or --prefer")
    }
  }

  /// The rule of taking apart; `zero` is when the first picture appears.
  func segmentPolicy(zero: Timestamp?) throws(CommandError) -> SegmentPolicy {
    let name = text(of: .policy) ?? (has(.range) ? "given" : has(.length) ? "fixed" : "balanced")
    for (option, owner) in [(Option.length, "fixed"), (.range, "given")]
    where has(option) && name != owner {
      throw .usage("\(option.flag) means nothing to --policy \(name)", advice: "leave it out")
    }
    switch name {
    case "shots": return .shots
    case "scenes": return .scenes
    case "fixed":
      guard let length = try value(.length, .seconds) else {
        throw .usage("--policy fixed needs a length", advice: "add --length 30, say")
      }
      return .fixed(length)
    case "given": return .given(try givenRanges(zero: zero))
    default: return .balanced
    }
  }

  private func givenRanges(zero: Timestamp?) throws(CommandError) -> [GivenRange] {
    let texts = texts(of: .range)
    guard !texts.isEmpty else {
      throw .usage("--policy given needs ranges", advice: "add --range 1:00-1:30 for each")
    }
    return try texts.map { text throws(CommandError) in
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      let times = parts.compactMap { ValueReader<Ratio>.instant.read(String($0)) }
      guard parts.count == 2, times.count == 2 else {
        throw .usage("--range is \"\(text)\"", advice: "it must be two times, such as 1:00-1:30")
      }
      let start = zero ?? Timestamp(0, .microseconds)
      return GivenRange(start.advanced(by: times[0]), upTo: start.advanced(by: times[1]))
    }
  }
}
