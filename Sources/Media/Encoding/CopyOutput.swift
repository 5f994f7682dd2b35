internal import CMedia
internal import MediaTypes

/// A file that packets of one input are written to; unless finished, it is removed.
@safe
final class CopyOutput {
  private let handle: OpaquePointer
  private let input: MediaInput
  private let path: String

  /// Opens the file; `zero` is what its clock starts at, in ticks of the input's selected stream.
  ///
  /// With a `recoder` its packets come among those of that stream, or in their place.
  init(
    _ layout: Layout, of input: MediaInput, at path: String, zero: Int64, end: Int64,
    recoder: Recoder? = nil
  ) throws(MediaError) {
    var handle: OpaquePointer?
    cmedia_forget_log()
    let code = unsafe layout.withOptions(path: path, zero: zero, end: end) { options in
      var options = unsafe options
      unsafe options.recoder = recoder?.handle
      return unsafe cmedia_output_open(
        input.handle, options, input.interruption.handle, &handle)
    }
    guard code == 0, let handle = unsafe handle else {
      throw MediaError(code, writing: path, interruption: input.interruption)
    }
    unsafe (self.handle, self.input, self.path) = (handle, input, path)
  }

  deinit { unsafe cmedia_output_close(handle) }

  /// Writes the packet that the input has just read, decoded at a time of its own or at another.
  func write(decodedAt dts: Int64 = .min) throws(MediaError) {
    cmedia_forget_log()
    try check(unsafe cmedia_output_write(handle, input.handle, dts))
  }

  /// Writes the packet that a recoder has just made.
  func write(
    _ recoder: Recoder, decodedAt dts: Int64 = .min, duration: Int64
  ) throws(MediaError) {
    cmedia_forget_log()
    try check(unsafe cmedia_output_write_recoded(handle, recoder.handle, dts, duration))
  }

  /// Completes the file, and gives its number of bytes.
  func finish() throws(MediaError) -> Int64 {
    var size: Int64 = 0
    cmedia_forget_log()
    try check(unsafe cmedia_output_finish(handle, &size))
    return size
  }

  private func check(_ code: CInt) throws(MediaError) {
    guard code == 0 else {
      throw MediaError(code, writing: path, interruption: input.interruption)
    }
  }
}

extension CopyOutput {
  /// What all files of one copying have in common.
  struct Layout {
    let container: CopyContainer
    let streams: [Int]
    private let clock: Int32

    /// Nil if the container does not take these streams of the input.
    init?(_ container: CopyContainer, _ streams: [Int], of input: MediaInput) {
      (self.container, self.streams) = (container, streams)
      clock = Self.clock(of: streams, in: input)
      let code = unsafe withOptions(path: "", zero: 0, end: 0) { options in
        unsafe cmedia_output_try(input.handle, options)
      }
      guard code == 0 else { return nil }
    }

    /// Whether a container takes a stream, as far as its codec tells.
    static func takes(_ container: CopyContainer, _ stream: Int, of input: MediaInput) -> Bool {
      unsafe container.format.withCString { format in
        unsafe cmedia_output_takes(format, input.handle, CInt(stream))
      }
    }

    func withOptions<Result>(
      path: String, zero: Int64, end: Int64, _ body: (cmedia_output_options) -> Result
    ) -> Result {
      unsafe container.format.withCString { format in
        unsafe path.withCString { path in
          unsafe streams.map { CInt($0) }.withUnsafeBufferPointer { streams in
            // An empty array may have no address, and C is to get one.
            unsafe withUnsafePointer(to: CInt(0)) { none in
              unsafe body(
                cmedia_output_options(
                  format: format, path: path, streams: streams.baseAddress ?? none,
                  stream_count: CInt(streams.count), zero: zero, end: end, clock: clock,
                  recoder: nil))
            }
          }
        }
      }
    }

    /// Ticks that are a whole number for every stream, or at least for the first sound.
    private static func clock(of streams: [Int], in input: MediaInput) -> Int32 {
      var (common, sound) = (Int64(1), Int32(0))
      for stream in streams {
        let facts = unsafe cmedia_input_stream(input.handle, CInt(stream))
        guard unsafe facts.kind == CMEDIA_STREAM_VIDEO || facts.kind == CMEDIA_STREAM_AUDIO else {
          continue
        }
        let ticks = unsafe facts.time_base.den
        if sound == 0, unsafe facts.kind == CMEDIA_STREAM_AUDIO { sound = ticks }
        common = common / greatestCommonDivisor(common, Int64(ticks)) * Int64(ticks)
        guard common <= finest else { return sound }
      }
      return Int32(common)
    }

    /// Players count a film's length in these ticks, and many with 32 bits: an hour must fit.
    private static let finest: Int64 = 1_000_000

    private static func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
      b == 0 ? max(a, 1) : greatestCommonDivisor(b, a % b)
    }
  }
}

extension MediaError {
  init(_ code: CInt, writing path: String, interruption: Interruption) {
    let error = MediaError(code, making: "\(path) could not be written")
    switch cmedia_fault_of(code) {
    case CMEDIA_FAULT_INTERRUPTED where interruption.hasTimedOut:
      self.init(.timedOut, "\(path): the time allowed ran out")
    case CMEDIA_FAULT_INTERRUPTED: self.init(.cancelled, "\(path): cancelled")
    default: self.init(.unwritable, error.message, detail: error.detail)
    }
  }
}
