internal import CMedia

/// Lets FFmpeg read from Swift: bytes in memory, or a caller's own.
///
/// FFmpeg holds a pointer to this object, so whoever opens an input keeps it until the input closes.
@safe
final class ByteReading {
  private enum Store {
    case memory([UInt8], offset: Int)
    case custom(any MediaSource.Bytes)
  }

  private var store: Store
  /// Whether FFmpeg has got any byte at all.
  private(set) var hasGivenBytes = false
  private let canSeek: Bool

  /// Nil for places that FFmpeg opens by itself.
  init?(_ place: MediaSource.Place, _ interruption: Interruption) {
    switch place {
    case .url: return nil
    case .path(let path):
      guard let pipe = PipeBytes(path, interruption) else { return nil }
      store = .custom(pipe)
    case .memory(let bytes): store = .memory(bytes, offset: 0)
    case .bytes(let bytes): store = .custom(bytes)
    }
    // FFmpeg reads differently what it knows it cannot seek in. Every reading starts at the start.
    if case .custom(let custom) = store {
      canSeek = (try? custom.seek(to: 0)) == true
    } else {
      canSeek = true
    }
  }

  /// The callbacks, valid as long as this object lives.
  var bytes: cmedia_bytes {
    let size: Int64 =
      switch store {
      case .memory(let bytes, _): Int64(bytes.count)
      case .custom(let custom): custom.size ?? -1
      }
    return unsafe cmedia_bytes(
      context: Unmanaged.passUnretained(self).toOpaque(),
      read: { context, buffer, size in
        guard let context = unsafe context else { return -1 }
        let target = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: Int(size))
        return unsafe CInt(ByteReading.at(context).read(into: target))
      },
      seek: canSeek ? Self.seek : nil, size: size)
  }

  private static let seek: @convention(c) (UnsafeMutableRawPointer?, Int64) -> Int64 = {
    context, offset in
    guard let context = unsafe context else { return -1 }
    return unsafe ByteReading.at(context).seek(to: offset)
  }

  private static func at(_ context: UnsafeMutableRawPointer) -> ByteReading {
    unsafe Unmanaged<ByteReading>.fromOpaque(context).takeUnretainedValue()
  }

  /// The number of bytes, 0 at the end, -1 for a failure.
  private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    switch store {
    case .memory(let bytes, let offset):
      let count = min(buffer.count, bytes.count - offset)
      guard count > 0 else { return 0 }
      unsafe bytes.withUnsafeBytes { source in
        unsafe buffer.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + count]))
      }
      store = .memory(bytes, offset: offset + count)
      hasGivenBytes = true
      return count
    case .custom(let custom):
      let count = unsafe (try? custom.read(into: buffer)) ?? -1
      hasGivenBytes = hasGivenBytes || count > 0
      return (-1...buffer.count).contains(count) ? count : -1
    }
  }

  private func seek(to offset: Int64) -> Int64 {
    switch store {
    case .memory(let bytes, _):
      guard (0...Int64(bytes.count)).contains(offset) else { return -1 }
      store = .memory(bytes, offset: Int(offset))
      return offset
    case .custom(let custom):
      return (try? custom.seek(to: offset)) == true ? offset : -1
    }
  }
}
