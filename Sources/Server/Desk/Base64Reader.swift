/// Turns Base64 into the bytes that it stands for, piece by piece; blanks and line breaks are passed over.
struct Base64Reader: Sendable {
  private var bits: UInt32 = 0
  private var held = 0
  private var padding = 0
  private var isBroken = false

  /// The bytes of a piece, as far as its groups are whole.
  mutating func take(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(piece.count / 4 * 3 + 3)
    for letter in piece {
      let value = Self.values[Int(letter)]
      switch value {
      case 0..<64 where padding == 0:
        bits = bits << 6 | UInt32(value)
        held += 1
        if held == 4 {
          bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
          bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
          bytes.append(UInt8(truncatingIfNeeded: bits))
          held = 0
        }
      case Self.pad: padding += 1
      case Self.blank: break
      default: isBroken = true
      }
    }
    return bytes
  }

  /// The bytes of the last group, which may lack its padding; nil if the whole was no Base64.
  func finish() -> [UInt8]? {
    guard !isBroken, held != 1, padding == 0 || held + padding == 4 else { return nil }
    switch held {
    case 2: return [UInt8(truncatingIfNeeded: bits >> 4)]
    case 3: return [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    default: return []
    }
  }

  private static let pad: UInt8 = 64
  private static let blank: UInt8 = 65

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
    values[Int(UInt8(ascii: "="))] = pad
    for letter in " \t\r\n".utf8 { values[Int(letter)] = blank }
    return values
  }()
}
