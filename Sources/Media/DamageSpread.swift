internal import MediaTypes

/// Follows damage to the pictures that may have been built on it, which the decoder calls whole.
///
/// These are all that were coded after it, up to the next key picture.
struct DamageSpread {
  /// An entry of the map that has not met a key picture yet, and its damaged packets.
  private struct Source {
    let entry: Int
    var first: Int, last: Int
  }

  /// Pictures shown lately, by the number of their packets.
  private struct Shown {
    let range: TimeRange
    let packet: Int
  }

  private var sources: [Source] = []
  private var recent: [Shown] = []
  /// No codec lets more pictures be shown between a picture's coding and its showing.
  private static let mostReordered = 16

  /// Notes damage in a packet; what was coded after it may have been shown before.
  mutating func begin(at packet: Int, entry: Int, in damage: inout DamageMap) {
    for shown in recent where shown.packet > packet { damage.widen(entry, to: shown.range) }
    if let place = sources.firstIndex(where: { $0.entry == entry }) {
      sources[place].first = min(sources[place].first, packet)
      sources[place].last = max(sources[place].last, packet)
    } else {
      sources.append(Source(entry: entry, first: packet, last: packet))
    }
  }

  /// Passes on to the next picture that is shown.
  mutating func advance(
    to range: TimeRange, isKey: Bool, packet: Int, in damage: inout DamageMap
  ) {
    if isKey { sources.removeAll { $0.last < packet } }
    for source in sources where source.first < packet {
      damage.widen(source.entry, to: range)
    }
    recent.append(Shown(range: range, packet: packet))
    if recent.count > Self.mostReordered { recent.removeFirst() }
  }
}
