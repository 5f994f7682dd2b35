internal import CHTTP
internal import Threads

/// One request and its answer, as libmicrohttpd's callbacks see them.
@safe
final class Exchange: Sendable {
  private struct State {
    var task: Task<Void, Never>?
    var stream: BodyStream?
    var isGone = false
    var isCut = false
    var status: Int?
    var sent: Int64 = 0
  }

  let head: RequestHead
  private let core: ServerCore
  private let native: NativeExchange
  private let plan: Intake.Plan
  private let problem: ProblemWriter
  private let pattern: String?
  private let receiver: Guarded<BodyReceiver>
  private let state = Guarded(State())
  private let begun = ContinuousClock.now

  init(_ native: NativeExchange, _ head: RequestHead, target: String, _ core: ServerCore) {
    (self.native, self.head, self.core) = (native, head, core)
    let intake = Intake(head, target: target, core)
    (plan, problem, pattern) = (intake.plan, intake.problem, intake.pattern)
    let isImmediate = intake.isImmediate
    receiver = Guarded(intake.receiver(for: head, core))
    if isImmediate, case .answer(let response) = plan { refuse(with: response) }
  }

  // What comes ----------------------------------------------------------------------------------

  func take(_ bytes: UnsafeRawBufferPointer) {
    do throws(Problem) {
      try receiver.withLock { (receiver) throws(Problem) in unsafe try receiver.take(bytes) }
    } catch {
      refuse(with: problem(error, head))
    }
  }

  /// All has come: begins to answer.
  func begin() {
    let task = Task { await run() }
    let isGone = state.withLock { state in
      state.task = task
      return state.isGone
    }
    if isGone { task.cancel() }
  }

  func drain() { state.withLock { $0.stream }?.drain() }

  /// Nobody waits for the answer any more.
  func lose() {
    let (task, stream) = state.withLock { state in
      state.isGone = true
      return (state.task, state.stream)
    }
    stream?.lose()
    task?.cancel()
  }

  /// Ends it without an answer: what a handler says of being cancelled is nothing that a client asked for.
  func cut() {
    state.withLock { $0.isCut = true }
    lose()
  }

  /// Ends an answer that would otherwise go on for ever.
  func endStream() {
    let task = state.withLock { $0.stream == nil ? nil : $0.task }
    task?.cancel()
  }

  func finish(isWhole: Bool, streamed: Int64) {
    if !isWhole { lose() }
    let (status, sent, isStream) = state.withLock { state in
      defer { state.task = nil }
      return (state.status, state.sent, state.stream != nil)
    }
    core.leave(self, isStream: isStream)
    core.onExchange(
      ExchangeRecord(
        method: head.method, route: pattern, status: status, isWhole: isWhole,
        bytesReceived: receiver.withLock { $0.count },
        bytesSent: isStream ? streamed : isWhole ? sent : 0, duration: .now - begun,
        remoteAddress: head.remoteAddress))
  }

  /// The answer for a client that is late.
  func lateAnswer() -> [UInt8] {
    let response = problem(Problem(.requestTimeout, "The request came too slowly."), head)
    state.withLock { $0.status = response.status }
    return response.closingBytes(for: head)
  }

  // What goes -----------------------------------------------------------------------------------

  private func refuse(with response: Response) {
    state.withLock { $0.status = response.status }
    native.refuse(core.crossOrigin.opening(response, for: head).closingBytes(for: head))
  }

  private func run() async {
    let response: Response
    switch plan {
    case .answer(let answer): response = answer
    case .handle(let route, let parameters): response = await handle(route, parameters)
    }
    let answer = await PreparedAnswer.preparing(
      core.crossOrigin.opening(response, for: head), for: head, problem)
    if !state.withLock(\.isCut) { await send(answer) }
  }

  private func handle(_ route: Router.Route, _ parameters: Parameters) async -> Response {
    do {
      let body = try receiver.withLock { (receiver) throws(Problem) in try receiver.finish() }
      return try await route.handler(Request(head, body: body), parameters)
    } catch let error as Problem {
      return problem(error, head)
    } catch {
      return problem(Problem(.internalError, "Something went wrong here."), head)
    }
  }

  private func send(_ answer: PreparedAnswer) async {
    switch answer.body {
    case .bytes(let bytes):
      note(answer.status, head.method == .head ? 0 : bytes.count)
      native.answer(answer.status, answer.headers, bytes)
    case .file(let file, let range):
      note(answer.status, head.method == .head ? 0 : range.count)
      unsafe native.answer(
        answer.status, answer.headers,
        chttp_body(
          kind: CHTTP_FILE, bytes: nil, file: file.copy(), offset: UInt64(range.lowerBound),
          size: UInt64(range.count)))
    case .stream(let write): await stream(answer, write)
    }
  }

  private func note(_ status: Int, _ size: Int) {
    state.withLock { ($0.status, $0.sent) = (status, Int64(size)) }
  }

  private func stream(
    _ answer: PreparedAnswer, _ write: @Sendable (BodyStream) async throws -> Void
  ) async {
    let stream = BodyStream(native)
    guard core.addStream() else {
      let words = Problem(.unavailable, "There are too many streams.")
      let refusal = await PreparedAnswer.preparing(problem(words, head), for: head, problem)
      // Words of an API that are a stream themselves would come here for ever.
      guard case .bytes(let bytes) = refusal.body else {
        return native.answer(503, HTTPHeaders(), [])
      }
      note(refusal.status, bytes.count)
      return native.answer(refusal.status, refusal.headers, bytes)
    }
    let isGone = state.withLock { state in
      state.stream = stream
      state.status = answer.status
      return state.isGone
    }
    if isGone { stream.lose() }
    // It may have stopped before it knew of this stream.
    if core.isStopping { endStream() }
    unsafe native.answer(
      answer.status, answer.headers,
      chttp_body(kind: CHTTP_STREAM, bytes: nil, file: -1, offset: 0, size: 0))
    do {
      if head.method != .head { try await write(stream) }
      stream.end(isWhole: true)
    } catch {
      stream.end(isWhole: error is CancellationError)
    }
  }
}

extension Response {
  /// The answer from status line to end, for a connection that ends with it.
  func closingBytes(for head: RequestHead?) -> [UInt8] {
    var bytes: [UInt8] = []
    if case .bytes(let own) = body { bytes = own }
    let reason = unsafe String(cString: chttp_reason(CInt(status)))
    var text = "HTTP/1.1 \(status) \(reason)\r\n"
    for field in headers.isValid ? headers.fields : [] {
      text += "\(field.name): \(field.value)\r\n"
    }
    text += "Content-Length: \(bytes.count)\r\nConnection: close\r\n\r\n"
    return Array(text.utf8) + (head?.method == .head ? [] : bytes)
  }
}
