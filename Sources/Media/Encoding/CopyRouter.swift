internal import CMedia
internal import MediaTypes

/// Says which file each packet goes to, one packet after the other in the order of the source.
struct CopyRouter {
  /// Where a packet goes.
  enum Way: Equatable {
    case part(Int)
    /// A picture of this part that no file can show.
    case lost(Int)
    case nowhere
  }

  /// What is known of a stream so far.
  fileprivate struct Course {
    let isVideo: Bool, isSparse: Bool
    let stretches: [CopyPlaces.Stretch]
    var latest = Int64.min
    /// The part that packets go to, and the one to begin after it.
    var part: Int?, next = 0
    /// When the key picture at the last edge is shown, while pictures that lead it may follow.
    var edge: Int64?
    /// The part that lacks these.
    var losing: Int?
    var hasSkipped = false
  }

  private let main: Int
  private let hasKeys: Bool
  private let stretches: [CopyPlaces.Stretch]
  private let patience: (of: Int64, ofSparse: Int64)
  private var courses: [Int: Course] = [:]

  init(
    _ stretches: [CopyPlaces.Stretch], video: VideoStream, hasKeys: Bool,
    of description: MediaDescription
  ) {
    (self.stretches, main, self.hasKeys) = (stretches, video.common.index, hasKeys)
    let base = video.common.timeBase
    patience = (Timestamp(60, flooredTo: base).ticks, Timestamp(10, flooredTo: base).ticks)
    func course(_ facts: StreamFacts, isVideo: Bool = false, isSparse: Bool = false) -> Course {
      let own = stretches.map { stretch in
        CopyPlaces.Stretch(
          start: Timestamp(stretch.start, base).raised(to: facts.timeBase),
          end: Timestamp(stretch.end, base).raised(to: facts.timeBase),
          opensStream: stretch.opensStream, closesStream: stretch.closesStream)
      }
      return Course(isVideo: isVideo, isSparse: isSparse, stretches: own)
    }
    for video in description.videos where !video.isAttachedPicture {
      courses[video.common.index] = course(video.common, isVideo: true)
    }
    for sound in description.sounds { courses[sound.common.index] = course(sound.common) }
    for text in description.texts {
      courses[text.common.index] = course(text.common, isSparse: true)
    }
  }

  /// The way of the next packet.
  mutating func way(of packet: cmedia_packet, stream: Int) -> Way {
    guard var course = courses[stream] else { return .nowhere }
    defer { courses[stream] = course }
    let stated = packet.pts != .min ? packet.pts : packet.dts
    let time = stated != .min ? stated : course.latest
    let isHidden = packet.flags & CMEDIA_PACKET_HIDDEN.rawValue != 0
    if !isHidden { course.latest = max(course.latest, time) }
    guard course.isVideo else {
      return course.part(at: time).map(Way.part) ?? .nowhere
    }
    let isKey = packet.flags & CMEDIA_PACKET_KEY.rawValue != 0
    let isEntry = stream == main ? packet.flags & CMEDIA_PACKET_ENTRY.rawValue != 0 : isKey
    // Where the stream opens, decoders begin with what is marked, whatever its bytes prove, and with
    // anything if nothing is.
    if isEntry || ((isKey || !hasKeys) && course.opensNext), stated != .min {
      course.begin(at: time, isHidden: isHidden)
    } else if course.part == nil {
      course.hasSkipped = course.hasSkipped || course.next == 0
    }
    if !isHidden, let edge = course.edge,
      packet.flags & CMEDIA_PACKET_LEADING.rawValue != 0 || time < edge
    {
      return course.losing.map(Way.lost) ?? .nowhere
    }
    return course.part.map(Way.part) ?? .nowhere
  }

  /// Whether nothing more is to be expected for a part.
  func isPast(_ part: Int) -> Bool {
    guard !stretches[part].closesStream, let video = courses[main] else { return false }
    let behind = video.latest.subtractingClamped(stretches[part].end)
    if behind >= patience.of { return true }
    return courses.values.allSatisfy { course in
      course.latest >= course.stretches[part].end
        || (course.isSparse && behind >= patience.ofSparse)
    }
  }
}

extension CopyRouter.Course {
  /// The part that the time lies in; mostly that of the packet before.
  fileprivate mutating func part(at time: Int64) -> Int? {
    if let part, stretches[part].contains(time) { return part }
    part = stretches.firstIndex { $0.contains(time) }
    return part
  }

  /// Whether the part to begin next is the one that opens the stream.
  fileprivate var opensNext: Bool {
    part == nil && stretches[next...].first { !$0.isEmpty }?.opensStream == true
  }

  /// A picture that decoding can start with may begin a part, and end the one before.
  fileprivate mutating func begin(at time: Int64, isHidden: Bool) {
    let before = part
    (edge, losing) = (nil, nil)
    if before.map({ stretches[$0].contains(time) }) != true {
      (part, edge, losing) = (nil, time, before)
    }
    while next < stretches.count {
      let stretch = stretches[next]
      guard
        stretch.isEmpty || (stretch.opensStream && part == nil)
          || (time >= stretch.start && !isHidden)
      else { return }
      if stretch.contains(time) {
        part = next
        // What leads the very first picture can be shown, unless something before is missing.
        if stretch.opensStream { (edge, losing) = hasSkipped ? (time, next) : (nil, nil) }
      }
      next += 1
    }
  }
}

extension Int64 {
  fileprivate func subtractingClamped(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard overflow else { return difference }
    return other < 0 ? .max : .min
  }
}
