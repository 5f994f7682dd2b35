internal import JSON
internal import MediaTypes
internal import Models

/// Keeps the times in a JSON answer inside of what was looked at: the members `start_time` and `end_time` at any depth.
struct AnswerTimes {
  private static let names: Set<String> = ["start_time", "end_time"]

  private let earliest: Double
  private let latest: Double
  private(set) var corrections: [Correction] = []

  init(_ video: VideoFacts) {
    (earliest, latest) = (video.seconds(video.range.start), video.seconds(video.range.end))
  }

  /// The value with every such time inside, and none that ends before it starts.
  mutating func kept(_ value: JSONValue, at pointer: String = "") -> JSONValue {
    if let list = value.asList {
      return .list(list.enumerated().map { kept($1, at: "\(pointer)/\($0)") })
    }
    guard let members = value.asMembers else { return value }
    var changed = members.map { member in
      let place = "\(pointer)/\(member.name)"
      return Self.names.contains(member.name)
        ? JSONValue.Member(member.name, clamped(member.value, at: place))
        : JSONValue.Member(member.name, kept(member.value, at: place))
    }
    if let start = changed.firstIndex(where: { $0.name == "start_time" }),
      let end = changed.firstIndex(where: { $0.name == "end_time" }),
      let from = TimeReading.seconds(changed[start].value),
      let to = TimeReading.seconds(changed[end].value), to < from
    {
      let (first, second) = (changed[start].value, changed[end].value)
      changed[start] = JSONValue.Member("start_time", second)
      changed[end] = JSONValue.Member("end_time", first)
      corrections.append(Correction(.swapped, "\(pointer)/start_time lay after end_time"))
    }
    return .object(changed)
  }

  private mutating func clamped(_ value: JSONValue, at pointer: String) -> JSONValue {
    guard let said = TimeReading.seconds(value) else { return kept(value, at: pointer) }
    guard said < earliest || said > latest else { return value }
    let border = said > latest ? latest : earliest
    corrections.append(
      Correction(
        .clamped, "\(pointer): \(Digits.thousandths(said)) became \(Digits.thousandths(border))"))
    if value.asInteger != nil, let whole = inside(said, to: 1) { return .integer(Int64(whole)) }
    guard let words = value.asText else { return .number(border) }
    // Words have thousandths, and a border rounded to them may lie outside.
    guard let seconds = inside(said, to: 1000) else { return .text("\(border)") }
    guard words.contains(":") else { return .text(Digits.thousandths(seconds)) }
    let clock = Timecode.text(seconds)
    let isPadded = words.prefix { $0 != ":" }.count > 1 && clock.prefix { $0 != ":" }.count == 1
    return .text(isPadded ? "0" + clock : clock)
  }

  /// The nearest time inside that is a whole number of so many parts of a second; nil if there is none.
  private func inside(_ said: Double, to parts: Double) -> Double? {
    let seconds =
      said > latest
      ? (latest * parts).rounded(.down) / parts : (earliest * parts).rounded(.up) / parts
    return (earliest...latest).contains(seconds) ? seconds : nil
  }
}
