import Digests
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the published digests come out`(text: String, digest: String) {
    var taken = SHA256()
    taken.take(Array(text.utf8).span)
    #expect(taken.text == digest)
  }

  @Test func `digests are those of sha256sum, however the bytes come`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "digest-\(UInt64.random(in: 0 ... .max))").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var chance = SplitMix64(seed: 5)
    for size in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 262_143, 262_144, 300_001] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &chance) }
      try Data(bytes).write(to: URL(filePath: path))
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/sha256sum")
      process.arguments = [path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let line = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      var whole = SHA256()
      whole.take(bytes)
      #expect(whole.text == line.prefix(64), "\(size) bytes")
      var digest = SHA256()
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...200, using: &chance))
        digest.take(Array(piece).span)
        rest = rest.dropFirst(piece.count)
      }
      #expect(digest.text == String(line.prefix(64)), "\(size) bytes in pieces")
    }
  }
}
