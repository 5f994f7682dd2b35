import FoundationEssentials
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct StoryboardTests {
  private struct Document: Decodable {
    let schema: String
    let file: String
    let seconds: Double
    let width, height: Int
    let bytes: Int
  }

  private let small = ["--size", "64x36", "--seconds", "0.5"]

  @Test func `a film is written, and said in words`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/film.mp4"
    let words = ["render", "storyboard", "Dawn.", "--out", path] + small
    let run = try ToolRun(words)
    #expect(run.code == .success)
    #expect(run.text.isEmpty)
    #expect(run.error.hasPrefix("shotlog: 0:00:00.500 of 64×36 pixels, "))
    #expect(run.error.hasSuffix(" in \(path)\n"))
    #expect(try folder.names() == ["film.mp4"])
    let again = try ToolRun(words)
    #expect(again.code == .noOutput)
    #expect(again.error.contains("--force replaces it"))
    let forced = try ToolRun(words + ["--force", "--quiet"])
    #expect(forced.code == .success && forced.error.isEmpty)
  }

  @Test func `programs are told in JSON`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/film.mp4"
    let run = try ToolRun(
      ["render", "storyboard", "-", "--out", path, "--json", "--tone", "--seed", "9"] + small,
      input: Array("Ein Haus am See.".utf8))
    let document = try run.document(Document.self)
    #expect(document.schema == "shotlog.film/1" && document.file == path)
    #expect(document.seconds == 0.5 && document.width == 64 && document.height == 36)
    #expect(try Data(contentsOf: URL(filePath: path)).count == document.bytes)
  }

  @Test func `the same seed gives the same film`() throws {
    let folder = try TemporaryFolder()
    for (name, seed) in [("a", "1"), ("b", "1"), ("c", "2")] {
      _ = try ToolRun(
        ["render", "storyboard", "Rain.", "-o", "\(folder.path)/\(name)", "--seed", seed] + small)
    }
    let films = try ["a", "b", "c"].map {
      try Data(contentsOf: URL(filePath: "\(folder.path)/\($0)"))
    }
    #expect(films[0] == films[1] && films[0] != films[2])
  }

  @Test func `a reference may be any picture or video`() throws {
    let folder = try TemporaryFolder()
    let plain = ["render", "storyboard", "Rain.", "-q"] + small
    let codes = try [
      ToolRun(plain + ["-o", "\(folder.path)/a", "--reference", media("tiny.mp4")]).code,
      ToolRun(plain + ["-o", "\(folder.path)/b"]).code,
    ]
    #expect(codes == [.success, .success])
    #expect(
      try Data(contentsOf: URL(filePath: "\(folder.path)/a"))
        != Data(contentsOf: URL(filePath: "\(folder.path)/b")))
    let missing = try ToolRun(plain + ["-o", "\(folder.path)/c", "--reference", "no-such.png"])
    #expect(missing.code == .noInput)
    #expect(try folder.names() == ["a", "b"])
  }

  @Test(arguments: [
    ["Rain."], ["Rain.", "-o", "-"], ["", "-o", "f.mp4"],
    ["Rain.", "-o", "f.mp4", "--size", "63x36"],
    ["Rain.", "-o", "f.mp4", "--size", "64"], ["Rain.", "-o", "f.mp4", "--seconds", "0"],
    ["Rain.", "-o", "f.mp4", "--seconds", "4000"], ["Rain.", "-o", "f.mp4", "--seed", "-1"],
    ["-", "-o", "f.mp4", "--reference", "-"],
  ])
  func `what cannot be made is refused with advice`(words: [String]) throws {
    let run = try ToolRun(["render", "storyboard"] + words)
    #expect(run.code == .usage)
    #expect(run.error.contains(";"))
  }

  @Test func `half a command is told the rest`() throws {
    let run = try ToolRun(["storyboard", "Rain."])
    #expect(run.code == .usage && run.error.contains("shotlog render storyboard"))
  }
}
