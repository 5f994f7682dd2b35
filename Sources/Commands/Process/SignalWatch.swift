internal import Dispatch
internal import Media

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Turns Ctrl-C and SIGTERM into a cancelled run, and a reader that left into an error of `write`.
enum SignalWatch {
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
      // What blocks in a write does not look: a second signal or five seconds end it.
      var patience = timespec(tv_sec: 5, tv_nsec: 0)
      _ = unsafe sigtimedwait(&watched, nil, &patience)
      _exit(ExitCode.cancelled.rawValue)
    }
  }
}
