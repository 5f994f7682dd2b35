internal import HTTP
internal import JSON
internal import Wires

/// Reads requests for extractions, and the videos that stand in them.
struct ExtractReading {
  /// Bytes of the largest video.
  static let largestVideo: Int64 = 1 << 31
  /// Bytes of a body that holds such a video as Base64, in lines and with its question.
  static let largestBody: Int64 = largestVideo / 3 * 4 + largestVideo / 16

  /// Whether what clients are known to send is put up with.
  let isLenient: Bool

  /// A request, understood.
  struct Asked {
    /// What is asked; a video that stood in it is left out.
    let request: DumplingAI.ExtractVideoRequest
    /// The video that stood in it.
    let video: Intake.Upload?
  }

  /// Understands a request.
  func asked(_ request: Request) async throws -> Asked {
    guard isLenient || request.head.contentType == "application/json" else {
      throw ExtractRefusal(400, "Content-Type must be application/json")
    }
    var body = ExtractBody()
    let film: Intake.Upload
    switch request.body {
    case .none, .form: film = .bytes([])
    case .bytes(let bytes): film = .bytes(body.take(bytes[...]) + body.take([]))
    case .file(let file):
      let made = try await file.rewritten(body) { body, piece in body.take(piece) }
      (film, body) = (.file(made.file), made.knowledge)
    }
    var wire = try self.wire(body)
    guard !wire.video.isEmpty || body.isLong else {
      throw ExtractRefusal(400, "Missing required parameter: video")
    }
    guard wire.prompt.contains(where: { !$0.isWhitespace }) else {
      throw ExtractRefusal(400, "Missing required parameter: prompt")
    }
    switch wire.inputMethod {
    case .url:
      guard !body.isLong, AddressText.isAbsolute(wire.video) else {
        throw ExtractRefusal(400, "video must be a URL")
      }
      return Asked(request: wire, video: nil)
    case .base64:
      guard body.isWhole, body.length > 0 else {
        throw ExtractRefusal(400, "Invalid base64 video content")
      }
      guard body.length <= Self.largestVideo else { throw ExtractRefusal.tooLarge }
      wire.video = ""
      return Asked(request: wire, video: film)
    }
  }

  private func wire(_ body: ExtractBody) throws(ExtractRefusal) -> DumplingAI.ExtractVideoRequest {
    guard let document = body.document, let json = try? JSONReader().value(of: document) else {
      throw ExtractRefusal(400, "Invalid JSON body")
    }
    do throws(WireError) {
      return try DumplingAI.ExtractVideoRequest(
        WireValue(json, nulls: isLenient ? .meanNothing : .areValues), isLenient: isLenient)
    } catch {
      throw ExtractRefusal(error)
    }
  }
}
