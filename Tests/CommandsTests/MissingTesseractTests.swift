import Foundation
import TestSupport
import Testing

@testable import Commands

/// What the program does where Tesseract's library cannot be loaded: one that is no library is found first.
@Suite(.timeLimit(.minutes(40)), .computing) struct MissingTesseractTests {
  private func run(_ words: [String]) throws -> (output: Data, error: String, status: Int32) {
    let folder = try TemporaryFolder()
    for version in 4...6 {
      try Data("none".utf8).write(to: URL(filePath: "\(folder.path)/libtesseract.so.\(version)"))
    }
    return try Built.run(
      ["-i", "PATH=/usr/bin:/bin", "LD_LIBRARY_PATH=\(folder.path)", Built.tool] + words)
  }

  @Test func `whoever reads no text does without`() throws {
    #expect(try run(["probe", media("shots.mp4")]).status == 0)
    let (output, error, code) = try run(
      ["analyze", media("shots.mp4"), "--screen", "none", "--to", "2"])
    #expect(code == 0 && !output.isEmpty, "\(error)")
  }

  @Test func `whoever reads text is told what is missing`() throws {
    let (output, error, code) = try run(["analyze", media("story.mkv"), "--screen", "eng"])
    #expect(code == ExitCode.unsupported.rawValue)
    #expect(output.isEmpty)
    #expect(error.contains(/libtesseract\.so\.[0-9]+ could not be loaded; install/), "\(error)")
  }
}
