import Evaluation
import Foundation
import TestSupport
import Testing

/// Whether `benchmarks/joins` can run here.
private let canMakeJoins: Bool = {
  let python = Repository.path(".build-clients/bin/python3")
  return FileManager.default.isExecutableFile(atPath: python)
    && (try? Program.output(python, ["-c", "import numpy"])) != nil
}()

/// Clips that `benchmarks/joins` makes of fixtures, read back by ffmpeg.
///
/// Every picture of a fixture carries its number in its lowest lines, so a picture of a clip tells which one it is.
@Suite(
  .enabled(if: canMakeJoins, "numpy is missing; Tests/Clients/install installs it"),
  .timeLimit(.minutes(40)), .computing)
struct JoinMakerTests {
  /// A clip's annotation with what only the maker knows.
  private struct Truth: Decodable {
    let file: String
    let frames: Int
    let notes: String
    let pieces: [Piece]

    /// Whether every second picture was replaced by the one before.
    var isRepeated: Bool { notes.contains("repeated") }
  }

  /// Frames of a fixture in a clip.
  private struct Piece: Decodable {
    let first: Int
    let step: Int
    let frames: ClosedRange<Int>

    init(from decoder: any Decoder) throws {
      var fields = try decoder.unkeyedContainer()
      _ = try fields.decode(String.self)
      (first, step) = (try fields.decode(Int.self), try fields.decode(Int.self))
      let start = try fields.decode(Int.self)
      frames = start...(try fields.decode(Int.self))
    }
  }

  @Test func `a seed gives the same clips again, another seed others`() throws {
    try withFolder { folder in
      let runs = try [("a", 5), ("b", 5), ("c", 6)].map { name, seed in
        let out = "\(folder)/\(name)"
        let names = try make(seed: seed, in: folder, out: out)
        return try names.map { name in
          let truth = try String(contentsOfFile: "\(out)/truth/\(name)", encoding: .utf8)
          let clip = try self.truth("\(out)/truth/\(name)").file
          return truth + (try pictures(of: "\(out)/clips/\(clip)", as: "framemd5"))
        }
      }
      #expect(runs[0] == runs[1])
      #expect(runs[0] != runs[2])
    }
  }

  @Test(arguments: [4, 10, 14, 18])
  func `clips show the pictures and the changes that they are said to show`(seed: Int) throws {
    try withFolder { folder in
      let out = "\(folder)/out"
      var (joins, checked) = (0, 0)
      for name in try make(seed: seed, in: folder, out: out) {
        let data = try Data(contentsOf: URL(filePath: "\(out)/truth/\(name)"))
        let clip = try JSONDecoder().decode(AnnotatedClip.self, from: data)
        let truth = try self.truth("\(out)/truth/\(name)")
        let bytes = try Program.bytes(
          "ffmpeg", pictureOptions("\(out)/clips/\(clip.file)", as: "rawvideo", "-pix_fmt", "gray"))
        #expect(bytes.count == truth.frames * Self.width * Self.height, "\(name)")
        expectChanges(of: clip, between: truth)
        checked += expectNumbers(in: bytes, of: clip, from: truth)
        joins += clip.joins.count
      }
      #expect(joins >= 6 && checked > 100)
    }
  }

  /// Every change has its place among those that are scored, and where pieces meet.
  private func expectChanges(of clip: AnnotatedClip, between truth: Truth) {
    let cuts = clip.joins.filter(\.isCut)
    #expect(cuts.map(\.frames.lowerBound) == clip.cuts)
    let graduals = clip.joins.filter { !$0.isCut }
    #expect(graduals.map { .init($0.frames, $0.kind) } == clip.graduals)
    // A title card is no piece, so only one side may be known.
    let borders = truth.pieces.flatMap { [$0.frames.lowerBound, $0.frames.upperBound + 1] }
    for join in clip.joins {
      let first = join.frames.lowerBound - (truth.isRepeated || join.kind == "blended_cut" ? 1 : 0)
      let last = join.frames.upperBound + (join.isCut ? 0 : 1)
      #expect(
        borders.contains { (first...last).contains($0) },
        "\(clip.file): no piece begins or ends at \(join)")
    }
  }

  /// Pictures outside of changes and disturbances are those of the fixtures and not faded; gives how many were looked at.
  private func expectNumbers(in bytes: [UInt8], of clip: AnnotatedClip, from truth: Truth) -> Int {
    // The bars hide the numbers.
    guard !truth.notes.contains("letterbox") else { return 0 }
    let size = Self.width * Self.height
    func number(at frame: Int) -> (number: Int, contrast: Int) {
      self.number(in: Array(bytes[frame * size..<(frame + 1) * size]))
    }
    for join in clip.joins where join.kind == "cut" {
      let (before, after) = (join.frames.lowerBound - 1, join.frames.lowerBound)
      #expect(number(at: before).number != number(at: after).number, "\(clip.file) \(after)")
    }
    var checked = 0
    let busy =
      (clip.graduals + clip.disturbances).map(\.frames) + clip.unclear
      + clip.joins.filter { $0.kind == "blended_cut" }.map(\.frames.lowerBound).map { $0 - 1...$0 }
    for piece in truth.pieces {
      var contrasts: [Int] = []
      for frame in piece.frames where frame < bytes.count / size {
        let shown = truth.isRepeated ? frame / 2 * 2 : frame
        guard piece.frames.contains(shown),
          !busy.contains(where: { $0.contains(frame) })
        else { continue }
        let expected = piece.first + (shown - piece.frames.lowerBound) * piece.step
        let (number, contrast) = number(at: frame)
        #expect(number == expected, "\(clip.file) frame \(frame)")
        if number > 0 { contrasts.append(contrast) }
        checked += 1
      }
      let usual = contrasts.sorted().dropFirst(contrasts.count / 2).first ?? 0
      #expect(contrasts.allSatisfy { 5 * $0 > 4 * usual }, "\(clip.file), piece at \(piece.frames)")
    }
    return checked
  }

  private static let (width, height) = (256, 144)

  /// The number in the boxes at the lower edge, white ones are ones, the lowest first; and how much they differ.
  private func number(in picture: [UInt8]) -> (number: Int, contrast: Int) {
    let row = (Self.height - 6) * Self.width
    let boxes = (0..<10).map { Int(picture[row + (2 * $0 + 1) * Self.width / 20]) }
    let (least, most) = (boxes.min() ?? 0, boxes.max() ?? 0)
    guard most - least > 12 else { return (0, 0) }
    let number = boxes.enumerated().reduce(0) { sum, box in
      box.element > (least + most) / 2 ? sum + (1 << box.offset) : sum
    }
    return (number, most - least)
  }

  /// Makes six joins or more of three fixtures, and gives the names of the annotations.
  private func make(seed: Int, in folder: String, out: String) throws -> [String] {
    let names = ["h264-bframes.mp4", "h264-long-gop.mp4", "vp8.webm"]
    for part in ["clips", "known"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
    }
    for name in names {
      try? FileManager.default.createSymbolicLink(
        atPath: "\(folder)/clips/\(name)",
        withDestinationPath: Repository.path("Fixtures/media/\(name)"))
      try Data(#"{"file": "\#(name)", "cuts": []}"#.utf8)
        .write(to: URL(filePath: "\(folder)/known/\(name).json"))
    }
    _ = try Program.output(
      Repository.path(".build-clients/bin/python3"),
      [
        Repository.path("benchmarks/joins/make.py"), "--clips", "\(folder)/clips",
        "--truth", "\(folder)/known", "--joins", "6", "--seed", "\(seed)", "--out", out,
      ])
    return try FileManager.default.contentsOfDirectory(atPath: "\(out)/truth").sorted()
  }

  private func truth(_ path: String) throws -> Truth {
    try JSONDecoder().decode(Truth.self, from: Data(contentsOf: URL(filePath: path)))
  }

  private func pictures(of path: String, as form: String) throws -> String {
    try Program.output("ffmpeg", pictureOptions(path, as: form))
  }

  private func pictureOptions(_ path: String, as form: String, _ more: String...) -> [String] {
    ["-nostdin", "-v", "error", "-i", path, "-fps_mode", "passthrough"] + more + ["-f", form, "-"]
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-joins-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }
}

extension Join {
  fileprivate var isCut: Bool { kind == "cut" || kind == "blended_cut" }
}
