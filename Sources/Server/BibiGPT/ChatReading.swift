internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Reads chats: what is asked, and which films and pictures are meant.
struct ChatReading {
  /// What tasks of chats are listed by.
  static let api = "chat"

  let desk: Desk
  let caller: Caller

  /// A chat, understood.
  struct Chat {
    /// What was sent.
    let request: OpenAI.ChatCompletionRequest
    /// What is to be done.
    let order: StoredOrder

    /// The model, as the client names it.
    var model: String { request.model ?? "bibigpt" }
  }

  /// Understands a request; films and pictures that stand in it are taken in.
  func chat(in request: Request) async throws -> Chat {
    let bytes = try await request.body.bytes(atMost: desk.settings.largestBody)
    do {
      let wire = try OpenAI.ChatCompletionRequest(JSONReader().value(of: bytes))
      return Chat(request: wire, order: try await order(wire))
    } catch let error as JSONError {
      throw ChatRefusal(400, "The body is not JSON: \(error)")
    } catch let error as WireError {
      throw ChatRefusal(400, error.description)
    } catch let error as ServiceError {
      throw ChatRefusal(400, error.description)
    }
  }

  private func order(_ wire: OpenAI.ChatCompletionRequest) async throws -> StoredOrder {
    let question = try ChatQuestion(wire)
    for url in [question.videoURL] + question.imageURLs where !AddressText.isAbsolute(url) {
      throw ChatRefusal(400, "\"\(url.prefix(100))\" is no URL")
    }
    // All are read before any is kept, so that nothing is left of a request that is refused.
    var inline: [(url: String, bytes: [UInt8])] = []
    for url in [question.videoURL] + question.imageURLs where InlineFileReader.isAddress(url) {
      guard let bytes = InlineFileReader.bytes(of: url), !bytes.isEmpty else {
        throw ChatRefusal(400, "A data: address holds no file in Base64")
      }
      if !inline.contains(where: { $0.url == url }) { inline.append((url, bytes)) }
    }
    var origins: [String: StoredOrder.Origin] = [:]
    var names: [String: String] = [:]
    for (number, file) in inline.enumerated() {
      let name = "file-\(number + 1)"
      names[file.url] = name
      origins[file.url] = .asset(try await asset(file.bytes, name, of: file.url).id)
    }
    let request = Self.naming(names, in: wire)
    var order = StoredOrder(
      AnalysisOrder(
        .chat, request.json, source: names[question.videoURL] ?? question.videoURL,
        model: wire.model.map(Self.model)),
      video: origins[question.videoURL] ?? .url(question.videoURL))
    order.pictures = question.imageURLs.map { url in
      .init(name: names[url] ?? url, origin: origins[url] ?? .url(url))
    }
    return order
  }

  /// Takes in a file that stood in the request.
  private func asset(_ bytes: [UInt8], _ name: String, of url: String) async throws -> Asset {
    let type = url.dropFirst(5).prefix { $0 != ";" && $0 != "," }
    let new = NewAsset(
      owner: caller.name, name: name,
      type: type.isEmpty ? "application/octet-stream" : String(type))
    return try await desk.intake.add(.bytes(bytes), as: new, method: "base64")
  }

  /// The request with names for what was taken in, so that it is not kept twice.
  private static func naming(
    _ names: [String: String], in request: OpenAI.ChatCompletionRequest
  ) -> OpenAI.ChatCompletionRequest {
    var request = request
    for place in request.messages.indices {
      request.messages[place].parts = request.messages[place].parts.map { part in
        switch part {
        case .video(let url): .video(url: names[url] ?? url)
        case .image(let url): .image(url: names[url] ?? url)
        case .text: part
        }
      }
    }
    return request
  }

  /// The configured model that a name means: what stands before it only says whose it is.
  private static func model(_ name: String) -> String {
    name.hasPrefix("bibigpt/") ? String(name.dropFirst("bibigpt/".count)) : name
  }
}

extension StoredOrder {
  /// Forgets the files that stood in the request: nobody can ask for them again.
  func removeAssets(from desk: Desk) async {
    for asset in assets { try? await desk.store.assets.delete(asset, forced: true) }
  }
}
