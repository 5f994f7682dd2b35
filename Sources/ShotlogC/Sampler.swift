internal import CShotlog
internal import Media
internal import MediaTypes
internal import Threads

/// A walk along a video, and the memory of the picture that was given last.
final class Sampler: Sendable {
  /// The video it belongs to.
  let video: Video
  /// What all its pictures look like.
  let layout: Picture.Layout
  private let interruption: Interruption
  private let walk: Guarded<Walk>

  /// A walk, and where its pictures are put for those who bring no buffer.
  @safe
  private struct Walk: ~Copyable {
    var frames: FrameSampler<Picture>
    var memory: UnsafeMutableBufferPointer<UInt8>?

    init(_ frames: consuming FrameSampler<Picture>) {
      self.frames = frames
      unsafe memory = nil
    }

    deinit { unsafe memory?.deallocate() }
  }

  init(_ video: Video, _ request: SamplingRequest) throws(Failure) {
    guard let stream = video.description.video else {
      throw Failure(.noVideoStream, "\(video.path): there are no pictures in it")
    }
    let upright = stream.uprightSize
    let (width, height) = request.size.size(ofWidth: upright.width, height: upright.height)
    guard (1...32768).contains(width), (1...32768).contains(height) else {
      throw .invalid("a picture cannot be drawn at \(width)×\(height) pixels")
    }
    layout = Picture.Layout(request.format, width: width, height: height)
    self.video = video
    let interruption = video.begin()
    self.interruption = interruption
    do {
      // Of one size, also where the video changes its own.
      walk = Guarded(
        Walk(
          try FrameSampler(
            video.source, request.plan, window: request.window, drawing: request.format,
            size: .exact(width: width, height: height), workers: request.workers,
            limits: video.limits, interruption: interruption)))
    } catch {
      video.end(interruption)
      throw Failure(error)
    }
  }

  deinit { video.end(interruption) }

  /// Ends a call that is waiting for a picture on another thread.
  func cancel() { interruption.cancel() }

  /// Gives the next picture in memory that lasts until the next call; false after the last.
  func next(_ give: (borrowing PlacedPicture) -> Void) throws(Failure) -> Bool {
    try walk.withLock { walk throws(Failure) in
      guard let sample = try Self.sample(&walk) else { return false }
      let memory = unsafe walk.memory ?? .allocate(capacity: layout.byteCount)
      unsafe walk.memory = memory
      unsafe give(PlacedPicture(sample, since: walk.frames.zero, in: memory))
      return true
    }
  }

  /// Gives the next picture in a buffer that is large enough; false after the last.
  func next(
    into buffer: UnsafeMutableBufferPointer<UInt8>, _ give: (borrowing PlacedPicture) -> Void
  ) throws(Failure) -> Bool {
    try walk.withLock { walk throws(Failure) in
      guard let sample = try Self.sample(&walk) else { return false }
      unsafe give(PlacedPicture(sample, since: walk.frames.zero, in: buffer))
      return true
    }
  }

  private static func sample(_ walk: inout Walk) throws(Failure) -> Sample<Picture>? {
    do {
      return try walk.frames.next()
    } catch {
      throw Failure(error)
    }
  }
}
