/// What a page shows of one result: times are in seconds from the video's first picture.
package struct Report: Sendable {
  /// Which document it was read from.
  package enum Kind: String, Sendable, CaseIterable {
    /// Of `analyze`.
    case analysis = "shotlog.analysis/1"
    /// Of `shots`.
    case shots = "shotlog.shots/1"
    /// Of `segments`.
    case segments = "shotlog.segments/1"
  }

  /// Which document it was read from.
  package let kind: Kind
  /// The program that wrote the document.
  package let generator: String
  /// The video.
  package let video: ReportVideo
  /// The stretch that was looked at.
  package let window: ReportSpan
  /// What was asked, and what was answered about the whole.
  package internal(set) var talk = ReportTalk()
  /// What was looked for and found, a lane each.
  package internal(set) var findings: [ReportFinding] = []
  /// The segments in order.
  package internal(set) var segments: [ReportSegment] = []
  /// The shots in order.
  package internal(set) var shots: [ReportShot] = []
  /// Where nothing is seen or heard, or could be read.
  package internal(set) var cues: [ReportCues] = []
  /// What is said.
  package internal(set) var speech: [ReportLine] = []
  /// What stands on the screen.
  package internal(set) var screen: [ReportLine] = []
  /// What was written down about parts of a long video.
  package internal(set) var parts: [ReportLine] = []
  /// Who answered, and what that took.
  package internal(set) var account: ReportAccount?

  init(kind: Kind, generator: String, video: ReportVideo, window: ReportSpan) {
    (self.kind, self.generator, self.video, self.window) = (kind, generator, video, window)
  }

  /// The title of the video, or the last part of its name.
  package var title: String {
    if let title = video.title, title.contains(where: { !$0.isWhitespace }) { return title }
    let last = video.name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
    return last.map(String.init) ?? "A video"
  }

  /// The stretches of a sort.
  package func spans(of cue: ReportCues.Kind) -> [ReportSpan] {
    cues.first { $0.kind == cue }?.spans ?? []
  }
}
