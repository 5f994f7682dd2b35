import Foundation
import TestSupport
import Testing

@testable import Batches

@Suite(.timeLimit(.minutes(40)), .computing) struct RunningTests {
  private func facts(_ size: Int64, _ changed: Double) -> FileFacts {
    FileFacts(kind: .file, size: size, changed: changed)
  }

  @Test func `a file is taken once it rests, and again when it has changed`() {
    var watch = FolderWatch(rest: 5)
    func take(_ path: String, _ facts: FileFacts, now: Double) -> Bool {
      watch.take(path, facts, now: now)
    }
    // Old files rest already.
    #expect(take("old", facts(9, 100), now: 1000))
    #expect(!take("old", facts(9, 100), now: 1002))
    // One that grows is waited for.
    #expect(!take("new", facts(1, 999), now: 1000))
    #expect(!take("new", facts(2, 1001), now: 1002))
    #expect(!take("new", facts(2, 1001), now: 1006))
    #expect(!watch.isAtRest)
    #expect(take("new", facts(2, 1001), now: 1007))
    #expect(!take("new", facts(2, 1001), now: 1100))
    #expect(watch.isAtRest)
    // What is changed later is another film.
    #expect(!take("old", facts(9, 1101), now: 1102))
    #expect(take("old", facts(9, 1101), now: 1107))
  }

  @Test func `a server's clock that runs ahead delays nothing for ever`() {
    var watch = FolderWatch(rest: 5)
    func take(_ path: String, _ facts: FileFacts, now: Double) -> Bool {
      watch.take(path, facts, now: now)
    }
    #expect(!take("film", facts(9, 5000), now: 1000))
    #expect(take("film", facts(9, 5000), now: 1005))
  }

  @Test func `files share the cores, and the last ones get all of them`() {
    #expect(ThreadShare.threads(jobs: 8, left: 100) == 1)
    #expect(ThreadShare.threads(jobs: 8, left: 9) == 1)
    #expect(ThreadShare.threads(jobs: 8, left: 8) == 8)
    #expect(ThreadShare.threads(jobs: 8, left: 1) == 8)
    #expect(ThreadShare.threads(jobs: 1, left: 1) == 1)
  }

  @Test func `texts and photographs are known at a glance, films never`() throws {
    let shelf = try Shelf()
    for text in ["a", "1\n00:00:01,000 --> 00:00:02,000\nGrüße\n", "{\"a\": 1}", "#EXTM3U\n"] {
      #expect(ContentGuess.isNoVideo(try shelf.put("text", text: text)))
    }
    // A sign that is cut by where looking ends.
    #expect(
      ContentGuess.isNoVideo(try shelf.put("long", text: "x" + String(repeating: "é", count: 4000)))
    )
    #expect(ContentGuess.isNoVideo(try shelf.put("photo", [0xFF, 0xD8, 0xFF, 0xE0])))
    #expect(!ContentGuess.isNoVideo(try shelf.put("empty", [])))
    #expect(!ContentGuess.isNoVideo("\(shelf.path)/none"))
    for name in try FileManager.default.contentsOfDirectory(
      atPath: Repository.path("Fixtures/media"))
    where !["srt", "vtt", "ffconcat", "m3u8"].contains(name.split(separator: ".").last) {
      let path = Repository.path("Fixtures/media/\(name)")
      if !name.contains("renamed") { #expect(!ContentGuess.isNoVideo(path), "\(name)") }
    }
  }

  @Test func `a film that cannot be read is told from what never was one`() {
    func isFilm(_ name: String) -> Bool {
      ContentGuess.isMeantAsFilm(Repository.path("Fixtures/media/\(name)"))
    }
    for name in [
      "truncated-index-lost.mp4", "truncated.mkv", "truncated.ts", "h264.avi", "flv.flv",
      "theora.ogv",
      "interlaced.mpg", "wmv2.wmv", "prores.mov",
    ] { #expect(isFilm(name), "\(name)") }
    for name in ["random-bytes.mp4", "empty.mp4", "one-picture.png", "sidecar.srt", "none"] {
      #expect(!isFilm(name), "\(name)")
    }
  }
}
