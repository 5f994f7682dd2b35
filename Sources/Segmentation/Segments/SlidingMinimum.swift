/// The least of the values that were added last, found without looking at them all.
///
/// Values come with ascending places, and are dropped from the lowest place on.
struct SlidingMinimum<Value: Comparable> {
  private struct Entry {
    let value: Value
    let place: Int
  }

  /// A ring, a power of two long; places and values ascend from `head` on.
  private var ring: [Entry] = []
  private var head = 0
  private var count = 0

  /// The least value and the lowest place that has it; nil if there is none.
  var first: (place: Int, value: Value)? {
    guard count > 0 else { return nil }
    let entry = ring[head]
    return (entry.place, entry.value)
  }

  /// Forgets the first one.
  mutating func removeFirst() {
    guard count > 0 else { return }
    head = (head + 1) & (ring.count - 1)
    count -= 1
  }

  /// Adds a value at a place above all others.
  mutating func append(_ value: Value, at place: Int) {
    while count > 0, ring[(head + count - 1) & (ring.count - 1)].value > value { count -= 1 }
    let entry = Entry(value: value, place: place)
    if count == ring.count { grow(with: entry) }
    ring[(head + count) & (ring.count - 1)] = entry
    count += 1
  }

  private mutating func grow(with filler: Entry) {
    let ordered = ring[head...] + ring[..<head]
    ring = ordered + Array(repeating: filler, count: max(16, ring.count))
    head = 0
  }
}
