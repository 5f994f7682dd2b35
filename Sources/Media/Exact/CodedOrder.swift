internal import CMedia
internal import MediaTypes

/// The packets of a stream in the order in which they are decoded.
struct CodedOrder {
  /// A packet.
  struct Packet: Equatable {
    /// When its picture is shown, in ticks; the least number if it does not say.
    let pts: Int64
    /// Whether decoding can start with it.
    let isEntry: Bool
    /// Whether no packet after it even mentions what came before.
    let isClean: Bool
    /// Whether it gives no picture.
    let isHidden: Bool
  }

  let packets: [Packet]
  /// By place: the earliest picture that is shown of the packets from there on.
  private let earliest: [Int64]

  init(_ packets: [Packet]) {
    self.packets = packets
    var (earliest, least) = ([Int64](repeating: .max, count: packets.count + 1), Int64.max)
    for place in packets.indices.reversed() {
      if !packets[place].isHidden { least = min(least, packets[place].pts) }
      earliest[place] = least
    }
    self.earliest = earliest
  }

  /// Reads an input that has selected the stream.
  init(reading input: MediaInput) throws(MediaError) {
    var packets: [Packet] = []
    while true {
      var packet = cmedia_packet()
      let code = unsafe cmedia_input_skim(input.handle, &packet)
      if code == CMEDIA_END { break }
      guard cmedia_fault_of(code) != CMEDIA_FAULT_INTERRUPTED || code == 0 else {
        throw input.error(code)
      }
      guard code == 0 else { continue }
      packets.append(
        Packet(
          pts: packet.pts, isEntry: packet.flags & CMEDIA_PACKET_ENTRY.rawValue != 0,
          isClean: packet.flags & CMEDIA_PACKET_CLEAN.rawValue != 0,
          isHidden: packet.flags & CMEDIA_PACKET_HIDDEN.rawValue != 0))
    }
    self.init(packets)
  }

  /// The most packets that come before one that is shown before them.
  var depth: Int {
    // No codec lets more pictures wait.
    let window = 32
    var depth = 0
    let shown = packets.filter { !$0.isHidden }.map(\.pts)
    for (place, pts) in shown.enumerated() {
      depth = max(depth, shown[max(0, place - window)..<place].count { $0 > pts })
    }
    return depth
  }

  /// The place of a picture shown at `pts` that decoding can start with.
  func entry(at pts: Int64) -> Int? {
    packets.firstIndex { $0.pts == pts && $0.isEntry && !$0.isHidden }
  }

  /// The first place where all can be decoded from, with a picture not shown before `pts`.
  func cleanEntry(notBefore pts: Int64) -> Int? {
    packets.firstIndex { $0.pts >= pts && $0.isEntry && $0.isClean && !$0.isHidden }
  }

  /// The longest run of packets from an entry on whose pictures are all there is to show before some time,
  /// and that time at the latest `end`.
  ///
  /// Pictures that lead the entry do not count. A run ends before a packet that gives no picture if
  /// `stopsAtHidden`: a file would show it.
  func run(from entry: Int, before end: Int64, stopsAtHidden: Bool) -> Range<Int> {
    let start = packets[entry].pts
    var (latest, last) = (start, entry)
    for place in entry..<packets.count {
      let packet = packets[place]
      if packet.isHidden {
        if stopsAtHidden { break }
        continue
      }
      guard packet.pts >= start else { continue }
      latest = max(latest, packet.pts)
      if latest >= end { break }
      // What leads the entry comes right behind it and lies before it.
      if earliest[place + 1] > latest { last = place + 1 }
    }
    return entry..<last
  }
}
