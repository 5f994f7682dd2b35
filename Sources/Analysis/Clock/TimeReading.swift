internal import JSON
internal import MediaTypes

/// Reads the times that models write, whatever their form.
enum TimeReading {
  /// Seconds: a number, or words such as `12.5`, `12.5s`, `1:02.5`, `00:01:02`; nil for anything else.
  static func seconds(_ value: JSONValue?) -> Double? {
    if let number = value?.asNumber { return number.isFinite ? number : nil }
    guard var words = value?.asText.map({ $0.filter { !$0.isWhitespace } }) else { return nil }
    for unit in ["seconds", "second", "secs", "sec", "s"] where words.lowercased().hasSuffix(unit) {
      words = String(words.dropLast(unit.count))
      break
    }
    return Timecode(words.replacing(",", with: ".")).map(\.seconds.value)
  }
}
