/// Bytes as text, in the alphabet of RFC 4648, for lengths that need no padding.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  /// The value of each byte in the alphabet, 255 for any other.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// The text of bytes whose number is a multiple of three.
  static func text(_ bytes: [UInt8]) -> String {
    precondition(bytes.count % 3 == 0, "padding is not written")
    var letters: [UInt8] = []
    letters.reserveCapacity(bytes.count / 3 * 4)
    for place in stride(from: 0, to: bytes.count, by: 3) {
      let word = Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
      for shift in [18, 12, 6, 0] { letters.append(alphabet[word >> shift & 63]) }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The bytes of a text; nil if any letter is not of the alphabet or the length not whole.
  static func bytes(_ text: Substring) -> [UInt8]? {
    let letters = Array(text.utf8)
    guard letters.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 4 * 3)
    for place in stride(from: 0, to: letters.count, by: 4) {
      var word = 0
      for letter in letters[place..<place + 4] {
        let value = values[Int(letter)]
        guard value < 64 else { return nil }
        word = word << 6 | Int(value)
      }
      bytes.append(UInt8(word >> 16))
      bytes.append(UInt8(word >> 8 & 255))
      bytes.append(UInt8(word & 255))
    }
    return bytes
  }
}
