import TestSupport
import Testing
import Threads

@Suite(.timeLimit(.minutes(40)), .waiting) struct GuardedTests {
  @Test func `many that change a value at once lose nothing`() async {
    let counts = Shared([0, 0])
    await withTaskGroup { group in
      for worker in 0..<8 {
        group.addTask {
          for _ in 0..<10_000 { counts.value.withLock { $0[worker % 2] += 1 } }
        }
      }
    }
    #expect(counts.value.withLock { $0 } == [40_000, 40_000])
  }

  @Test func `an error gets out, and leaves the lock open`() {
    struct Refusal: Error {}
    let value = Guarded(1)
    #expect(throws: Refusal.self) {
      try value.withLock { value throws(Refusal) in
        value = 2
        throw Refusal()
      }
    }
    #expect(value.withLock { $0 } == 2)
  }

  @Test func `what it holds goes with it`() {
    final class Held: Sendable {
      let count: Shared<Int>
      init(_ count: Shared<Int>) { self.count = count }
      deinit { count.value.withLock { $0 += 1 } }
    }
    let count = Shared(0)
    do {
      let value = Guarded(Held(count))
      value.withLock { $0 = Held(count) }
      #expect(count.value.withLock { $0 } == 1)
    }
    #expect(count.value.withLock { $0 } == 2)
  }

  /// Something that can be copied, unlike what it holds.
  private final class Shared<Value: Sendable>: Sendable {
    let value: Guarded<Value>
    init(_ value: Value) { self.value = Guarded(value) }
  }
}
