internal import MediaTypes
internal import Models

/// A call of a model that is still to be made: what it is asked, and about what.
struct CallSpec: Sendable {
  /// A picture that is to be shown.
  struct Picture: Sendable, Hashable {
    let segment: Int
    let timestamp: Timestamp
    let longestSide: Int

    static func == (a: Picture, b: Picture) -> Bool {
      a.segment == b.segment && a.timestamp == b.timestamp && a.longestSide == b.longestSide
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(segment)
      hasher.combine(longestSide)
    }
  }

  var instruction: Instruction
  /// The segments that it is about, in order.
  var segments: [ClipSegment]
  /// The pictures of them, in order.
  var pictures: [Picture]
  /// What is to be put together.
  var notes: [ClipNote] = []

  /// The stretch that it is about.
  func range(in video: VideoFacts) -> TimeRange {
    guard let first = segments.first, let last = segments.last else { return video.range }
    return TimeRange(first.range.start, upTo: last.range.end)
  }

  /// What the model is shown, without pictures.
  func clip(of video: VideoFacts) -> Clip {
    Clip(video: video, range: range(in: video), segments: segments, notes: notes)
  }

  /// The same about some of the segments.
  func about(_ some: some Sequence<ClipSegment>) -> CallSpec {
    var spec = self
    spec.segments = Array(some)
    let numbers = Set(spec.segments.map(\.number))
    spec.pictures = pictures.filter { numbers.contains($0.segment) }
    return spec
  }

  /// The same in calls of whole segments with no more than so many pictures each.
  func parts(ofPictures most: Int) -> [CallSpec] {
    var parts: [CallSpec] = []
    for segment in segments {
      var own = about([segment])
      own.pictures = PictureChoice.thinned(own.pictures, to: most)
      if let last = parts.last, last.pictures.count + own.pictures.count <= most {
        parts[parts.count - 1].segments.append(segment)
        parts[parts.count - 1].pictures += own.pictures
      } else {
        parts.append(own)
      }
    }
    return parts
  }

  /// The same with about half as many pictures, at least one of each segment that had any.
  var withFewerPictures: CallSpec {
    var spec = self
    spec.pictures = segments.flatMap { segment in
      let own = pictures.filter { $0.segment == segment.number }
      return PictureChoice.thinned(own, to: (own.count + 1) / 2)
    }
    return spec
  }
}
