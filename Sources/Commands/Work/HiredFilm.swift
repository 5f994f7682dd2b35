internal import JSON
internal import Media
internal import MediaTypes
internal import Providers
internal import Services
internal import Studios

/// Has a film made by a studio, and brings it here.
struct HiredFilm {
  /// Bytes of the largest film that is brought.
  private static let largest: Int64 = 4 << 30

  let order: FilmOrder
  let target: FilmOrder.Target
  let studio: any Studio
  let console: Console
  let lines: WorkLines

  /// The film, by the job that an earlier attempt began if there is one.
  func make(_ state: inout FilmCheckpoint) async throws(FilmFailure) -> FilmAnswer {
    let path = "\(order.drafts)/film.mp4"
    do {
      let job = try await job(&state)
      let lines = lines
      let files = try await StudioWatch(studio).files(of: job, spent: state.spent) { part in
        lines.progress("waiting", part: part * 0.85)
      }
      guard let film = files.first(where: { $0.variant == .video }) else {
        throw StudioError(.brokenAnswer, "\(target.provider) gave no film")
      }
      lines.progress("downloading", part: 0.85)
      _ = try await studio.fetch(film, to: path, limit: Self.largest)
      return try answer(path, job)
    } catch let error as StudioError {
      throw FilmFailure(
        code: error.serviceCode ?? error.code.rawValue, reason: error.message,
        mayBeMended: ![.cancelled, .unwritable].contains(error.code))
    } catch let error as FilmFailure {
      throw error
    } catch {
      throw FilmFailure(code: "internal_error", reason: "\(error)")
    }
  }

  private func job(_ state: inout FilmCheckpoint) async throws -> StudioJob {
    if let job = state.job.flatMap(StudioJob.init) { return job }
    var asked = StudioOrder(model: target.model, prompt: order.prompt)
    asked.negativePrompt = order.negativePrompt
    asked.size = (order.size.width, order.size.height)
    asked.seconds = Double(order.seconds.milliseconds) / 1000
    if let path = order.referencePath { asked.reference = try reference(path) }
    // A film that another studio made is nothing to this one.
    if let parent = order.parent.flatMap(StudioJob.init), parent.studio == target.provider {
      asked.remixOf = parent
    }
    if !studio.mindsKeys {
      // Each film costs money, so one that may be on its way is not asked for again.
      guard !state.isAsking else {
        throw FilmFailure(
          code: "interrupted",
          reason: "The work was interrupted while \(target.provider) was asked, who may be making "
            + "the film; whether it is cannot be found out.")
      }
      state.ask()
      lines.checkpoint(state.json)
      // Nobody says when that is on the disk, so there is ample time for it.
      try await Task.sleep(for: .milliseconds(250))
    }
    let job = try await studio.begin(asked, key: "\(order.key)-\(state.place)")
    state.begin(job.json)
    lines.checkpoint(state.json)
    return job
  }

  private func reference(_ path: String) throws -> StudioOrder.Reference {
    guard let bytes = try? TextFile.bytes(of: path),
      let type = DefinitionReading.mediaType(bytes)
    else { throw FilmFailure(code: "unreadable_media", reason: "The picture cannot be read.") }
    return StudioOrder.Reference(bytes, type: type)
  }

  /// What came is looked at before anybody gets it.
  private func answer(_ path: String, _ job: StudioJob) throws(FilmFailure) -> FilmAnswer {
    do {
      let source = MediaSource.path(path)
      let limits = MediaLimits()
      let media = try MediaDescription(
        of: source, limits: limits, interruption: console.interruption)
      guard let size = media.video?.uprightSize else {
        throw MediaError(.notMedia, "there are no pictures in it")
      }
      let index = try PacketIndex(of: source, limits: limits, interruption: console.interruption)
      return FilmAnswer(
        by: target, size: VideoSize(width: size.width, height: size.height),
        seconds: index.range?.seconds ?? 0, job: job.json)
    } catch {
      throw FilmFailure(
        code: "broken_answer", reason: "\(target.provider) gave a film that cannot be read.")
    }
  }
}
