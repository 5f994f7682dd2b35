internal import CHTTP
internal import Glibc
internal import Threads

/// libmicrohttpd's half of a server.
@safe
final class NativeServer: Sendable {
  private nonisolated(unsafe) let handle: OpaquePointer
  private let context: Unmanaged<ServerCore>
  private let isOver = Guarded(false)
  let port: UInt16

  init(address: String, port: UInt16, _ core: ServerCore) throws(HTTPError) {
    let limits = core.limits
    // Fields lie there together with what is read next, each with a record of its own.
    let memory = limits.headBytes * 3 / 2 + limits.targetBytes + 8 << 10
    let context = unsafe Unmanaged.passRetained(core)
    var handle: OpaquePointer?
    let code = unsafe address.withCString { address in
      var settings = unsafe chttp_settings(
        address: address, port: port, threads: CInt(max(1, limits.threads)), head_bytes: memory,
        connections: CInt(clamping: limits.connections),
        connections_per_address: CInt(clamping: limits.connectionsPerAddress),
        idle_seconds: limits.idle.inSeconds, head_seconds: limits.head.inSeconds,
        body_seconds: limits.body.inSeconds, body_rate: limits.bodyRate,
        linger_seconds: limits.linger.inSeconds)
      var callbacks = unsafe Self.callbacks(context.toOpaque())
      return unsafe chttp_start(&settings, &callbacks, &handle)
    }
    guard code == 0, let handle = unsafe handle else {
      unsafe context.release()
      throw HTTPError(code, address, port)
    }
    unsafe self.handle = handle
    unsafe self.context = context
    self.port = unsafe chttp_port(handle)
  }

  deinit { free() }

  /// Accepts nobody from now on.
  func drain() {
    isOver.withLock { isOver in
      if !isOver { unsafe chttp_drain(handle) }
    }
  }

  /// Ends what is left and waits for the threads.
  func free() {
    let isFirst = isOver.withLock { isOver in
      defer { isOver = true }
      return !isOver
    }
    guard isFirst else { return }
    unsafe chttp_free(handle)
    unsafe context.release()
  }

  private static func callbacks(_ context: UnsafeMutableRawPointer) -> chttp_callbacks {
    unsafe chttp_callbacks(
      context: context,
      begun: { context, exchange, head in
        guard let core = unsafe ServerCore.at(context) else { return nil }
        // What is no text becomes no target, and is refused.
        let target = unsafe String(validatingCString: head.pointee.target) ?? ""
        let exchange = unsafe Exchange(
          NativeExchange(exchange), RequestHead(head.pointee, target), target: target, core)
        core.enter(exchange)
        return unsafe Unmanaged.passRetained(exchange).toOpaque()
      },
      received: { request, bytes, size in
        let bytes = unsafe UnsafeRawBufferPointer(start: bytes, count: size)
        unsafe Exchange.at(request)?.take(bytes)
      },
      ready: { unsafe Exchange.at($0)?.begin() },
      drained: { unsafe Exchange.at($0)?.drain() },
      gone: { unsafe Exchange.at($0)?.lose() },
      finished: { request, isWhole, streamed in
        let streamed = Int64(clamping: streamed)
        unsafe Exchange.at(request)?.finish(isWhole: isWhole, streamed: streamed)
      },
      retain: { _ = unsafe Unmanaged<Exchange>.fromOpaque($0).retain() },
      release: { unsafe Unmanaged<Exchange>.fromOpaque($0).release() },
      refusal: { context, request, remote, status, buffer, capacity in
        guard let core = unsafe ServerCore.at(context) else { return 0 }
        let bytes =
          unsafe Exchange.at(request)?.lateAnswer()
          ?? core.closingAnswer(status: Int(status), remote: String(cString: remote))
        guard bytes.count <= capacity else { return 0 }
        unsafe bytes.withUnsafeBufferPointer { source in
          guard let base = source.baseAddress else { return }
          unsafe buffer.update(from: base, count: bytes.count)
        }
        return bytes.count
      })
  }
}

extension ServerCore {
  fileprivate static func at(_ context: UnsafeMutableRawPointer?) -> ServerCore? {
    unsafe context.map { unsafe Unmanaged<ServerCore>.fromOpaque($0).takeUnretainedValue() }
  }
}

extension Exchange {
  fileprivate static func at(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    unsafe context.map { unsafe Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }
}

extension RequestHead {
  fileprivate init(_ head: chttp_head, _ target: String) {
    var headers = HTTPHeaders()
    for index in unsafe 0..<head.count {
      let field = unsafe head.fields[index]
      unsafe headers.add(String(cString: field.name), String(cString: field.value))
    }
    unsafe self.init(
      HTTPMethod(String(cString: head.method)), target, headers: headers,
      remoteAddress: String(cString: head.remote), version: String(cString: head.version))
  }
}

extension HTTPError {
  /// What the system's word for a failed start means.
  fileprivate init(_ code: CInt, _ address: String, _ port: UInt16) {
    let place = address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    switch code {
    case EADDRINUSE: self.init(.addressInUse, "\(place) is used by another program")
    case EINVAL, EADDRNOTAVAIL, EAFNOSUPPORT:
      self.init(.badAddress, "\(place) is no address of this machine")
    case EACCES, EPERM: self.init(.notPermitted, "\(place) may not be listened at by this user")
    default: self.init(.outOfResources, "\(place) cannot be served: \(code.errorText)")
    }
  }
}

extension Duration {
  /// Seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
