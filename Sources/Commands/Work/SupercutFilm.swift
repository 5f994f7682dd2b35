internal import Analysis
internal import Media
internal import MediaTypes
internal import Providers
internal import Reading
internal import Rendering
internal import Services

/// Makes a film of the stretches of a video that fit a prompt.
struct SupercutFilm {
  let order: FilmOrder
  let source: String
  let console: Console
  let lines: WorkLines

  /// Looks through the video, chooses, and joins what was chosen.
  func render(to path: String) async throws(FilmFailure) -> FilmFacts {
    let result = try await result()
    let seconds = Double(order.seconds.milliseconds) / 1000
    let choice = SupercutChoice(order.prompt, longest: seconds, of: result)
    var cut = SupercutOrder(choice.stretches.map { .init(source: source, range: $0) })
    cut.size = (order.size.width, order.size.height)
    cut.longest = Ratio(order.seconds.milliseconds, 1000)
    do {
      return try Supercut(cut).render(to: path, interruption: console.interruption) { part in
        lines.progress("rendering", part: 0.5 + part * 0.4)
      }
    } catch {
      throw FilmFailure(error)
    }
  }

  private func result() async throws(FilmFailure) -> AnalysisResult {
    var request = AnalysisRequest(.path(source))
    request.scan.interruption = console.interruption
    request.screenLanguages = LanguageData.standard.languages.contains("eng") ? ["eng"] : []
    let lines = lines
    do {
      return try await analyzer().run(request) { event in
        switch event {
        case .scanned(let step): lines.progress("looking", part: (step.part ?? 0) * 0.3)
        case .heard(let done, let planned):
          lines.progress(
            "listening", part: 0.3 + 0.1 * Double(done) / Double(max(planned, done, 1)))
        case .asked(let done, let planned):
          lines.progress("asking", part: 0.4 + 0.1 * Double(done) / Double(max(planned, done, 1)))
        case .planned: break
        }
      }
    } catch let error as AnalysisError {
      throw FilmFailure(
        code: error.media?.code.rawValue ?? error.code.rawValue, reason: error.message)
    } catch {
      throw FilmFailure(code: "no_model", reason: "\(error)")
    }
  }

  private func analyzer() throws -> Analyzer {
    let catalog = try console.catalog(Arguments())
    let environment = console.environment
    let transcriber = try catalog.defaultTranscriber.map { name in
      try catalog.transcriber(name, environment: environment, isOffline: false)
    }
    return Analyzer(
      try catalog.model(catalog.defaultModel, environment: environment, isOffline: false),
      hearingWith: transcriber, keepingIn: order.answers)
  }
}
