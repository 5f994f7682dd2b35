import Foundation
import TestSupport
import Testing

@testable import Batches

@Suite(.timeLimit(.minutes(40)), .computing) struct ItemKeyTests {
  private let shelf: Shelf

  init() throws { shelf = try Shelf() }

  private func key(
    _ path: String, companions: [String] = [], _ command: String = "analyze",
    _ settings: [ItemSetting] = []
  ) -> ItemKey {
    let item = BatchItem(source: path, path: path, isNamed: true, mark: .place(0))
    return ItemKey(of: item, companions: companions, command: command, settings: settings)
  }

  @Test func `a name is of no consequence, content is`() throws {
    let (a, b) = (try shelf.put("a.mp4", [1, 2, 3]), try shelf.put("b.mkv", [1, 2, 3]))
    let other = try shelf.put("c.mp4", [1, 2, 4])
    #expect(key(a) == key(b))
    #expect(key(a) != key(other))
    #expect(key(a).hasContent)
    #expect(key(a).text.count == 32)
  }

  @Test func `a large file is known after it was renamed, and not after it was changed`() throws {
    let path = try shelf.put("large", [UInt8](repeating: 7, count: 3 << 20))
    let before = key(path)
    try FileManager.default.moveItem(atPath: path, toPath: "\(shelf.path)/renamed")
    #expect(key("\(shelf.path)/renamed") == before)
    let file = try #require(FileHandle(forUpdatingAtPath: "\(shelf.path)/renamed"))
    try file.seek(toOffset: 1_500_001)
    try file.write(contentsOf: [8])
    try file.close()
    #expect(key("\(shelf.path)/renamed") != before)
  }

  @Test func `how it is looked at counts, in any order of different options`() throws {
    let path = try shelf.put("a.mp4")
    let (min, max) = (ItemSetting("min", "1"), ItemSetting("max", "2"))
    #expect(key(path, "analyze", [min, max]) == key(path, "analyze", [max, min]))
    #expect(key(path, "analyze", [min]) != key(path, "analyze", [max]))
    #expect(key(path, "shots") != key(path, "analyze"))
    #expect(
      key(path, "analyze", [ItemSetting("range", "1-2"), ItemSetting("range", "3-4")])
        != key(path, "analyze", [ItemSetting("range", "3-4"), ItemSetting("range", "1-2")]))
    // What runs together when it is joined stays apart.
    #expect(
      key(path, "analyze", [ItemSetting("prompt", "a\u{0}b=c")])
        != key(path, "analyze", [ItemSetting("prompt", "a"), ItemSetting("b", "c")]))
  }

  @Test func `subtitles beside it count by what they say`() throws {
    let (path, words) = (try shelf.put("a.mp4"), try shelf.put("a.srt", [9]))
    let moved = try shelf.put("b.srt", [9])
    #expect(key(path, companions: [words]) != key(path))
    #expect(key(path, companions: [words]) == key(path, companions: [moved]))
  }

  @Test func `what is not there is known by its name, and an address too`() throws {
    #expect(!key("\(shelf.path)/none").hasContent)
    #expect(key("\(shelf.path)/none") != key("\(shelf.path)/nil"))
    #expect(key("https://example.com/a").hasContent)
    #expect(key("https://example.com/a") != key("https://example.com/b"))
  }

  @Test(arguments: [
    ("films/A film.v2.mp4", "results/A film.v2-"), ("a/.hidden", "results/hidden-"),
    ("...", "results/video-"),
    ("x\u{1b}[1m\n.mp4", "results/x_[1m_-"),
    ("https://example.com/clip.mp4?key=1", "results/clip-"),
    (
      String(repeating: "長", count: 90) + ".mkv",
      "results/" + String(repeating: "長", count: 40) + "-"
    ),
  ])
  func `results bear a name that people recognise and no system minds`(
    path: String, beginning: String
  ) throws {
    let item = BatchItem(source: path, path: path, isNamed: true, mark: .place(0))
    let name = ResultFolder.name(of: item, ItemKey(ofBroken: "x"))
    #expect(name.hasPrefix(beginning), "\(name)")
    #expect(name.utf8.count < 200 && name.split(separator: "/").count == 2)
  }
}
