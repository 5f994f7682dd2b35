internal import CMedia

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// An opened container; closed when the last user lets go.
///
/// Belongs to one thread at a time: whoever shares one across threads guards it.
@safe
final class MediaInput {
  let source: MediaSource
  let limits: MediaLimits
  let interruption: Interruption
  let handle: OpaquePointer
  /// Lives as long as FFmpeg may call back.
  private let reading: ByteReading?

  init(_ source: MediaSource, limits: MediaLimits, interruption: Interruption) throws(MediaError) {
    (self.source, self.limits, self.interruption) = (source, limits, interruption)
    if let seconds = limits.wallSeconds { interruption.setDeadline(after: seconds) }
    let (url, protocols) = try Self.address(of: source, limits: limits)
    reading = ByteReading(source.place, interruption)
    var handle: OpaquePointer?
    let code = unsafe Self.open(
      url, protocols: protocols, nested: source.nestedProtocols, reading: reading, limits: limits,
      interruption: interruption, into: &handle)
    if cmedia_fault_of(code) == CMEDIA_FAULT_TOO_MANY_STREAMS {
      // FFmpeg stops at the first beyond.
      throw .exceeded(
        "streams", allowed: Double(limits.streams), met: Double(limits.streams + 1),
        of: source.name)
    }
    guard code == 0, let handle = unsafe handle else {
      let error = MediaError(code, opening: source, interruption: interruption)
      guard error.code == .notMedia, reading?.hasGivenBytes == false else { throw error }
      throw MediaError(.empty, "\(source.name) is empty")
    }
    unsafe self.handle = handle
    try checkLimits()
  }

  deinit { unsafe cmedia_input_close(handle) }

  /// Opens the source once more, on the time that is left.
  func reopened(selecting stream: Int) throws(MediaError) -> MediaInput {
    var limits = limits
    limits.wallSeconds = nil
    let input = try MediaInput(source, limits: limits, interruption: interruption)
    try input.select(stream: stream)
    return input
  }

  /// Reads only this stream from now on.
  func select(stream: Int) throws(MediaError) {
    let code = unsafe cmedia_input_select(handle, CInt(stream))
    guard code == 0 else { throw error(code) }
  }

  /// Number of streams of any kind.
  var streamCount: Int { unsafe Int(cmedia_input_describe(handle).stream_count) }

  /// Whether the container is MP4 or one of its kin.
  var isMP4: Bool {
    let container = unsafe cmedia_input_describe(handle)
    return unsafe String(cString: container.format).split(separator: ",").contains("mp4")
  }

  /// The error behind a negative result of a call on this input.
  func error(_ code: CInt) -> MediaError {
    MediaError(code, reading: source, interruption: interruption)
  }

  private func checkLimits() throws(MediaError) {
    let container = unsafe cmedia_input_describe(handle)
    if streamCount > limits.streams {
      throw .exceeded(
        "streams", allowed: Double(limits.streams), met: Double(streamCount), of: source.name)
    }
    let size = unsafe container.size
    if let allowed = limits.bytes, size > allowed {
      throw .exceeded("bytes", allowed: Double(allowed), met: Double(size), of: source.name)
    }
    let duration = unsafe container.duration
    if let allowed = limits.seconds, duration != .min, Double(duration) / 1e6 > allowed {
      throw .exceeded(
        "seconds", allowed: allowed, met: Double(duration) / 1e6, of: source.name)
    }
  }

  private static func open(
    _ url: String, protocols: String, nested: Set<String>, reading: ByteReading?,
    limits: MediaLimits, interruption: Interruption, into handle: inout OpaquePointer?
  ) -> CInt {
    cmedia_forget_log()
    return unsafe url.withCString { url in
      unsafe protocols.withCString { protocols in
        unsafe nested.sorted().joined(separator: ",").withCString { nested in
          var source = unsafe cmedia_source(
            url: url, bytes: nil, protocols: protocols, nested_protocols: nested,
            probe_bytes: limits.probeBytes ?? 0, max_streams: CInt(clamping: limits.streams))
          guard let reading else {
            return unsafe cmedia_input_open(&source, interruption.handle, &handle)
          }
          return unsafe withUnsafePointer(to: reading.bytes) { bytes in
            unsafe source.bytes = unsafe bytes
            return unsafe cmedia_input_open(&source, interruption.handle, &handle)
          }
        }
      }
    }
  }

  private static func address(
    of source: MediaSource, limits: MediaLimits
  ) throws(MediaError) -> (url: String, protocols: String) {
    switch source.place {
    case .memory(let bytes):
      if bytes.isEmpty { throw MediaError(.empty, "\(source.name) is empty") }
      return ("memory", "")
    case .bytes:
      return ("memory", "")
    case .url(let url):
      let scheme = url.prefix { $0 != ":" }.lowercased()
      guard url.contains(":"), scheme == "http" || scheme == "https" else {
        throw MediaError(
          .protocolRefused, "\(url): only http and https addresses are opened")
      }
      return (url, MediaSource.networkProtocols.sorted().joined(separator: ","))
    case .path(let path):
      try checkFile(path, limits: limits)
      return ("file:" + path, "file")
    }
  }

  /// Tells apart what FFmpeg reports in one word, or not at all.
  private static func checkFile(_ path: String, limits: MediaLimits) throws(MediaError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw MediaError(.notFound, "\"\(path)\" is not a file name")
    }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      switch errno {
      case EACCES: throw MediaError(.permissionDenied, "\(path) may not be read")
      default: throw MediaError(.notFound, "\(path): no such file")
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw MediaError(.isDirectory, "\(path) is a folder, not a file")
    case S_IFREG where status.st_size == 0: throw MediaError(.empty, "\(path) is empty")
    default: break
    }
    guard unsafe access(path, R_OK) == 0 else {
      throw MediaError(.permissionDenied, "\(path) may not be read")
    }
    if let allowed = limits.bytes, Int64(status.st_size) > allowed {
      throw .exceeded(
        "bytes", allowed: Double(allowed), met: Double(status.st_size), of: path)
    }
  }
}

extension MediaError {
  init(_ code: CInt, opening source: MediaSource, interruption: Interruption) {
    let error = MediaError(code, reading: source, interruption: interruption)
    guard error.code == .unreadable, cmedia_fault_of(code) != CMEDIA_FAULT_OTHER else {
      self = error
      return
    }
    self.init(.notMedia, "\(source.name) is not a media file", detail: error.detail)
  }

  init(_ code: CInt, reading source: MediaSource, interruption: Interruption) {
    let name = source.name
    let detail = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { text in
      guard let base = text.baseAddress else { return "" }
      unsafe cmedia_describe_error(code, base, text.count)
      return unsafe String(cString: base)
    }
    switch cmedia_fault_of(code) {
    case CMEDIA_FAULT_NOT_FOUND:
      self.init(.notFound, "\(name) was not found", detail: detail)
    case CMEDIA_FAULT_PERMISSION:
      self.init(.permissionDenied, "\(name) may not be read", detail: detail)
    case CMEDIA_FAULT_UNSUPPORTED:
      self.init(
        .unsupportedCodec, "\(name) needs a decoder that this machine's FFmpeg has not",
        detail: detail)
    case CMEDIA_FAULT_REFUSED_PROTOCOL:
      self.init(
        .protocolRefused, "\(name) refers to something by a protocol that is not allowed",
        detail: detail)
    case CMEDIA_FAULT_INTERRUPTED where interruption.hasTimedOut:
      self.init(.timedOut, "\(name): the time allowed ran out", detail: nil)
    case CMEDIA_FAULT_INTERRUPTED:
      self.init(.cancelled, "\(name): cancelled", detail: nil)
    default:
      self.init(.unreadable, "\(name) could not be read", detail: detail)
    }
  }
}
