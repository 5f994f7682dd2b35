import Digests
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct HMACTests {
  private static func many(_ byte: UInt8, _ count: Int) -> [UInt8] {
    [UInt8](repeating: byte, count: count)
  }

  /// Keys, messages and codes of RFC 4231, 4.2 to 4.8; the fifth code is cut there.
  private static let published: [(key: [UInt8], message: [UInt8], code: String)] = [
    (
      many(0x0B, 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      many(0xAA, 20), many(0xDD, 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), many(0xCD, 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (many(0x0C, 20), Array("Test With Truncation".utf8), "a3b6167473100ee06e0c796c2955552b"),
    (
      many(0xAA, 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      many(0xAA, 131),
      Array(
        """
        This is a test using a larger than block-size key and a larger than block-size data. The key \
        needs to be hashed before being used by the HMAC algorithm.
        """.utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ]

  @Test(arguments: published.indices) func `the published codes come out`(index: Int) {
    let (key, message, code) = Self.published[index]
    var taken = HMAC(key: key)
    taken.take(message)
    #expect(taken.text.hasPrefix(code))
  }

  @Test func `codes are those of Python, for keys of every length and however the bytes come`()
    throws
  {
    var chance = SplitMix64(seed: 42)
    let cases = (0...140).map { length in
      let key = (0..<length).map { _ in UInt8.random(in: 0...255, using: &chance) }
      let count = Int.random(in: 0...300, using: &chance)
      return (key, (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) })
    }
    let lines = cases.map { "\($0.0.hexadecimal),\($0.1.hexadecimal)" }.joined(separator: " ")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import hmac, sys
      for case in sys.argv[1].split(" "):
          key, message = map(bytes.fromhex, case.split(","))
          print(hmac.new(key, message, "sha256").hexdigest())
      """, lines,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let codes = text.split(separator: "\n")
    try #require(codes.count == cases.count)
    for ((key, message), code) in zip(cases, codes) {
      var taken = HMAC(key: key)
      let middle = Int.random(in: 0...message.count, using: &chance)
      taken.take(message[..<middle])
      taken.take(message[middle...])
      #expect(taken.text == code, "a key of \(key.count) bytes")
    }
  }
}
