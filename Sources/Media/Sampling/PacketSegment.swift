internal import CMedia
internal import MediaTypes

/// A run of packets that can be decoded on its own, and the pictures that are wanted of it.
@safe
struct PacketSegment: ~Copyable {
  /// A picture to be given, before it is decoded.
  struct Picture {
    let packet: Int
    let pts: Int64
    let end: Int64
    let duration: Int64
    let isEntry: Bool
  }

  let handle: OpaquePointer
  /// The pictures that this run shows, in the order they are shown.
  let pictures: [Picture]
  /// The first picture's time of the run after this one; nil if this is the last.
  let end: Int64?
  /// Number of packets, with those borrowed from the run after this one.
  let packetCount: Int
  /// The number of the first picture; nil if not known.
  let firstOrdinal: Int?

  /// Takes over what the shim made; nil if two of its pictures claim the same time.
  ///
  /// `index` knows the numbers of pictures that a jump lost count of.
  init?(_ handle: OpaquePointer, _ index: PacketIndex?) {
    unsafe self.handle = handle
    let following = unsafe cmedia_segment_end(handle)
    let end = following == .min ? nil : following
    self.end = end

    var count: CInt = 0
    let packets = unsafe cmedia_segment_packets(handle, &count)
    packetCount = Int(count)
    var shown: [(packet: Int, pts: Int64, duration: Int64, isEntry: Bool)] = []
    for index in 0..<Int(count) where unsafe cmedia_segment_shows(handle, CInt(index)) {
      let packet = unsafe packets[index]
      let isEntry = packet.flags & CMEDIA_PACKET_ENTRY.rawValue != 0
      shown.append((index, packet.pts, packet.duration, isEntry))
    }
    shown.sort { $0.pts < $1.pts }
    pictures = shown.indices.map { [shown] place in
      let (packet, pts, duration, isEntry) = shown[place]
      let next = place + 1 < shown.count ? shown[place + 1].pts : end
      let usual = place > 0 ? pts - shown[place - 1].pts : 1
      return Picture(
        packet: packet, pts: pts,
        end: next ?? pts.addingClamped(duration > 0 ? duration : max(1, usual)),
        duration: max(0, duration), isEntry: isEntry)
    }
    let ordinal = unsafe cmedia_segment_ordinal(handle)
    if ordinal >= 0 {
      firstOrdinal = Int(ordinal)
    } else {
      firstOrdinal = shown.first.flatMap { first in index?.ordinal(ofPictureAt: first.pts) }
    }
    for (a, b) in zip(shown, shown.dropFirst()) where a.pts == b.pts { return nil }
  }

  deinit { unsafe cmedia_segment_free(handle) }

  /// Asks for the picture of a packet.
  func want(_ picture: Picture) { unsafe cmedia_segment_want(handle, CInt(picture.packet)) }
}
