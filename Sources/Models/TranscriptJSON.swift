package import JSON
internal import MediaTypes

extension Transcript {
  /// The transcript as it is kept and recorded; what left the machine for it is left out.
  package var json: JSONValue {
    let lines = lines.map { line -> JSONValue in
      let base = line.range.start.timeBase
      return [
        .integer(line.range.start.ticks), .integer(line.range.end.floored(to: base).ticks),
        .integer(Int64(base.numerator)), .integer(Int64(base.denominator)), .text(line.text),
      ]
    }
    return ["language": language.map { .text($0) } ?? .null, "lines": .list(lines)]
  }

  /// Reads what `json` wrote; nil for anything else.
  package init?(json value: JSONValue) {
    guard let list = value["lines"]?.asList else { return nil }
    var lines: [WordLine] = []
    for entry in list {
      guard let fields = entry.asList, fields.count == 5, let start = fields[0].asInteger,
        let end = fields[1].asInteger, start <= end,
        let numerator = fields[2].asInteger.flatMap(Int32.init(exactly:)),
        let denominator = fields[3].asInteger.flatMap(Int32.init(exactly:)),
        let base = TimeBase(numerator, denominator), let text = fields[4].asText
      else { return nil }
      lines.append(
        WordLine(range: TimeRange(Timestamp(start, base), upTo: Timestamp(end, base)), text: text))
    }
    self.init(lines: lines, language: value["language"]?.asText)
  }
}
