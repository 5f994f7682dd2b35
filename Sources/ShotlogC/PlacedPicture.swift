internal import CShotlog
internal import Media
internal import MediaTypes

/// A picture where its reader finds it, as the header describes it.
@safe
struct PlacedPicture {
  private let record: shotlog_picture

  /// Copies a picture into memory that holds it.
  init(
    _ sample: Sample<Picture>, since zero: Timestamp?,
    in memory: UnsafeMutableBufferPointer<UInt8>
  ) {
    let (frame, layout) = (sample.frame, sample.drawing.layout)
    _ = unsafe memory.update(fromContentsOf: sample.drawing.pixels)
    unsafe record = shotlog_picture(
      size: MemoryLayout<shotlog_picture>.size, pixels: UnsafePointer(memory.baseAddress),
      bytes: layout.byteCount, width: Int32(layout.width), height: Int32(layout.height),
      channels: layout.format.channels, is_key: frame.isKey ? 1 : 0,
      ordinal: frame.ordinal.map(Int64.init) ?? -1, pts: frame.timestamp.ticks,
      duration: frame.duration, time_base_numerator: frame.timestamp.timeBase.numerator,
      time_base_denominator: frame.timestamp.timeBase.denominator,
      seconds: zero.map { frame.timestamp.seconds(since: $0) } ?? frame.timestamp.seconds,
      instants: Int64(sample.instants.count), instant: sample.instants.first?.value ?? -1)
  }

  /// Fills as much of a caller's record as the caller knows of, which says how large it is.
  func fill(_ place: UnsafeMutablePointer<shotlog_picture>) {
    let known = unsafe min(place.pointee.size, MemoryLayout<shotlog_picture>.size)
    unsafe withUnsafeBytes(of: record) { bytes in
      // The size stays what the caller said.
      let rest = unsafe bytes[MemoryLayout<Int>.size..<max(known, MemoryLayout<Int>.size)]
      unsafe (UnsafeMutableRawPointer(place) + MemoryLayout<Int>.size).copyMemory(
        from: UnsafeRawPointer(bytes.baseAddress ?? UnsafeRawPointer(place))
          + MemoryLayout<Int>.size, byteCount: rest.count)
    }
  }
}

extension Picture.Format {
  /// How many bytes stand for a pixel.
  var channels: Int32 { self == .gray8 ? 1 : 3 }
}
