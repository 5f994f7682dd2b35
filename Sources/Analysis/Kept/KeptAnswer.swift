internal import JSON
internal import MediaTypes
internal import Models

/// An answer as it is kept: the finding, and which pictures it rests on.
struct KeptAnswer: Sendable, Equatable {
  var finding: Finding
  var pictures: [KeptPicture]
  var duplicates: [Int: Int]

  /// A picture that was seen, and the segment it lies in.
  struct KeptPicture: Sendable, Equatable {
    var segment: Int
    var picture: SeenPicture
  }

  /// The bytes of a file.
  var bytes: [UInt8] { Array(json.text.utf8) }

  private var json: JSONValue {
    let content: JSONValue.Member =
      switch finding.content {
      case .text(let words): .init("text", .text(words))
      case .json(let value): .init("json", value)
      }
    return .object([
      content, .init("finish", .text(finding.finish.rawValue)),
      .init(
        "usage",
        finding.usage.map {
          [.integer(Int64($0.input)), .integer(Int64($0.output))]
        } ?? .null),
      .init("reported", finding.reportedModel.map { .text($0) } ?? .null),
      .init("unanswered", .list(finding.unanswered.map { .text($0) })),
      .init("pictures", .list(pictures.map(\.json))),
      .init(
        "duplicates",
        .list(
          duplicates.sorted { $0.key < $1.key }
            .map { [.integer(Int64($0.key)), .integer(Int64($0.value))] })),
    ])
  }
}

extension KeptAnswer {
  /// Reads what `bytes` wrote; nil for anything else.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONReader().value(of: bytes),
      let finish = value["finish"]?.asText.flatMap(Finding.Finish.init),
      let pictures = value["pictures"]?.asList?.map(KeptPicture.init),
      let pairs = value["duplicates"]?.asList?.map(Self.pair),
      let unanswered = value["unanswered"]?.asList?.map(\.asText)
    else { return nil }
    let content: Finding.Content
    if let words = value["text"]?.asText {
      content = .text(words)
    } else if let answer = value["json"] {
      content = .json(answer)
    } else {
      return nil
    }
    let usage = value["usage"].flatMap(Self.pair).map { TokenUsage(input: $0.0, output: $0.1) }
    self.init(
      finding: Finding(
        content, finish: finish, usage: usage, reportedModel: value["reported"]?.asText,
        unanswered: unanswered.compactMap(\.self)),
      pictures: pictures.compactMap(\.self),
      duplicates: Dictionary(pairs.compactMap(\.self)) { first, _ in first })
  }

  private static func pair(_ value: JSONValue) -> (Int, Int)? {
    guard let list = value.asList, list.count == 2, let first = list[0].asInteger,
      let second = list[1].asInteger
    else { return nil }
    return (Int(first), Int(second))
  }
}

extension KeptAnswer.KeptPicture {
  fileprivate var json: JSONValue {
    let time = picture.timestamp
    return [
      .integer(Int64(segment)), .integer(time.ticks), .integer(Int64(time.timeBase.numerator)),
      .integer(Int64(time.timeBase.denominator)), .integer(Int64(picture.width)),
      .integer(Int64(picture.height)), .text(picture.digest),
    ]
  }

  fileprivate init?(_ value: JSONValue) {
    guard let list = value.asList, list.count == 7, let digest = list[6].asText else { return nil }
    let numbers = list.prefix(6).compactMap(\.asInteger)
    guard numbers.count == 6, let numerator = Int32(exactly: numbers[2]),
      let denominator = Int32(exactly: numbers[3]), let base = TimeBase(numerator, denominator)
    else { return nil }
    self.init(
      segment: Int(numbers[0]),
      picture: SeenPicture(
        timestamp: Timestamp(numbers[1], base), width: Int(numbers[4]), height: Int(numbers[5]),
        digest: digest))
  }
}
