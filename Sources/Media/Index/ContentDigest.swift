internal import CMedia

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Tells files apart by what is in them, never by name.
///
/// Of a large file a part is read, spread over all of it, and the time of its last change counts too: reading
/// everything would cost as much as what a digest saves.
public struct ContentDigest: Sendable, Hashable {
  /// The digest in hexadecimal digits.
  public let text: String

  private static let edge = 1 << 18
  private static let block = 1 << 12
  private static let blocks = 64

  /// Looks at a file; nil if it is not one that can be read and sought in.
  public init?(ofFileAt path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    let size = Int(status.st_size)
    var bytes = Array("\(size)\n".utf8)
    if size <= 4 * Self.edge {
      guard Self.append(&bytes, descriptor, from: 0, count: size) else { return nil }
    } else {
      bytes += Array("\(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)\n".utf8)
      let step = size / Self.blocks
      let middles = (1..<Self.blocks).map { ($0 * step, Self.block) }
      for (offset, count) in [(0, Self.edge), (size - Self.edge, Self.edge)] + middles {
        guard Self.append(&bytes, descriptor, from: offset, count: min(count, size - offset)) else {
          return nil
        }
      }
    }
    text = Self.hexadecimal(Self.digest(of: bytes))
  }

  fileprivate init(bytes: [UInt8]) {
    text = Self.hexadecimal(Self.digest(of: bytes))
  }

  static func digest(of bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe digest.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        unsafe cmedia_digest(from, source.count, to)
      }
    }
    return digest
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  private static func append(
    _ bytes: inout [UInt8], _ descriptor: CInt, from offset: Int, count: Int
  ) -> Bool {
    var done = 0
    var buffer = [UInt8](repeating: 0, count: count)
    while done < count {
      let got = unsafe buffer.withUnsafeMutableBytes { target in
        unsafe pread(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: target[done...]).baseAddress,
          count - done, off_t(offset + done))
      }
      guard got > 0 else { return false }
      done += got
    }
    bytes += buffer
    return true
  }
}

extension MediaSource {
  /// What tells its content apart; nil for what is neither a file nor in memory.
  package var contentDigest: ContentDigest? {
    switch place {
    case .path(let path): ContentDigest(ofFileAt: path)
    case .memory(let bytes): ContentDigest(bytes: bytes)
    case .url, .bytes: nil
    }
  }
}
