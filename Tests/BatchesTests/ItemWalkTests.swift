import Foundation
import TestSupport
import Testing

@testable import Batches

@Suite(.timeLimit(.minutes(40)), .computing) struct ItemWalkTests {
  private let shelf: Shelf

  init() throws {
    shelf = try Shelf()
    for name in ["b.mp4", "a/2.mkv", "a/10.mkv", "a/deep/er/x", ".hidden/y", "a/.z", "n[1].mp4"] {
      try shelf.put(name)
    }
  }

  private func names(_ words: String..., shunning: [String] = []) throws -> [String] {
    let walk = ItemWalk(words.map { .words($0) }, shunning: shunning)
    var names: [String] = []
    while let entry = try walk.next() {
      switch entry {
      case .item(let item): names.append(item.source.replacing("\(shelf.path)/", with: ""))
      case .broken(let source, _, _):
        names.append("!" + source.replacing("\(shelf.path)/", with: ""))
      }
    }
    return names
  }

  @Test func `a folder is walked to its depth, in the order of names, without what is hidden`()
    throws
  {
    let all = ["a/10.mkv", "a/2.mkv", "a/deep/er/x", "b.mp4", "n[1].mp4"]
    #expect(try names(shelf.path) == all)
    #expect(try names(shelf.path + "/") == all)
    #expect(
      try names(shelf.path, shunning: ["\(shelf.path)/./a/deep"])
        == all.filter { !$0.hasSuffix("x") })
  }

  @Test func `links to files are followed, links to folders are not`() throws {
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: "\(shelf.path)/c.mp4", withDestinationPath: "\(shelf.path)/b.mp4")
    try manager.createSymbolicLink(
      atPath: "\(shelf.path)/a/loop", withDestinationPath: shelf.path)
    try manager.createSymbolicLink(atPath: "\(shelf.path)/gone", withDestinationPath: "nowhere")
    #expect(
      try names(shelf.path) == ["a/10.mkv", "a/2.mkv", "a/deep/er/x", "b.mp4", "c.mp4", "n[1].mp4"])
  }

  @Test func `a pattern finds what fits`() throws {
    #expect(try names("\(shelf.path)/*.mp4") == ["b.mp4", "n[1].mp4"])
    #expect(try names("\(shelf.path)/a/[0-9].mkv") == ["a/2.mkv"])
    #expect(try names("\(shelf.path)/**/*.mkv") == ["a/10.mkv", "a/2.mkv"])
    #expect(try names("\(shelf.path)/**/x") == ["a/deep/er/x"])
    #expect(try names("\(shelf.path)/*.avi") == ["!*.avi"])
  }

  @Test func `a file that is there is no pattern, and one that is not is an item`() throws {
    #expect(
      try names("\(shelf.path)/n[1].mp4", "\(shelf.path)/none.mp4") == ["n[1].mp4", "none.mp4"])
  }

  @Test func `items of a folder need not be videos, items that are named must be`() throws {
    let walk = ItemWalk([.words("\(shelf.path)/b.mp4"), .words("\(shelf.path)/a")])
    var named: [Bool] = []
    while case .item(let item)? = try walk.next() { named.append(item.isNamed) }
    #expect(named == [true, false, false, false])
  }

  @Test(arguments: [
    ("*", "a", true), ("*", "", true), ("a*b*c", "axxbxxc", true), ("a*b*c", "axxbxx", false),
    ("?", "é", true), ("?", "", false), ("[!a-c]x", "dx", true), ("[!a-c]x", "bx", false),
    ("[", "[", true), ("[]", "[]", true), ("[]]", "]", true), ("**", "a", true),
    ("a**b", "axb", true),
  ])
  func `signs mean what shells take them for`(pattern: String, name: String, fits: Bool) throws {
    if let glob = GlobPattern(pattern), !name.isEmpty { #expect(glob.fits(name) == fits) }
  }

  @Test func `a pattern of stars does not take for ever`() throws {
    let glob = try #require(GlobPattern(String(repeating: "*a", count: 60) + "b"))
    #expect(!glob.fits(String(repeating: "a", count: 240)))
  }

  @Test func `every item is in exactly one shard`() throws {
    var chance = SplitMix64(seed: 3)
    for count in 1...12 {
      let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }
      var sizes = [Int](repeating: 0, count: count)
      for place in 0..<600 {
        let name = RandomText.of(8, &chance)
        for mark in [ShardMark.place(place), .name(name)] {
          #expect(shards.count { $0.holds(mark) } == 1)
        }
        sizes[try #require(shards.firstIndex { $0.holds(.place(place)) })] += 1
      }
      // Lists are split evenly, whatever they hold.
      let (least, most) = (try #require(sizes.min()), try #require(sizes.max()))
      #expect(most - least <= 1)
    }
    // What other machines of any kind must agree on: the first eight bytes of the name's SHA-256, 0xf49122e5db871e42.
    #expect((1...8).first { Shard("\($0)/8")?.holds(.name("a/film.mp4")) ?? false } == 3)
    for text in ["", "0/2", "3/2", "1/0", "1", "a/b", "1/2/3", "-1/2"] {
      #expect(Shard(text) == nil)
    }
  }
}
