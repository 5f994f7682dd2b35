/// Where media comes from.
public struct MediaSource: Sendable {
  /// Reads and seeks in bytes that are neither in a file nor in memory.
  ///
  /// Called by one thread at a time, though not always the same.
  public protocol Bytes: AnyObject, Sendable {
    /// The number of bytes in all; nil if not known.
    var size: Int64? { get }
    /// Fills as much of `buffer` as there is, at least one byte; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    /// Continues reading at a byte offset from the start; false if that cannot be done.
    func seek(to offset: Int64) throws -> Bool
  }

  enum Place: Sendable {
    case path(String)
    case url(String)
    case memory([UInt8])
    case bytes(any Bytes)
  }

  let place: Place
  /// What messages call it.
  public let name: String
  /// The protocols that what is inside the file, a playlist's entries for one, may open.
  public var nestedProtocols: Set<String>

  /// A file; whatever its name looks like, it is never taken for a URL.
  public static func path(_ path: String) -> MediaSource {
    MediaSource(place: .path(path), name: path, nestedProtocols: [])
  }

  /// An `http` or `https` address, read through FFmpeg; what it lists may be fetched the same way.
  public static func url(_ url: String) -> MediaSource {
    MediaSource(place: .url(url), name: url, nestedProtocols: networkProtocols)
  }

  /// Bytes in memory.
  public static func memory(_ bytes: [UInt8], name: String = "memory") -> MediaSource {
    MediaSource(place: .memory(bytes), name: name, nestedProtocols: [])
  }

  /// Bytes from anywhere.
  public static func bytes(_ bytes: any Bytes, name: String) -> MediaSource {
    MediaSource(place: .bytes(bytes), name: name, nestedProtocols: [])
  }

  /// Whether opening it once more is cheap and gives the same bytes.
  var isReopenable: Bool {
    switch place {
    case .path, .memory: true
    case .url, .bytes: false
    }
  }

  static let networkProtocols: Set<String> = ["http", "https", "httpproxy", "tcp", "tls"]
}
