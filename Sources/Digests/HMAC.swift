/// The code of RFC 2104 over SHA-256: who makes the same one has the same key and the same bytes.
package struct HMAC: Sendable {
  private var inner = SHA256()
  private let outerKey: [UInt8]

  /// Begins with a key of any length.
  package init(key: some Collection<UInt8>) {
    var block = Array(key)
    if block.count > 64 {
      var digest = SHA256()
      digest.take(block)
      block = digest.bytes
    }
    block += [UInt8](repeating: 0, count: 64 - block.count)
    inner.take(block.map { $0 ^ 0x36 })
    outerKey = block.map { $0 ^ 0x5C }
  }

  /// Takes more bytes.
  package mutating func take(_ bytes: some Sequence<UInt8>) { inner.take(bytes) }

  /// The code of all that was taken.
  package var bytes: [UInt8] {
    var outer = SHA256()
    outer.take(outerKey)
    outer.take(inner.bytes)
    return outer.bytes
  }

  /// The code of all that was taken, in hexadecimal digits.
  package var text: String { bytes.hexadecimal }
}
