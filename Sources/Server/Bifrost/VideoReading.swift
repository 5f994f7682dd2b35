internal import HTTP
internal import JSON
internal import Services
internal import Wires

/// Reads requests for videos, from JSON and from forms.
struct VideoReading {
  /// A request, read and not checked.
  struct Asked {
    /// The document.
    let document: Bifrost.VideoGenerationRequest
    /// The picture that came along.
    let picture: Intake.Upload?
  }

  /// The most bytes that a body in memory may have.
  let largestBody: Int64

  /// The request for a new video.
  func asked(_ request: Request) async throws -> Asked {
    do {
      guard case .form(let form) = request.body else {
        return Asked(document: try .init(try await json(request)), picture: nil)
      }
      var texts: [(name: String, text: String)] = []
      var picture: Intake.Upload?
      for part in form.parts {
        if part.name == Self.picture, part.filename != nil || part.text == nil {
          picture = part.upload
        } else if let text = part.text {
          texts.append((part.name, text))
        }
      }
      return Asked(document: try .init(VideoForm.document(texts)), picture: picture)
    } catch let error as WireError {
      throw BifrostRefusal.malformed(error.description)
    }
  }

  /// The request for another video of one.
  func remix(_ request: Request) async throws -> Bifrost.VideoRemixRequest {
    do {
      if case .form(let form) = request.body {
        return try .init(
          VideoForm.document(form.parts.compactMap { part in part.text.map { (part.name, $0) } }))
      }
      return try .init(try await json(request))
    } catch let error as WireError {
      throw BifrostRefusal.malformed(error.description)
    }
  }

  private func json(_ request: Request) async throws -> JSONValue {
    let bytes = try await request.body.bytes(atMost: largestBody)
    do {
      return try JSONReader().value(of: bytes)
    } catch {
      throw BifrostRefusal.malformed("\(error)")
    }
  }

  private static let picture = "input_reference"
}
