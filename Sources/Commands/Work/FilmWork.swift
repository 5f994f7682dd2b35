internal import JSON
internal import Media
internal import Providers
internal import Services
internal import Studios

/// Makes a film: asks those who are named for it, one after the other, and adds pictures of it.
struct FilmWork {
  let order: FilmOrder
  let studios: StudioCatalog
  let console: Console
  let lines: WorkLines

  /// Makes the film, and says what came of it.
  func run() async throws(CommandError) {
    var state = FilmCheckpoint(order.checkpoint, of: order)
    while true {
      do throws(FilmFailure) {
        let answer = try await film(by: order.targets[state.place], &state)
        var files = FilmFiles(order: order, console: console, lines: lines)
        try files.gather()
        return try tell(answer, files.documents)
      } catch {
        guard !console.interruption.isDue, error.mayBeMended,
          state.moveOn(after: error, among: order.targets.count)
        else {
          // What the first one said is what the client asked about.
          let failure = state.failure ?? error
          return try lines.failed(failure.code, failure.reason)
        }
        lines.checkpoint(state.json)
      }
    }
  }

  private func film(
    by target: FilmOrder.Target, _ state: inout FilmCheckpoint
  ) async throws(FilmFailure) -> FilmAnswer {
    guard let studio = try studio(of: target) else {
      return try await LocalFilm(order: order, console: console, lines: lines).make()
    }
    let film = HiredFilm(
      order: order, target: target, studio: studio, console: console, lines: lines)
    return try await film.make(&state)
  }

  private func studio(of target: FilmOrder.Target) throws(FilmFailure) -> (any Studio)? {
    do {
      return try studios.studio(target.provider, environment: console.environment)
    } catch {
      throw FilmFailure(code: "no_key", reason: error.description)
    }
  }

  private func tell(_ answer: FilmAnswer, _ files: [JSONValue]) throws(FilmFailure) {
    do {
      try lines.done(answer.json, warning: nil, files: files)
    } catch {
      throw FilmFailure(code: "internal_error", reason: "\(error)", mayBeMended: false)
    }
  }
}

/// Why there is no film.
struct FilmFailure: Error {
  /// A word that does not change.
  let code: String
  /// A sentence for people.
  let reason: String
  /// Whether somebody else might make it.
  var mayBeMended = true

  init(code: String, reason: String, mayBeMended: Bool = true) {
    (self.code, self.reason, self.mayBeMended) = (code, reason, mayBeMended)
  }

  /// What went wrong with a file.
  init(_ error: MediaError) {
    self.init(code: error.code.rawValue, reason: error.message)
  }
}
