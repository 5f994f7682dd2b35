public import CShotlog
internal import Documents
internal import Media
internal import MediaTypes

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

// The functions of shotlog.h, in its order; what they do is told there.

/// Where the version stands, as long as the process lasts.
private let version = unsafe UInt(bitPattern: strdup(Release.version))

private func lasting(_ text: StaticString) -> UnsafePointer<CChar> {
  unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// The version of the library.
@_cdecl("shotlog_version")
public func libraryVersion() -> UnsafePointer<CChar> {
  unsafe UnsafePointer(bitPattern: version) ?? lasting("")
}

/// Opens a video file and reads what it says of itself.
@_cdecl("shotlog_open")
public func open(
  _ path: UnsafePointer<CChar>?, _ limits: UnsafePointer<CChar>?,
  _ video: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  unsafe video?.pointee = nil
  return Failure.code { () throws(Failure) in
    guard let path = unsafe path, let video = unsafe video else {
      throw .invalid("shotlog_open needs a path and a place for the video, and one is NULL")
    }
    guard let name = unsafe String(validatingCString: path), !name.isEmpty else {
      throw .invalid("the path is empty or not UTF-8")
    }
    let options = try unsafe Options(limits, of: MediaLimits.names)
    unsafe video.pointee = Handles.shared.add(try Video(name, limits: try MediaLimits(options)))
    return .done
  }
}

/// Ends a video, its samplers, and whatever is still going on with them.
@_cdecl("shotlog_close")
public func close(_ video: OpaquePointer?) {
  unsafe Handles.shared.removeVideo(video)?.cancel()
}

/// Ends whatever is going on with a video, now and from now on.
@_cdecl("shotlog_cancel")
public func cancel(_ video: OpaquePointer?) {
  unsafe (try? Handles.shared.video(video))?.cancel()
}

/// Gives what the file says of itself.
@_cdecl("shotlog_facts")
public func facts(
  _ video: OpaquePointer?, _ options: UnsafePointer<CChar>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(video, options, of: ["exact"], in: json) { video, options throws(Failure) in
    try video.facts(options)
  }
}

/// Begins a walk along a video.
@_cdecl("shotlog_sample")
public func sample(
  _ video: OpaquePointer?, _ options: UnsafePointer<CChar>?,
  _ sampler: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  unsafe sampler?.pointee = nil
  return Failure.code { () throws(Failure) in
    let owner = try unsafe Handles.shared.video(video)
    guard let sampler = unsafe sampler else {
      throw .invalid("shotlog_sample needs a place for the sampler, and it is NULL")
    }
    let request = try SamplingRequest(
      try unsafe Options(options, of: SamplingRequest.names))
    let handle = unsafe Handles.shared.add(try Sampler(owner, request), of: video)
    guard unsafe handle != nil else {
      throw Failure(.cancelled, "the video was closed meanwhile")
    }
    unsafe sampler.pointee = handle
    return .done
  }
}

/// Gives the next picture in memory of the sampler's own.
@_cdecl("shotlog_next")
public func next(
  _ sampler: OpaquePointer?, _ picture: UnsafeMutablePointer<shotlog_picture>?
) -> Int32 {
  Failure.code { () throws(Failure) in
    let walk = try unsafe Handles.shared.sampler(sampler)
    let place = try unsafe checked(picture)
    return try walk.next { unsafe $0.fill(place) } ? .done : .end
  }
}

/// Gives the next picture in a buffer of the caller's.
@_cdecl("shotlog_next_into")
public func next(
  _ sampler: OpaquePointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ capacity: Int,
  _ picture: UnsafeMutablePointer<shotlog_picture>?
) -> Int32 {
  Failure.code { () throws(Failure) in
    let walk = try unsafe Handles.shared.sampler(sampler)
    let place = try unsafe checked(picture)
    guard let buffer = unsafe buffer else {
      throw .invalid("shotlog_next_into needs a buffer, and it is NULL")
    }
    guard capacity >= walk.layout.byteCount else {
      throw Failure(
        .bufferTooSmall,
        "the buffer holds \(capacity) bytes, and a picture \(walk.layout.byteCount)")
    }
    let memory = unsafe UnsafeMutableBufferPointer(start: buffer, count: walk.layout.byteCount)
    return try unsafe walk.next(into: memory) { unsafe $0.fill(place) } ? .done : .end
  }
}

/// Tells how large a walk's pictures are.
@_cdecl("shotlog_sampler_layout")
public func layout(
  _ sampler: OpaquePointer?, _ width: UnsafeMutablePointer<Int32>?,
  _ height: UnsafeMutablePointer<Int32>?, _ channels: UnsafeMutablePointer<Int32>?,
  _ bytes: UnsafeMutablePointer<Int>?
) -> Int32 {
  Failure.code { () throws(Failure) in
    let layout = try unsafe Handles.shared.sampler(sampler).layout
    unsafe width?.pointee = Int32(layout.width)
    unsafe height?.pointee = Int32(layout.height)
    unsafe channels?.pointee = layout.format.channels
    unsafe bytes?.pointee = layout.byteCount
    return .done
  }
}

/// Ends a walk.
@_cdecl("shotlog_sampler_close")
public func closeSampler(_ sampler: OpaquePointer?) {
  unsafe Handles.shared.removeSampler(sampler)?.cancel()
}

/// Takes a video apart.
@_cdecl("shotlog_segments")
public func segments(
  _ video: OpaquePointer?, _ options: UnsafePointer<CChar>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(video, options, of: Questions.segmentNames, in: json) {
    video, options throws(Failure) in try video.segments(options)
  }
}

/// Says what is in a video by the embedded model.
@_cdecl("shotlog_analyze")
public func analyze(
  _ video: OpaquePointer?, _ options: UnsafePointer<CChar>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(video, options, of: Questions.analysisNames, in: json) {
    video, options throws(Failure) in try video.analysis(options)
  }
}

/// Ends a text that a call gave.
@_cdecl("shotlog_free")
public func release(_ text: UnsafeMutablePointer<CChar>?) { unsafe free(text) }

/// The name of a code.
@_cdecl("shotlog_code_name")
public func name(_ code: Int32) -> UnsafePointer<CChar> {
  unsafe lasting(Code(rawValue: code)?.name ?? "unknown")
}

/// Gives an answer about a video as a text of the caller's.
private func answer(
  _ video: OpaquePointer?, _ options: UnsafePointer<CChar>?, of known: Set<String>,
  in place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ work: (Video, Options) throws(Failure) -> String
) -> Int32 {
  unsafe place?.pointee = nil
  return Failure.code { () throws(Failure) in
    let video = try unsafe Handles.shared.video(video)
    guard let place = unsafe place else {
      throw .invalid("the place for the answer is NULL")
    }
    let text = try unsafe work(video, Options(options, of: known))
    unsafe place.pointee = strdup(text)
    return .done
  }
}

/// A record that can be filled.
private func checked(
  _ picture: UnsafeMutablePointer<shotlog_picture>?
) throws(Failure) -> UnsafeMutablePointer<shotlog_picture> {
  guard let picture = unsafe picture, unsafe picture.pointee.size >= firstPictureSize else {
    throw .invalid("the picture is NULL, or its size is not set to sizeof(shotlog_picture)")
  }
  return unsafe picture
}

/// Where the record ended in the first version of the library: callers may still have that one.
private let firstPictureSize =
  unsafe (MemoryLayout<shotlog_picture>.offset(of: \.instant) ?? 0) + MemoryLayout<Double>.size
