import Foundation
import TestSupport
import Testing
import Threads

@testable import Batches

@Suite(.timeLimit(.minutes(40)), .computing) struct LedgerTests {
  private let shelf: Shelf
  private var path: String { "\(shelf.path)/batch.jsonl" }

  init() throws { shelf = try Shelf() }

  private func line(_ number: Int, _ status: LedgerLine.Status = .done) -> LedgerLine {
    LedgerLine(
      source: "film \(number) \"ü\".mp4", id: "id\(number)", status,
      result: status == .done ? "results/\(number).json" : nil,
      code: status == .done ? nil : "not_media", reason: status == .done ? nil : "line\nfeed")
  }

  @Test func `what was written is remembered by the next that opens it`() throws {
    do {
      let ledger = try Ledger(path)
      try ledger.add(line(1))
      try ledger.add(line(2, .failed))
    }
    let ledger = try Ledger(path)
    #expect(ledger["id1"]?.result == "results/1.json")
    #expect(ledger["id2"]?.status == .failed && ledger["id2"]?.code == "not_media")
    #expect(ledger["id3"] == nil)
    try ledger.add(line(2))
    #expect(ledger["id2"]?.status == .done)
  }

  @Test func `the same is not said twice, and another name is news`() throws {
    let ledger = try Ledger(path)
    #expect(try ledger.add(line(1)))
    #expect(try !ledger.add(line(1)))
    var renamed = line(1)
    renamed.source = "other.mp4"
    #expect(try ledger.add(renamed))
    #expect(try shelf.bytes("batch.jsonl").count { $0 == 0x0A } == 2)
  }

  @Test func `what becomes true again is said again, for the last line counts`() throws {
    do {
      let ledger = try Ledger(path)
      for status in [LedgerLine.Status.failed, .done, .failed, .failed] {
        try ledger.add(line(1, status))
      }
    }
    #expect(try shelf.bytes("batch.jsonl").count { $0 == 0x0A } == 3)
    #expect(try Ledger(path)["id1"]?.status == .failed)
  }

  @Test func `a line is a document with six names`() throws {
    let ledger = try Ledger(path)
    try ledger.add(line(1))
    #expect(
      String(decoding: try shelf.bytes("batch.jsonl"), as: UTF8.self)
        == #"{"source":"film 1 \"ü\".mp4","id":"id1","status":"done","result":"results/1.json","#
        + #""code":null,"reason":null}"# + "\n")
  }

  @Test func `only one has it at a time`() throws {
    let ledger = try Ledger(path)
    #expect { try Ledger(path) } throws: { ($0 as? BatchError)?.code == .inUse }
    withExtendedLifetime(ledger) {}
  }

  @Test func `one that is let go in a moment is waited for`() throws {
    let held = Held(try Ledger(path))
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.1)
      held.letGo()
    }
    try Ledger(path).add(line(1))
  }

  @Test func `wherever a process is killed, whole lines stay and torn ones go`() throws {
    var whole: [UInt8] = []
    do {
      let ledger = try Ledger(path)
      for number in 0..<6 { try ledger.add(line(number, number % 3 == 2 ? .failed : .done)) }
      whole = try shelf.bytes("batch.jsonl")
    }
    for cut in 0...whole.count {
      let torn = Array(whole[..<cut])
      try Data(torn).write(to: URL(filePath: path))
      let kept = torn.count { $0 == 0x0A }
      do {
        let ledger = try Ledger(path)
        for number in 0..<6 { #expect((ledger["id\(number)"] != nil) == (number < kept)) }
        // What follows begins on a line of its own.
        for number in 0..<6 { try ledger.add(line(number, number % 3 == 2 ? .failed : .done)) }
      }
      #expect(try shelf.bytes("batch.jsonl") == whole, "cut at \(cut)")
    }
  }

  @Test func `a line that a bad disk made is passed over`() throws {
    do {
      let ledger = try Ledger(path)
      for number in 0..<3 { try ledger.add(line(number)) }
    }
    var bytes = try shelf.bytes("batch.jsonl")
    let second = try #require(bytes.firstIndex(of: 0x0A)) + 1
    for place in second..<(second + 20) { bytes[place] = 0 }
    try Data(bytes).write(to: URL(filePath: path))
    let ledger = try Ledger(path)
    #expect(ledger["id0"] != nil && ledger["id1"] == nil && ledger["id2"] != nil)
    try ledger.add(line(1))
    #expect(ledger["id1"] != nil)
  }

  @Test func `results come whole or not at all, and drafts of the dead are swept away`() throws {
    let name = "results/a-1.json"
    do {
      let folder = try ResultFolder(shelf.path, shard: .whole)
      try folder.draft(1).write([1, 2, 3])
      let other = try folder.draft(2)
      try other.write([4])
      try other.settle()
      #expect(!folder.holds(name))
      try folder.keep(2, as: name)
      #expect(folder.holds(name))
    }
    #expect(try shelf.bytes(".drafts/batch/1") == [1, 2, 3])
    let folder = try ResultFolder(shelf.path, shard: .whole)
    #expect(throws: (any Error).self) { try shelf.bytes(".drafts/batch/1") }
    #expect(try shelf.bytes(name) == [4])
    folder.close()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: shelf.path).sorted()
        == ["batch.jsonl", "results"])
  }

  @Test func `shards may share a folder`() throws {
    let first = try ResultFolder(shelf.path, shard: try #require(Shard("1/2")))
    let second = try ResultFolder(shelf.path, shard: try #require(Shard("2/2")))
    try first.ledger.add(line(1))
    try second.ledger.add(line(2))
    #expect(first.ledger["id2"] == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: shelf.path)
    #expect(Set(names).isSuperset(of: ["batch-1-of-2.jsonl", "batch-2-of-2.jsonl"]))
  }
}

/// A book that another thread lets go.
private final class Held: Sendable {
  private let ledger: Guarded<Ledger?>

  init(_ ledger: Ledger) { self.ledger = Guarded(ledger) }

  func letGo() { ledger.withLock { $0 = nil } }
}
