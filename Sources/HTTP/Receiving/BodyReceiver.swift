/// Takes a body while it comes; used by one thread at a time.
struct BodyReceiver: ~Copyable {
  /// Bytes that have come.
  private(set) var count: Int64 = 0
  private let limit: Int64
  private var plain: PlainReceiver?
  private var form: FormReceiver?

  /// Throws away what comes, but not without end.
  init(discarding limit: Int64) {
    self.limit = limit
    plain = nil
    form = nil
  }

  init(plain limit: Int64, inMemory: Int, spool: String) {
    self.limit = limit
    plain = PlainReceiver(inMemory: inMemory, spool: spool)
    form = nil
  }

  init(form boundary: String, limit: Int64, _ limits: HTTPLimits, spool: String) {
    self.limit = limit
    plain = nil
    form = FormReceiver(boundary: boundary, limits, spool: spool)
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
    count += Int64(bytes.count)
    guard count <= limit else { throw Problem.bodyTooLarge(limit) }
    unsafe try plain?.take(bytes)
    unsafe try form?.take(bytes)
  }

  /// What came, once all of it has.
  mutating func finish() throws(Problem) -> RequestBody {
    if let form = form.take() { return try form.finish() }
    return plain.take()?.finish() ?? .none
  }
}

/// Keeps a small body in memory and writes a large one to disk.
struct PlainReceiver: ~Copyable {
  private let inMemory: Int
  private let spool: String
  private var bytes: [UInt8] = []
  private var writer: SpoolWriter?

  init(inMemory: Int, spool: String) { (self.inMemory, self.spool) = (inMemory, spool) }

  mutating func take(_ piece: UnsafeRawBufferPointer) throws(Problem) {
    if writer == nil {
      guard bytes.count + piece.count > inMemory else {
        unsafe bytes.append(contentsOf: piece)
        return
      }
      var fresh = try SpoolWriter(in: spool)
      try unsafe bytes.withBytes { (held) throws(Problem) in unsafe try fresh.write(held) }
      bytes = []
      writer = consume fresh
    }
    unsafe try writer?.write(piece)
  }

  consuming func finish() -> RequestBody {
    if let file = writer?.file { return .file(file) }
    return bytes.isEmpty ? .none : .bytes(bytes)
  }
}

extension [UInt8] {
  /// Lends the bytes; unlike the library's own, with the error's type kept.
  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe withUnsafeBufferPointer { (buffer) throws(Failure) in
      unsafe try body(UnsafeRawBufferPointer(buffer))
    }
  }
}
