/// Waits for a job that a studio works at, and bears with a studio that is not always there.
package struct StudioWatch: Sendable {
  private let studio: any Studio
  /// How many questions in a row may come to nothing.
  private let faults: Int

  /// Makes a watch that gives up after so many questions in a row came to nothing.
  package init(_ studio: any Studio, faults: Int = 5) {
    (self.studio, self.faults) = (studio, faults)
  }

  /// Asks again and again until the files of a job are there.
  ///
  /// `spent` is the time that was waited for the job before, in an earlier life of the program. `progress` is told
  /// which part is done, each time that the studio says so.
  package func files(
    of job: StudioJob, spent: Duration = .zero, progress: @Sendable (Double) -> Void = { _ in }
  ) async throws(StudioError) -> [StudioFile] {
    let end = ContinuousClock.now + (studio.entry.patience - spent)
    var failed = 0
    while true {
      var pause = studio.entry.pause
      do throws(StudioError) {
        switch try await studio.state(of: job) {
        case .done(let files): return files
        case .failed(let error): throw error
        case .waiting(let part, let pollAfter):
          if let part { progress(part) }
          pause = min(max(pollAfter ?? pause, Self.shortest), Self.longest)
          failed = 0
        }
      } catch {
        failed += 1
        guard error.mayPass, failed < faults else { throw error }
        // Who asks to be left alone for long is, if there is time.
        pause = max(error.wait ?? min(pause * failed, Self.longest), Self.shortest)
      }
      guard ContinuousClock.now + pause < end else {
        throw StudioError(
          .timedOut, "\(studio.entry.name): the film was not done in \(studio.entry.patience)")
      }
      guard (try? await Task.sleep(for: pause)) != nil else {
        throw StudioError(.cancelled, "\(studio.entry.name): cancelled")
      }
    }
  }

  private static let shortest = Duration.milliseconds(100)
  private static let longest = Duration.seconds(60)
}
