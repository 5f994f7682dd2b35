import JSON
import TestSupport

/// Values of every sort.
enum RandomJSON {
  static func value(
    _ random: inout SplitMix64, depth: Int = 0, isFinite: Bool = false
  ) -> JSONValue {
    switch random.next() % (depth > 3 ? 5 : 7) {
    case 0: return .null
    case 1: return .flag(random.next() % 2 == 0)
    case 2: return .integer(random.integer())
    case 3:
      let number = Double(bitPattern: random.next())
      return isFinite && !number.isFinite ? .number(0.5) : .number(number)
    case 4: return .text(HostileWords.some(&random))
    case 5:
      return .list(
        (0..<3).map { _ in value(&random, depth: depth + 1, isFinite: isFinite) })
    default:
      return .object(
        (0..<3).map { place in
          .init(
            "\(place)" + HostileWords.some(&random),
            value(&random, depth: depth + 1, isFinite: isFinite))
        })
    }
  }
}

/// Words that try to break out of where they are written.
enum HostileWords {
  static func some(_ random: inout SplitMix64) -> String {
    let pieces = ["\"", "\\", "\\u", "\n", "\r", "\0", "{", "]", ",", ":", "\u{2028}", "😀", "/"]
    var words = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      if random.next() % 2 == 0 {
        words += pieces.randomElement(using: &random) ?? ""
      } else if let scalar = Unicode.Scalar(
        UInt32(random.next() % (random.next() % 2 == 0 ? 0x180 : 0x110000)))
      {
        words.unicodeScalars.append(scalar)
      }
    }
    return words
  }
}
