import Foundation
import MediaTypes
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct RefusalTests {
  private func refusal(
    _ languages: [String], data: LanguageData = .standard
  ) -> ReadingError? {
    do {
      _ = try TextReader(languages: languages, data: data)
      return nil
    } catch {
      return error
    }
  }

  @Test func `the languages that are there are listed`() {
    let languages = LanguageData.standard.languages
    #expect(languages.contains("eng") && languages.contains("chi_sim"))
    #expect(languages == languages.sorted())
    #expect(LanguageData(folder: "/nowhere").languages.isEmpty)
  }

  @Test(arguments: ["tlh", "../eng", "eng+chi_sim", "~eng", "", "eng.traineddata"])
  func `a language that is not there is refused with those that are`(name: String) throws {
    let error = try #require(refusal(["eng", name]))
    #expect(error.code == .languageMissing)
    #expect(error.message.contains("chi_sim, eng"), "\(error)")
  }

  @Test func `a folder without languages is refused by its name`() throws {
    let error = try #require(refusal(["eng"], data: LanguageData(folder: "/nowhere")))
    #expect(error.code == .languageMissing)
    #expect(error.message.contains("/nowhere") && error.message.contains("none"))
  }

  @Test func `data that are no data are refused`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("nothing of the kind".utf8).write(to: folder.appending(path: "eng.traineddata"))
    let error = try #require(refusal(["eng"], data: LanguageData(folder: folder.path)))
    #expect(error.code == .languageUnreadable)
  }

  @Test func `no language at all is refused`() {
    #expect(refusal([])?.code == .invalidRequest)
  }

  @Test(arguments: Picture.Format.allCases.filter { $0 != .gray8 })
  func `only grey pictures are read`(format: Picture.Format) throws {
    let picture = Picture(Picture.Layout(format, width: 64, height: 48))
    let reader = try TextReader(languages: ["eng"])
    do {
      _ = try reader.lines(in: picture)
      Issue.record("it was read")
    } catch {
      #expect(error.code == .invalidRequest)
    }
    #expect(throws: ReadingError.self) { try TextLikelihood.measure(picture) }
  }

  @Test func `limits are errors`() throws {
    var limits = ReadingLimits()
    limits.pixels = 100 * 100
    let picture = try TextReaderTests.drawings[0].picture()
    do {
      _ = try TextReader(languages: ["eng"], limits: limits).lines(in: picture)
      Issue.record("it was read")
    } catch {
      #expect(error.code == .limitExceeded)
    }
    limits = ReadingLimits()
    limits.seconds = 0.000_001
    do {
      _ = try TextReader(languages: ["eng"], limits: limits).lines(in: picture)
      Issue.record("it was read")
    } catch {
      #expect(error.code == .timedOut)
    }
  }
}
