internal import Dispatch
internal import Media
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Turns Ctrl-C and SIGTERM into a cancelled run, and a reader that left into an error of `write`.
enum SignalWatch {
  /// How many seconds a run has between being cancelled and being ended.
  private static let patience = Atomic(5)

  /// Gives the run more time to end by itself: a server has clients to take leave of.
  static func allow(seconds: Int) { patience.store(seconds, ordering: .relaxed) }

  /// Watches from now on; to be called before any other thread exists.
  static func start(cancelling interruption: Interruption) {
    _ = signal(SIGPIPE, SIG_IGN)
    var watched = sigset_t()
    unsafe sigemptyset(&watched)
    unsafe sigaddset(&watched, SIGINT)
    unsafe sigaddset(&watched, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &watched, nil)
    DispatchQueue(label: "signals").async { [watched] in
      var watched = watched
      var number: CInt = 0
      unsafe sigwait(&watched, &number)
      interruption.cancel()
      // What blocks in a write does not look: a second signal or some seconds end it.
      let end = ContinuousClock.now + .seconds(Self.patience.load(ordering: .relaxed))
      while true {
        let rest = max(.zero, end - .now).components
        var patience = timespec(
          tv_sec: Int(rest.seconds), tv_nsec: Int(rest.attoseconds / 1_000_000_000))
        // A process that was stopped and goes on is woken here without either.
        if unsafe sigtimedwait(&watched, nil, &patience) >= 0 || errno != EINTR { break }
      }
      _exit(ExitCode.cancelled.rawValue)
    }
  }
}
