internal import Threads

/// What is open, by names that look like addresses and are never followed.
///
/// A name is given once only, so that one that was closed, or never was given, is found out rather than believed.
final class Handles: Sendable {
  /// Those of the process.
  static let shared = Handles()

  private struct State {
    var last: UInt = 0x5107_0000
    var videos: [UInt: Video] = [:]
    var samplers: [UInt: Sampler] = [:]
  }

  private let state = Guarded(State())

  /// Names a video.
  func add(_ video: Video) -> OpaquePointer? {
    unsafe OpaquePointer(
      bitPattern: state.withLock { state in
        state.last += 16
        state.videos[state.last] = video
        return state.last
      })
  }

  /// Names a sampler of a video; nil if that was closed meanwhile.
  func add(_ sampler: Sampler, of video: OpaquePointer?) -> OpaquePointer? {
    let owner = UInt(bitPattern: video)
    return unsafe OpaquePointer(
      bitPattern: state.withLock { state in
        guard state.videos[owner] != nil else { return UInt(0) }
        state.last += 16
        state.samplers[state.last] = sampler
        return state.last
      })
  }

  /// The video of that name.
  func video(_ handle: OpaquePointer?) throws(Failure) -> Video {
    let name = UInt(bitPattern: handle)
    guard let video = state.withLock({ $0.videos[name] }) else {
      throw Failure(.badHandle, "this is no video that is open: open it, and close it once at last")
    }
    return video
  }

  /// The sampler of that name.
  func sampler(_ handle: OpaquePointer?) throws(Failure) -> Sampler {
    let name = UInt(bitPattern: handle)
    guard let sampler = state.withLock({ $0.samplers[name] }) else {
      throw Failure(.badHandle, "this is no sampler that is open: it ends with its video")
    }
    return sampler
  }

  /// Takes the name of a video and those of its samplers away; nil if there is none.
  func removeVideo(_ handle: OpaquePointer?) -> Video? {
    let name = UInt(bitPattern: handle)
    return state.withLock { state in
      guard let video = state.videos.removeValue(forKey: name) else { return nil }
      state.samplers = state.samplers.filter { $0.value.video !== video }
      return video
    }
  }

  /// Takes the name of a sampler away; nil if there is none.
  func removeSampler(_ handle: OpaquePointer?) -> Sampler? {
    let name = UInt(bitPattern: handle)
    return state.withLock { $0.samplers.removeValue(forKey: name) }
  }
}
