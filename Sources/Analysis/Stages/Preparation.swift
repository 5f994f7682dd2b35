internal import Media
internal import MediaTypes
internal import Models
internal import Reading
internal import Segmentation

/// What is done with a video that was looked at before a model is asked: taking it apart, reading what stands on it.
///
/// All of it blocks, so it is done on a thread of its own.
struct Preparation: Sendable {
  let look: VideoLook
  let survey: Survey
  /// By definition, the video taken apart at the stretches that the caller names.
  let givenSurveys: [String: Survey]
  /// Nil where nobody needs to jump, or the container says itself where to.
  let index: PacketIndex?

  /// `heard` are lines that are said besides those of the video itself.
  init(
    _ request: AnalysisRequest, _ look: VideoLook, heard: [TextLine], _ appetite: ModelAppetite,
    kept: KeptFolder?
  ) throws(AnalysisError) {
    let readsScreen = !request.screenLanguages.isEmpty
    do throws(MediaError) {
      index = try Self.index(
        for: request, look, isNeeded: readsScreen || appetite.picturesPerCall > 0)
    } catch {
      throw AnalysisError(error)
    }
    self.look = look
    let lines = (look.lines + heard).sorted { $0.range.start < $1.range.start }
    let screen =
      readsScreen
      ? ScreenReading(
        source: request.source, footage: look.footage, index: index,
        languages: request.screenLanguages, limits: request.scan.limits,
        interruption: request.scan.interruption) : nil
    func withScreen(_ survey: Survey) throws(AnalysisError) -> Survey {
      guard let screen else { return survey }
      do throws(ScreenReadingError) {
        return try survey.reading(screen, kept, look.contentName)
      } catch {
        throw AnalysisError(error)
      }
    }
    func surveyed(_ make: () throws(SegmenterError) -> Survey) throws(AnalysisError) -> Survey {
      let survey: Survey
      do throws(SegmenterError) { survey = try make() } catch { throw AnalysisError(error) }
      return try withScreen(survey)
    }
    let survey = try surveyed { () throws(SegmenterError) in
      try Survey(look.footage, lines: lines, for: request)
    }
    self.survey = survey
    var given: [String: Survey] = [:]
    if case .definitions(let definitions) = request.question {
      for definition in definitions where !definition.stretches.isEmpty {
        given[definition.id] = try surveyed { () throws(SegmenterError) in
          try survey.taken(at: definition.stretches, lines: lines)
        }
      }
    }
    givenSurveys = given
  }

  private static func index(
    for request: AnalysisRequest, _ look: VideoLook, isNeeded: Bool
  ) throws(MediaError) -> PacketIndex? {
    // The sample table of MP4 says where to jump.
    guard isNeeded, !look.footage.description.format.contains("mp4") else { return nil }
    return try PacketIndex(
      of: request.source, limits: request.scan.limits, interruption: request.scan.interruption)
  }
}
