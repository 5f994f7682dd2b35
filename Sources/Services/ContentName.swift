/// A name made from content: the same content has the same name, other content almost surely another.
///
/// It is no seal: whoever wants to can find two contents with one name.
package struct ContentName: Sendable, Hashable {
  /// 24 hexadecimal digits, as the services' own names are.
  package let digits: String

  /// Names content: the FNV-1a hash of 128 bits, cut to 96.
  package init(_ content: String) {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in content.utf8 {
      hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
    let text = String(hash >> 32, radix: 16)
    digits = String(repeating: "0", count: 24 - text.count) + text
  }
}
