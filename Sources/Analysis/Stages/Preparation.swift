internal import Media
internal import MediaTypes
internal import Models
internal import Reading
internal import Segmentation

/// Everything that is done before a model is asked: looking, taking apart, reading what stands on the screen.
///
/// All of it blocks, so it is done on a thread of its own.
struct Preparation: Sendable {
  let look: VideoLook
  let survey: Survey
  /// By definition, the video taken apart at the stretches that the caller names.
  let givenSurveys: [String: Survey]
  /// Nil where nobody needs to jump, or the container says itself where to.
  let index: PacketIndex?

  init(
    _ request: AnalysisRequest, _ appetite: ModelAppetite, kept: KeptFolder?,
    onEvent: @escaping @Sendable (AnalysisEvent) -> Void
  ) throws(AnalysisError) {
    let readsScreen = !request.screenLanguages.isEmpty
    var request = request
    if readsScreen { request.scan.textStep = request.scan.textStep ?? Self.textStep }
    let look: VideoLook
    do throws(MediaError) {
      look = try VideoLook(request, kept: kept) { onEvent(.scanned($0)) }
      index = try Self.index(
        for: request, look, isNeeded: readsScreen || appetite.picturesPerCall > 0)
    } catch {
      throw AnalysisError(error)
    }
    self.look = look
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
      try Survey(look.footage, lines: look.lines, for: request)
    }
    self.survey = survey
    var given: [String: Survey] = [:]
    if case .definitions(let definitions) = request.question {
      for definition in definitions where !definition.stretches.isEmpty {
        given[definition.id] = try surveyed { () throws(SegmenterError) in
          try survey.taken(at: definition.stretches, lines: look.lines)
        }
      }
    }
    givenSurveys = given
  }

  /// Seconds between pictures that are searched for text: titles stay longer.
  private static let textStep: Ratio = 0.5

  private static func index(
    for request: AnalysisRequest, _ look: VideoLook, isNeeded: Bool
  ) throws(MediaError) -> PacketIndex? {
    // The sample table of MP4 says where to jump.
    guard isNeeded, !look.footage.description.format.contains("mp4") else { return nil }
    return try PacketIndex(
      of: request.source, limits: request.scan.limits, interruption: request.scan.interruption)
  }
}
