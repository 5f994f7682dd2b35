internal import JSON
internal import MediaTypes
internal import Models

extension Questioning.SearchOutcome {
  /// How much was found.
  var itemCount: Int { items.values.reduce(0) { $0 + $1.count } }

  /// Keeps of what was found only what begins in a part.
  mutating func keep(in part: TimeRange, of video: VideoFacts) {
    let seconds =
      video.seconds(part.start)..<max(video.seconds(part.start), video.seconds(part.end))
    items = items.mapValues { items in
      items.filter { item in
        TimeReading.seconds(item["start_time"] ?? item["start"]).map(seconds.contains) ?? false
      }
    }
    pictures = pictures.filter { part.contains($0.picture.timestamp) }
    // They are counted once, with the first part.
    if part.start != range.start { duplicates = [:] }
    range = part
  }
}
