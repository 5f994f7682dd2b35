internal import Analysis
internal import Documents
internal import Exports
internal import JSON
internal import Media
internal import MediaTypes
internal import Providers
internal import Segmentation
internal import Threads

extension Video {
  /// What the file says of itself, and with `exact` what its packets prove.
  func facts(_ options: Options) throws(Failure) -> String {
    let isExact = try options.flag("exact") && description.mainVideo != nil
    return try interruptibly { interruption throws(Failure) in
      let index = try Failure.translating { () throws(MediaError) in
        isExact
          ? try PacketIndex(of: source, limits: limits, interruption: interruption) : nil
      }
      return try Self.text(of: ProbeDocument(path, description, index))
    }
  }

  /// The segments.
  func segments(_ options: Options) throws(Failure) -> String {
    try interruptibly { interruption throws(Failure) in
      // Wrong words are told before the video is looked at.
      let scan = try options.scan(self, interruption)
      let bounds = try options.bounds()
      _ = try options.policy(zero: Timestamp(0, .microseconds))
      let footage = try Failure.translating { () throws(MediaError) in
        try scan.footage(of: source)
      }
      let policy = try options.policy(zero: footage.zero)
      let kept = bounds ?? .usual(for: policy)
      let segments: [Segment]
      do throws(SegmenterError) {
        segments = try Segmenter(policy, bounds: kept).segments(
          of: footage.range, candidates: footage.boundaries, frames: footage.frames)
      } catch {
        throw .invalid(error.description)
      }
      let origin = ExportSource(
        footage, named: path, url: ExportSource.url(ofFileAt: path))
      return try Self.text(of: SegmentsDocument(segments, by: policy, kept, footage, of: origin))
    }
  }

  /// What the embedded model says.
  func analysis(_ options: Options) throws(Failure) -> String {
    try interruptibly { interruption throws(Failure) in
      let request = try options.analysis(of: self, interruption)
      let analyzer = Analyzer(EmbeddedModel(), keepingIn: try options.text("cache"))
      let result: AnalysisResult
      do throws(AnalysisError) {
        result = try AwaitedWork.outcome(unless: { interruption.isDue }) {
          () async throws(AnalysisError) in try await analyzer.run(request)
        }
      } catch {
        throw Failure(error)
      }
      return result.document(asked: request, source: path, generator: Release.generator).text
    }
  }

  private static func text(of document: some Encodable) throws(Failure) -> String {
    do {
      return String(decoding: try DocumentText.bytes(of: document), as: UTF8.self)
    } catch {
      throw Failure(.unreadable, "a result cannot be written as JSON: \(error)")
    }
  }
}
