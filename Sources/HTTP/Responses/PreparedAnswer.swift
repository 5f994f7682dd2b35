internal import Threads

/// An answer as it goes out.
struct PreparedAnswer: Sendable {
  /// What follows the head.
  enum Body: Sendable {
    case bytes([UInt8])
    case file(OpenFile, Range<Int64>)
    case stream(@Sendable (BodyStream) async throws -> Void)
  }

  var status: Int
  var headers: HTTPHeaders
  var body: Body

  /// Gets an answer ready for a request.
  static func preparing(
    _ response: Response, for head: RequestHead, _ problem: ProblemWriter
  ) async -> PreparedAnswer {
    if let answer = await PreparedAnswer(response, for: head) { return answer }
    let words = Problem(.internalError, "The answer could not be made.")
    let other = await PreparedAnswer(problem(words, head), for: head)
    return other ?? PreparedAnswer(status: 500, headers: HTTPHeaders(), body: .bytes([]))
  }

  private init(status: Int, headers: HTTPHeaders, body: Body) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// Nil for what cannot be sent.
  private init?(_ response: Response, for head: RequestHead) async {
    guard (200...599).contains(response.status), response.headers.isValid else { return nil }
    status = response.status
    headers = response.headers
    // How a body is framed is known here alone.
    for name in ["Content-Length", "Transfer-Encoding", "Connection"] { headers[name] = nil }
    switch response.body {
    case .none: body = .bytes([])
    case .bytes(let bytes):
      body = .bytes(bytes)
      await compress(response, bytes, head)
    case .stream(let write): body = .stream(write)
    case .file(let file):
      guard let open = OpenFile(file) else { return nil }
      body = .file(open, 0..<open.size)
      cut(open, head)
    }
    if status == 204 || status == 304 { body = .bytes([]) }
  }

  private mutating func compress(
    _ response: Response, _ bytes: [UInt8], _ head: RequestHead
  ) async {
    guard Compression.suits(response, bytes) else { return }
    headers.add("Vary", "Accept-Encoding")
    guard Compression.isWanted(by: head.headers) else { return }
    let isLarge = bytes.count > 256 << 10
    let packed =
      isLarge
      ? await OwnThread.run { Compression.gzip(bytes) } : Compression.gzip(bytes)
    guard let packed else { return }
    body = .bytes(packed)
    headers["Content-Encoding"] = "gzip"
    // Other bytes need another tag.
    if let tag = headers["ETag"], !tag.hasPrefix("W/") { headers["ETag"] = "W/\(tag)" }
  }

  /// Leaves out of a file what the client has or does not want.
  private mutating func cut(_ file: OpenFile, _ head: RequestHead) {
    guard status == 200 else { return }
    headers["ETag"] = file.tag
    headers["Last-Modified"] = HTTPDate.text(file.modified)
    headers["Accept-Ranges"] = "bytes"
    guard head.method == .get || head.method == .head else { return }
    if head.hasCurrent(file) {
      (status, body) = (304, .bytes([]))
      return
    }
    let range = head.wantsRange(of: file) ? head.headers["Range"] : nil
    switch ByteRange(range, size: file.size) {
    case .all: break
    case .part(let part):
      (status, body) = (206, .file(file, part))
      headers["Content-Range"] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"
    case .none:
      (status, body) = (416, .bytes([]))
      headers["Content-Range"] = "bytes */\(file.size)"
      headers["Content-Type"] = nil
    }
  }
}

extension RequestHead {
  /// Whether the client has the file as it is.
  fileprivate func hasCurrent(_ file: OpenFile) -> Bool {
    let tags = headers.values(of: "If-None-Match").flatMap { $0.split(separator: ",") }
      .map(\.trimmed)
    if !tags.isEmpty {
      return tags.contains { $0 == "*" || $0 == file.tag || $0 == "W/\(file.tag)" }
    }
    guard let since = headers["If-Modified-Since"].flatMap(HTTPDate.seconds) else { return false }
    return file.modified <= since
  }

  /// Whether a part of the file goes with what the client has of it.
  fileprivate func wantsRange(of file: OpenFile) -> Bool {
    guard method == .get else { return false }
    guard let condition = headers["If-Range"]?.trimmed else { return true }
    return condition == file.tag || HTTPDate.seconds(condition) == file.modified
  }
}
