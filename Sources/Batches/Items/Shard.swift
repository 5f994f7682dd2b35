internal import Digests

/// By what the shards of a batch tell its items apart, the same way on every machine.
package enum ShardMark: Sendable, Equatable {
  /// The place in a list that everybody has: a manifest, or the words of a command line.
  case place(Int)
  /// The name within a folder, whose list may look different to others at another moment.
  case name(String)
}

/// One of so many parts of a batch, which other machines do the rest of.
package struct Shard: Sendable, Equatable {
  /// Which part, counted from 1.
  package let number: Int
  /// How many parts there are.
  package let count: Int

  /// All of a batch.
  package static let whole = Shard()

  private init() { (number, count) = (1, 1) }

  /// Reads `2/8`; nil for what is no part of a whole.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      (1...100_000).contains(count), (1...count).contains(number)
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Whether an item is one of this part's; it is one of exactly one part's.
  package func holds(_ mark: ShardMark) -> Bool {
    switch mark {
    case .place(let place): place % count == number - 1
    case .name(let name):
      Int(Self.digest(name) % UInt64(count)) == number - 1
    }
  }

  private static func digest(_ name: String) -> UInt64 {
    var digest = SHA256()
    digest.take(name.utf8)
    return digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
