package import Analysis
internal import MediaTypes
internal import Models
package import Wires

extension TwelveLabs.AssetTranscription {
  /// What an analysis knows of what is said; without sentences if there are no subtitles and nobody listened.
  package init(_ result: AnalysisResult) {
    guard !result.speech.isEmpty || result.transcription != nil else {
      self.init(.ready)
      return
    }
    self.init(
      .ready,
      sentences: result.speech.map { line in
        Entry(
          start: result.video.seconds(line.range.start), end: result.video.seconds(line.range.end),
          text: line.text)
      })
  }
}
