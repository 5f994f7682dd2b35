import Foundation
import TestSupport
import Testing
import Threads

@Suite(.timeLimit(.minutes(40)), .waiting) struct OwnThreadTests {
  private struct Refused: Error, Equatable {}

  private final class Arrivals: Sendable {
    let count = Guarded(0)
  }

  @Test func `many that block at once wait for nobody`() async {
    // More than there are threads in the pool that tasks share: each goes on only when all have come.
    let gate = DispatchSemaphore(value: 0)
    let count = 100
    let come = Arrivals()
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 0..<count {
        group.addTask {
          await OwnThread.run {
            let last = come.count.withLock { come in
              come += 1
              return come == count
            }
            if last { for _ in 0..<count { gate.signal() } }
            gate.wait()
            return number
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sum == count * (count - 1) / 2)
  }

  @Test func `what it throws is thrown`() async {
    await #expect(throws: Refused()) {
      try await OwnThread.run { () throws(Refused) -> Int in throw Refused() }
    }
  }
}
