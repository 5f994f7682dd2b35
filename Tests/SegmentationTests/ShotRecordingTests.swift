import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// Two views joined by a cut and frames of uneven length.
private let frames = signatures(
  ShotScene(seed: 3).pictures(14) + ShotScene(seed: 4).pictures(14), durations: [33, 34, 33])

private func recording(_ frames: [PictureSignature]) -> [String] {
  var writer = RecordingWriter()
  return [RecordingWriter.header] + frames.flatMap { writer.add($0) } + writer.finish()
}

private func read(_ lines: [String]) throws -> [PictureSignature] {
  var reader = RecordingReader()
  return try lines.compactMap { try reader.read($0) }
}

private func failure(_ lines: [String]) -> RecordingError? {
  do {
    _ = try read(lines)
    return nil
  } catch {
    return error as? RecordingError
  }
}

/// The line with one of its fields put in another way.
private func line(_ number: Int, field: Int, _ value: String) -> [String] {
  var lines = Array(recorded.prefix(4))
  var fields = lines[number - 1].split(separator: ",", omittingEmptySubsequences: false)
  fields[field] = Substring(value)
  lines[number - 1] = fields.joined(separator: ",")
  return lines
}

private let recorded = recording(frames)

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotRecordingTests {
  @Test func `what is read is what was written, and decides the same`() throws {
    let copies = try read(recorded)
    #expect(copies == frames)
    var (first, second) = (ShotDetector(), ShotDetector())
    let shots = frames.flatMap { first.observe($0) } + first.finish()
    #expect(shots.count == 2)
    #expect(copies.flatMap { second.observe($0) } + second.finish() == shots)
    #expect(recording(copies) == recorded)
  }

  @Test func `figures stand in their columns`() throws {
    let columns = RecordingWriter.header.split(separator: ",")
    let row = recorded[15].split(separator: ",", omittingEmptySubsequences: false)
    #expect(row.count == columns.count)
    let figure = { (name: Substring) -> Double? in
      columns.firstIndex(of: name).flatMap { Double(row[$0]) }
    }
    #expect(figure("ordinal") == 14)
    #expect(try #require(figure("score")) > 0)
    #expect(try #require(figure("returning")) > 0.15)
    #expect(try #require(figure("changed")) > 0.35)
    let naive = NaiveShots.structure(frames[12], frames[14])
    #expect(abs(try #require(figure("structure_2")) - naive) < 1e-3)
  }

  @Test(arguments: [0, 1, 2, 3, 4000]) func `bytes come back from text`(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let bytes = (0..<3 * count).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(Base64.bytes(Base64.text(bytes)[...]) == bytes)
  }

  @Test func `text is the alphabet's`() {
    #expect(Base64.text(Array("Shotlog!!".utf8)) == "U2hvdGxvZyEh")
  }

  @Test func `another file is refused in its first line`() {
    #expect(failure(["a,b,c"])?.code == .notRecording)
    #expect(failure([""])?.line == 1)
  }

  @Test(
    arguments: [
      (0, "x", .invalidNumber), (0, "-1", .invalidNumber), (0, "0", .invalidOrder),
      (0, "9223372036854775807", .invalidNumber), (1, "99999999999999999999", .invalidNumber),
      (1, "0", .invalidOrder), (2, "0", .invalidOrder), (2, "", .invalidNumber),
      (3, "0/1", .invalidNumber), (3, "1", .invalidNumber), (3, "1/25", .invalidOrder),
      (18, "AAAA", .invalidSignature), (18, "", .invalidSignature),
      (18, String(repeating: "=", count: 4608), .invalidSignature), (6, "1,2", .wrongColumns),
      (6, String(repeating: "1", count: 9000), .wrongColumns),
    ] as [(Int, String, RecordingError.Code)])
  func `a broken field is named with its line`(
    field: Int, value: String, code: RecordingError.Code
  ) {
    let error = failure(line(3, field: field, value))
    #expect(error?.code == code)
    #expect(error?.line == 3)
  }

  @Test func `nothing that is read stops the detector`() throws {
    var lines = Array(recorded.prefix(9))
    for place in 1..<lines.count {
      var fields = lines[place].split(separator: ",", omittingEmptySubsequences: false)
      fields[1] = place == 1 ? "-9223372036854775808" : "9223372036854775807"
      fields[2] = "9223372036854775807"
      lines[place] = fields.joined(separator: ",")
    }
    var detector = ShotDetector(shortestShot: 10)
    let shots = try read(lines).flatMap { detector.observe($0) } + detector.finish()
    #expect(shots.count == 1)
  }
}
