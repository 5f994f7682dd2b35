internal import CHTTP

/// libmicrohttpd's half of an exchange, which outlives the connection as long as somebody holds it.
@safe
final class NativeExchange: Sendable {
  private nonisolated(unsafe) let handle: OpaquePointer

  /// Takes over one of the handle's two owners.
  init(_ handle: OpaquePointer) { unsafe self.handle = handle }

  deinit { unsafe chttp_exchange_release(handle) }

  /// Answers; false if nobody is there to hear it.
  @discardableResult
  func answer(_ status: Int, _ headers: HTTPHeaders, _ body: chttp_body) -> Bool {
    unsafe headers.withFields { fields, count in
      var body = unsafe body
      return unsafe chttp_answer(handle, CInt(status), fields, count, &body)
    }
  }

  func answer(_ status: Int, _ headers: HTTPHeaders, _ bytes: [UInt8]) {
    unsafe bytes.withBytes { buffer in
      let kind = bytes.isEmpty ? CHTTP_NOTHING : CHTTP_BYTES
      let pointer = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      unsafe answer(
        status, headers,
        chttp_body(kind: kind, bytes: pointer, file: -1, offset: 0, size: UInt64(bytes.count)))
    }
  }

  /// Refuses while the body is still coming; only on the thread on which it comes.
  func refuse(_ bytes: [UInt8]) { unsafe chttp_refuse(handle, bytes, bytes.count) }

  func write(_ bytes: ArraySlice<UInt8>) -> chttp_room {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return CHTTP_ROOM }
      return unsafe chttp_stream_write(handle, base, buffer.count)
    }
  }

  func end(isWhole: Bool) { unsafe chttp_stream_end(handle, isWhole) }
}

extension HTTPHeaders {
  /// Lends the fields as C has them.
  fileprivate func withFields<Result>(
    _ body: (UnsafePointer<chttp_field>?, Int) -> Result
  ) -> Result {
    var text: [CChar] = []
    var places: [(name: Int, value: Int)] = []
    for field in fields {
      let name = text.count
      text.append(contentsOf: field.name.utf8.map { CChar(bitPattern: $0) } + [0])
      places.append((name, text.count))
      text.append(contentsOf: field.value.utf8.map { CChar(bitPattern: $0) } + [0])
    }
    return unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return body(nil, 0) }
      let fields = unsafe places.map {
        unsafe chttp_field(name: base + $0.name, value: base + $0.value)
      }
      return unsafe fields.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
    }
  }
}
