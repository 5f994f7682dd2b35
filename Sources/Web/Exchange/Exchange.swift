internal import CCurl

/// One request and its answer, as libcurl's callbacks see them.
///
/// Belongs to the thread on which the transfer runs; libcurl holds a pointer to it during the run.
@safe
final class Exchange {
  private let url: WebURL
  private let policy: AddressPolicy
  private let reader: BodyReader?
  private let refusalBytes: Int64
  private var source: BodySource
  /// What the server said before the body.
  private(set) var head: WebHead?
  /// The body, unless it went to the reader.
  private(set) var body: [UInt8] = []
  /// Whether an answer that is no success had more to say than is kept.
  private(set) var isOverfull = false
  /// What a closure of the caller threw.
  private(set) var cause: (any Error)?

  init(_ request: WebRequest, policy: AddressPolicy, reader: BodyReader?, refusalBytes: Int64) {
    (url, self.policy, self.reader) = (request.url, policy, reader)
    self.refusalBytes = refusalBytes
    source = BodySource(request.body)
  }

  /// The callbacks, valid as long as this object lives.
  var callbacks: ccurl_callbacks {
    unsafe ccurl_callbacks(
      context: Unmanaged.passUnretained(self).toOpaque(),
      may_connect: { context, address in
        unsafe Exchange.at(context)?.mayConnect(to: address.pointee) ?? false
      },
      head: { context, status, lines, size in
        let bytes = unsafe UnsafeRawBufferPointer(start: lines, count: size)
        return unsafe Exchange.at(context)?.take(head: Array(bytes), Int(status)) ?? false
      },
      body: { context, bytes, size in
        let bytes = unsafe UnsafeBufferPointer(start: bytes, count: size)
        return unsafe Exchange.at(context)?.take(bytes) ?? false
      },
      read: { context, buffer, size in
        let target = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size)
        return unsafe Exchange.at(context)?.read(into: target) ?? -1
      })
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    unsafe context.map { unsafe Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }

  private func mayConnect(to address: ccurl_address) -> Bool {
    let bytes = unsafe withUnsafeBytes(of: address.bytes) {
      unsafe Array($0.prefix(Int(address.size)))
    }
    guard let address = IPAddress(bytes) else { return false }
    return policy.permits(address, forHost: url.host, port: url.port)
  }

  private func take(head lines: [UInt8], _ status: Int) -> Bool {
    let head = WebHead(status: status, headers: WebHeaders(lines: lines))
    self.head = head
    guard head.isSuccess, let reader else { return true }
    return isContinuing { try reader.onHead(head) }
  }

  private func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head?.isSuccess == true, let reader else {
      isOverfull = head?.isSuccess != true && Int64(body.count + bytes.count) > refusalBytes
      unsafe body.append(contentsOf: bytes)
      return !isOverfull
    }
    let chunk = unsafe Array(bytes)
    return isContinuing { try reader.onBody(chunk) }
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int64 {
    var count = 0
    let isFine = isContinuing { count = unsafe try source.read(into: buffer) }
    return isFine ? Int64(count) : -1
  }

  private func isContinuing(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      cause = error
      return false
    }
  }
}
