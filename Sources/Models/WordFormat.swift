/// The formats of words that schemas may ask for.
package enum WordFormat: String {
  /// 32 hexadecimal digits in five groups.
  case uuid
  /// A day.
  case date
  /// A time of day with its zone.
  case time
  /// A day and a time of day.
  case dateTime = "date-time"

  /// Whether the words have the format, by RFC 3339 for dates and times.
  package func matches(_ words: String) -> Bool {
    switch self {
    case .uuid:
      let groups = words.split(separator: "-", omittingEmptySubsequences: false)
      return groups.map(\.count) == [8, 4, 4, 4, 12]
        && words.allSatisfy { $0 == "-" || $0.isASCII && $0.isHexDigit }
    case .date: return Self.isDate(words[...])
    case .time: return Self.isTime(words[...])
    case .dateTime:
      guard let border = words.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }) else {
        return false
      }
      return Self.isDate(words[..<border]) && Self.isTime(words[words.index(after: border)...])
    }
  }

  private static func isDate(_ words: Substring) -> Bool {
    let parts = words.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = number(parts[0]),
      let month = number(parts[1]),
      let day = number(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return (1...days).contains(day)
  }

  private static func isTime(_ words: Substring) -> Bool {
    guard let zone = words.firstIndex(where: { "Zz+-".contains($0) }) else { return false }
    let clock = words[..<zone].split(separator: ".", omittingEmptySubsequences: false)
    guard clock.count <= 2, clock.count < 2 || number(clock[1]) != nil else { return false }
    let parts = clock[0].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2, 2], let hour = number(parts[0]),
      let minute = number(parts[1]), let second = number(parts[2]),
      hour < 24, minute < 60, second <= 60
    else { return false }
    let offset = words[zone...]
    if offset == "Z" || offset == "z" { return true }
    let ways = offset.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard ways.map(\.count) == [2, 2], let hours = number(ways[0]), let minutes = number(ways[1])
    else { return false }
    return hours < 24 && minutes < 60
  }

  private static func number(_ digits: Substring) -> Int? {
    !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
      ? Int(digits.prefix(18)) : nil
  }
}
