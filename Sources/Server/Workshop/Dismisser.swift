internal import Confinement
internal import JSON
internal import Tasks

/// Has a worker tell a studio that nobody wants a film any more.
struct Dismisser: Sendable {
  let settings: ServerSettings

  /// Tells the studio that an attempt at a task has asked, if there is one; the caller does not wait for that.
  func dismiss(_ task: TaskRecord) {
    guard !task.state.isFinal, let job = Self.job(of: task), let program = settings.worker.first
    else { return }
    let line = WorkLine(settings: settings, readable: [], network: true).json("dismiss", job)
    var child = ChildProcess(
      program, Array(settings.worker.dropFirst()), environment: settings.workerEnvironment)
    child.wallClock = .seconds(120)
    Task { [child] in _ = await child.run(input: Array(line.text.utf8)) { _ in .goOn } }
  }

  private static func job(of task: TaskRecord) -> JSONValue? {
    task.checkpoint.flatMap { try? JSONReader().value(of: $0) }?["job"]
  }
}
