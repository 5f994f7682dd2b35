/// Words as a part of an address's path.
package enum PathWords {
  /// The words with everything encoded that could end the path or be taken for something else; slashes stay.
  package static func encoded(_ words: String) -> String {
    words.utf8.reduce(into: "") { path, byte in
      let isPlain =
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: "-._~/:@+".utf8.contains(byte)
        }
      if isPlain {
        path.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        path += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
