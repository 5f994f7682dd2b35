/// What the prompt of a remix asks of the video's form: what it does not speak of stays.
package struct RemixWishes: Sendable, Equatable {
  /// Another size.
  package let size: VideoSize?
  /// Another length.
  package let seconds: VideoSeconds?
  /// Another seed.
  package let seed: Int64?

  /// Reads a prompt; `size` is what the video had.
  package init(_ prompt: String, from size: VideoSize) {
    let words = prompt.lowercased().split {
      !($0.isLetter || $0.isNumber || $0 == ".")
    }.map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
    var (found, seconds, seed): (VideoSize?, VideoSeconds?, Int64?)
    for (place, word) in words.enumerated() {
      let next = place + 1 < words.count ? words[place + 1] : ""
      let afterNext = place + 2 < words.count ? words[place + 2] : ""
      let before = words[max(0, place - 2)..<place]
      switch word {
      case "portrait", "vertical":
        if Self.forms.contains(next), size.width > size.height { found = size.turned }
      case "landscape", "horizontal":
        if Self.forms.contains(next), size.width < size.height { found = size.turned }
      case "square": if Self.forms.contains(next) { found = size.square }
      case "seed": seed = Int64(next) ?? seed
      default:
        found = VideoSize(String(word)) ?? found
        // Seconds are spoken of in many a story: only those of the film count.
        guard Self.units.contains(next),
          Self.forms.contains(afterNext) || before == ["make", "it"]
            || before.last == "duration" || before.last == "length"
        else { break }
        seconds = VideoSeconds(String(word)) ?? seconds
      }
    }
    (self.size, self.seconds, self.seed) = (found, seconds, seed)
  }

  private static let units: Set<Substring> = ["s", "sec", "second", "seconds"]
  private static let forms: Set<Substring> = [
    "clip", "cut", "film", "format", "long", "mode", "movie", "orientation", "version", "video",
  ]
}
