internal import Foundation

/// Threads of our own, as many as there are cores.
final class Workers: TaskExecutor {
  static let shared = Workers()
  static let count = ProcessInfo.processInfo.activeProcessorCount
  private let queue = OperationQueue()

  private init() { queue.maxConcurrentOperationCount = Self.count }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.addOperation { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
