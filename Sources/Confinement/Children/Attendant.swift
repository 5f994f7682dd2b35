internal import CConfine

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Stays with a child from its start to its end, on one thread.
///
/// The system kills a child with the thread that started it, if the child asked for that, so it must be the one that
/// waits for its end.
struct Attendant {
  private let program: ChildProcess
  private let supervision: Supervision
  private let sink: AsyncStream<[[UInt8]]>.Continuation
  private var input: ArraySlice<UInt8>
  private var splitter: LineSplitter
  private var child = cconfine_child(process: 0, end: -1, input: -1, output: -1, errors: -1)
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var lastWords: [UInt8] = []
  private var written = 0
  private var hasRoom = true
  /// Why it is being ended; nil while it may run.
  private var cause: Ending.Cause?
  private var deadline: SuspendingClock.Instant

  init(
    _ program: ChildProcess, input: [UInt8], _ supervision: Supervision,
    _ sink: AsyncStream<[[UInt8]]>.Continuation
  ) {
    (self.program, self.supervision, self.sink) = (program, supervision, sink)
    self.input = input[...]
    splitter = LineSplitter(longest: program.longestLine)
    deadline = .now + program.wallClock
  }

  /// Starts the child, and gives what became of it.
  mutating func attend() -> Ending {
    guard !supervision.orders().isCancelled else { return Ending(.cancelled) }
    guard supervision.bell >= 0 else { return Ending(.notStarted("there are no descriptors left")) }
    let code = start()
    guard code == 0 else { return Ending(.notStarted(ConfinementError.reason(code))) }
    var limits = program.limits.native
    let refusal = unsafe cconfine_limit(child.process, &limits)
    if refusal != 0 { end(because: .notStarted(ConfinementError.reason(refusal))) }
    while !cconfine_has_ended(child.process) {
      obey(supervision.orders())
      exchange(FileDescriptor.wait(reading: sources, writing: sinks, milliseconds: pause))
    }
    // Before it is reaped, for only so long is the group surely its own.
    cconfine_signal(child.process, SIGKILL)
    drain()
    return reap()
  }

  private mutating func start() -> CInt {
    let environment = program.environment.map { "\($0)=\($1)" }.sorted()
    return unsafe withCStrings([program.executable] + program.arguments) { arguments in
      unsafe withCStrings(environment) { environment in
        let arguments = unsafe arguments.map { unsafe UnsafeMutablePointer(mutating: $0) } + [nil]
        let environment =
          unsafe environment.map { unsafe UnsafeMutablePointer(mutating: $0) } + [nil]
        return unsafe cconfine_start(program.executable, arguments, environment, &child)
      }
    }
  }

  // MARK: What others want

  private mutating func obey(_ orders: Supervision.Orders) {
    hasRoom = orders.hasRoom
    let now = SuspendingClock.now
    if cause == nil {
      if let time = orders.endWithin { deadline = min(deadline, now + time) }
      if orders.isCancelled {
        end(because: .cancelled)
      } else if orders.isDismissed {
        end(because: .dismissed)
      } else if now >= deadline {
        end(because: .timedOut)
      }
    } else if now >= deadline {
      cconfine_signal(child.process, SIGKILL)
      // A process that the kernel keeps from dying is asked again.
      deadline = now + .seconds(1)
    }
  }

  private mutating func end(because cause: Ending.Cause) {
    guard self.cause == nil else { return }
    self.cause = cause
    deadline = .now + program.grace
    cconfine_signal(child.process, SIGTERM)
    closeInput()
  }

  // MARK: The pipes

  private var sources: [CInt] {
    let output = hasRoom || cause != nil ? child.output : -1
    return [supervision.bell, child.end, child.errors, output].filter { $0 >= 0 }
  }

  private var sinks: [CInt] { child.input >= 0 ? [child.input] : [] }

  private var pause: CInt {
    let (seconds, attoseconds) = (deadline - .now).components
    let time = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
    return CInt(max(0, min(time, child.end >= 0 ? 60_000 : 20)))
  }

  private mutating func exchange(_ ready: Set<CInt>) {
    if child.input >= 0, ready.contains(child.input) { write() }
    if child.errors >= 0, ready.contains(child.errors) { readErrors() }
    if child.output >= 0, ready.contains(child.output) { readOutput() }
  }

  private mutating func write() {
    let piece = input.prefix(1 << 16)
    let count = unsafe piece.withUnsafeBytes { bytes in
      guard let start = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return Int64(0) }
      return unsafe cconfine_write(child.input, start, bytes.count)
    }
    if count == -Int64(EAGAIN) || count == -Int64(EINTR) { return }
    input = count < 0 ? [] : input.dropFirst(Int(count))
    if input.isEmpty { closeInput() }
  }

  private mutating func closeInput() {
    if child.input >= 0 { FileDescriptor.close(child.input) }
    child.input = -1
  }

  /// Gives whether there may be more.
  @discardableResult
  private mutating func readErrors() -> Bool {
    switch FileDescriptor.read(child.errors, into: &buffer) {
    case .bytes(let count):
      lastWords = Array((lastWords + buffer[..<count]).suffix(Self.mostLastWords))
      return true
    case .nothing: return false
    case .end:
      FileDescriptor.close(child.errors)
      child.errors = -1
      return false
    }
  }

  /// Gives whether there may be more.
  @discardableResult
  private mutating func readOutput() -> Bool {
    switch FileDescriptor.read(child.output, into: &buffer) {
    case .bytes(let count):
      take(buffer[..<count])
      return true
    case .nothing: return false
    case .end:
      FileDescriptor.close(child.output)
      child.output = -1
      return false
    }
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    // What comes after that is of no interest, but who writes it shall not have to wait.
    guard cause == nil else { return }
    written += bytes.count
    guard written <= program.mostOutput else { return end(because: .outputTooLong) }
    guard let lines = splitter.take(bytes) else { return end(because: .lineTooLong) }
    give(lines)
  }

  private func give(_ lines: [[UInt8]]) {
    guard !lines.isEmpty else { return }
    supervision.gave(lines)
    sink.yield(lines)
  }

  // MARK: The end

  /// Takes what the child left in its pipes; others that hold them too may go on writing for ever.
  private mutating func drain() {
    var pieces = Self.mostPieces
    while child.output >= 0, pieces > 0, readOutput() { pieces -= 1 }
    while child.errors >= 0, pieces > 0, readErrors() { pieces -= 1 }
    if cause == nil, let line = splitter.end() { give([line]) }
  }

  private mutating func reap() -> Ending {
    var end = cconfine_end()
    let code = unsafe cconfine_reap(child.process, &end)
    for descriptor in [child.end, child.input, child.output, child.errors] where descriptor >= 0 {
      FileDescriptor.close(descriptor)
    }
    let natural: Ending.Cause =
      code != 0
      ? .notStarted(ConfinementError.reason(code))
      : end.is_signal ? .signalled(Int(end.code)) : .exited(Int(end.code))
    return Ending(
      cause ?? natural, lastWords: String(decoding: lastWords, as: UTF8.self),
      cpu: .microseconds(end.cpu_microseconds),
      peakMemory: end.peak_memory > 0 ? end.peak_memory : nil)
  }

  private static let mostLastWords = 4096
  // A little more than a pipe can be made to hold.
  private static let mostPieces = 17
}
