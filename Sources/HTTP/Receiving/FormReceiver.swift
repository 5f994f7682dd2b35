/// Keeps the fields of a form in memory and writes its files to disk.
struct FormReceiver: ~Copyable {
  private let limits: HTTPLimits
  private let spool: String
  private var parser: MultipartParser
  private var parts: [MultipartForm.Part] = []
  private var head: PartHead?
  private var field: [UInt8] = []
  private var fileBytes: Int64 = 0
  private var writer: SpoolWriter?

  init(boundary: String, _ limits: HTTPLimits, spool: String) {
    (self.limits, self.spool) = (limits, spool)
    parser = MultipartParser(boundary: boundary)
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
    var parser = parser
    // The parser's buffer is not to be copied.
    self.parser = MultipartParser(boundary: "")
    unsafe try parser.take(bytes) { (event) throws(Problem) in try take(event) }
    self.parser = parser
  }

  consuming func finish() throws(Problem) -> RequestBody {
    try parser.finish()
    return .form(MultipartForm(parts: parts))
  }

  private mutating func take(_ event: MultipartParser.Event) throws(Problem) {
    switch event {
    case .begin(let head): try begin(head)
    case .bytes(let bytes): unsafe try append(bytes)
    case .end: end()
    }
  }

  private mutating func begin(_ head: PartHead) throws(Problem) {
    guard parts.count < limits.parts else {
      throw Problem(.bodyTooLarge, "The form has more than \(limits.parts) parts.")
    }
    self.head = head
    (field, fileBytes) = ([], 0)
    writer = head.filename == nil ? nil : try SpoolWriter(in: spool)
  }

  private mutating func append(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
    guard let head else { return }
    if head.filename != nil {
      fileBytes += Int64(bytes.count)
      guard fileBytes <= limits.fileBytes else {
        throw Problem(.bodyTooLarge, "A file has more than \(limits.fileBytes) bytes.")
      }
      unsafe try writer?.write(bytes)
    } else {
      guard field.count + bytes.count <= limits.fieldBytes else {
        throw Problem(.bodyTooLarge, "A field has more than \(limits.fieldBytes) bytes.")
      }
      unsafe field.append(contentsOf: bytes)
    }
  }

  private mutating func end() {
    guard let head else { return }
    let file = writer?.file
    parts.append(
      MultipartForm.Part(
        name: head.name, filename: head.filename, type: head.type,
        content: file.map { .file($0) } ?? .bytes(field)))
    self.head = nil
    writer = nil
    field = []
  }
}
