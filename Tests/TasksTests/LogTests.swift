import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct LogTests {
  @Test func `the log stays short however long is written without a pause`() async throws {
    let place = try Place()
    let store = try place.open()
    let big = String(repeating: "x", count: 60_000)
    var longest: Int64 = 0
    for _ in 0..<15 {
      try await withThrowingTaskGroup { group in
        for _ in 0..<16 {
          group.addTask {
            for _ in 0..<5 { try await store.results.keep(big, as: "\(Int.random(in: 0..<50))") }
          }
        }
        try await group.waitForAll()
      }
      longest = max(longest, FileSystem.facts(of: "\(store.folder.database)-wal")?.size ?? 0)
    }
    // What was written is some 75 megabytes.
    #expect(longest < 60_000_000)
    #expect(try await store.complaints().isEmpty)
  }
}
