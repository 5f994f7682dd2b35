package import Media
package import MediaTypes

/// What `probe --json` says of a file.
package struct ProbeDocument: Encodable {
  struct Container: Encodable {
    let names: [String]
    let title: String
    let sizeBytes: Int64?
    let bitRate: Int64?
    let start: TimeDocument?
    let tags: [String: String]
  }

  /// The lengths that different witnesses give, told apart.
  struct Durations: Encodable {
    let container: TimeDocument?
    let mainVideo: TimeDocument?
    let mainAudio: TimeDocument?
    let measured: TimeDocument?
  }

  struct Chapter: Encodable {
    let start: TimeDocument
    let end: TimeDocument
    let title: String?
  }

  let file: String
  let container: Container
  let durations: Durations
  let video: [VideoDocument]
  let audio: [AudioDocument]
  let subtitles: [SubtitleDocument]
  let otherStreams: Int
  let mainVideo: Int?
  let mainAudio: Int?
  let chapters: [Chapter]
  let exact: ExactDocument?

  /// Describes the file of that name; `index` is what reading all its packets has shown.
  package init(_ file: String, _ facts: MediaDescription, _ index: PacketIndex? = nil) {
    self.file = file
    container = Container(
      names: facts.format.split(separator: ",").map(String.init), title: facts.formatName,
      sizeBytes: facts.size, bitRate: facts.bitRate, start: facts.start.map(TimeDocument.init),
      tags: facts.tags.byKey)
    exact = index.map(ExactDocument.init)
    durations = Durations(
      container: facts.containerDuration.map(TimeDocument.init),
      mainVideo: facts.video?.common.duration.map(TimeDocument.init),
      mainAudio: facts.sound?.common.duration.map(TimeDocument.init), measured: exact?.duration)
    video = facts.videos.map(VideoDocument.init)
    audio = facts.sounds.map(AudioDocument.init)
    subtitles = facts.texts.map(SubtitleDocument.init)
    (otherStreams, mainVideo, mainAudio) = (facts.otherStreams, facts.mainVideo, facts.mainSound)
    chapters = facts.chapters.map { chapter in
      Chapter(
        start: TimeDocument(chapter.range.start), end: TimeDocument(chapter.range.end),
        title: chapter.title)
    }
  }
}

extension [Tag] {
  /// The tags as an object; of two with the same key, both values.
  var byKey: [String: String] {
    [String: String](map { ($0.key, $0.value) }) { "\($0); \($1)" }
  }
}
