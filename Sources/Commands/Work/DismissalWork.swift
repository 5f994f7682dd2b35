internal import JSON
internal import Studios

/// Tells a studio that nobody wants a film any more.
struct DismissalWork {
  let job: StudioJob
  let studios: StudioCatalog
  let console: Console

  /// Tells it; a studio that cannot be told goes on for nobody.
  func run() async {
    guard let studio = try? studios.studio(job.studio, environment: console.environment) else {
      return
    }
    try? await studio.cancel(job)
  }
}
