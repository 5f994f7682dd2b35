internal import Fetching
internal import FoundationEssentials
internal import JSON
internal import Providers
internal import Web

/// Talks to one studio: every request, its repetitions, and errors in our words.
struct StudioConversation: Sendable {
  /// An answer in JSON.
  struct Reply: Sendable {
    let json: JSONValue
    let headers: WebHeaders
  }

  let entry: StudioEntry
  private let client: WebClient

  init(_ entry: StudioEntry, over client: WebClient) {
    var client = client
    client.limits.connect = entry.connect
    client.limits.idle = entry.idle
    client.limits.total = entry.call
    (self.entry, self.client) = (entry, client)
  }

  func get(_ path: String) async throws(StudioError) -> Reply {
    try await reply(to: try request("GET", path), isRepeatable: true)
  }

  /// Asks for something to be begun; what is not `isRepeatable` is asked again only where it surely was not taken.
  func post(
    _ path: String, _ body: JSONValue, key: String, isRepeatable: Bool
  ) async throws(StudioError) -> Reply {
    var request = try request("POST", path, .bytes(Array(body.text.utf8)))
    request.headers["Content-Type"] = "application/json"
    request.headers["Idempotency-Key"] = key
    return try await reply(to: request, isRepeatable: isRepeatable)
  }

  /// Asks by a form for something to be begun.
  func post(
    _ path: String, _ form: MultipartForm, key: String, isRepeatable: Bool
  ) async throws(StudioError) -> Reply {
    var request = try request("POST", path, .bytes(form.bytes))
    request.headers["Content-Type"] = form.contentType
    request.headers["Idempotency-Key"] = key
    return try await reply(to: request, isRepeatable: isRepeatable)
  }

  /// Removes something; what is gone already was removed.
  func delete(_ path: String) async throws(StudioError) {
    let response = try await exchange(try request("DELETE", path), isRepeatable: true)
    guard response.head.isSuccess || [404, 410].contains(response.status) else {
      throw StudioError(refusal(response), from: entry)
    }
  }

  /// Writes a file of a finished job, wherever it is.
  func bring(
    _ file: StudioFile, to path: String, limit: Int64
  ) async throws(StudioError) -> Int64 {
    switch file.place {
    case .path(let place):
      return try await download(place, file.variant, to: path, limit: limit)
    case .bytes(let bytes):
      guard bytes.count <= limit else {
        throw StudioError(.tooLarge, "\(entry.name): more comes than is taken")
      }
      return try write(bytes, file.variant, to: path)
    }
  }

  /// Writes the file behind a path to another, whole or not at all, and gives its bytes.
  private func download(
    _ path: String, _ variant: StudioFile.Variant, to file: String, limit: Int64
  ) async throws(StudioError) -> Int64 {
    var request = try request("GET", path)
    request.headers["Accept"] = variant == .video ? "video/*, */*;q=0.5" : "image/*, */*;q=0.5"
    request.headers["Accept-Encoding"] = "identity"
    let download = StudioDownload(of: variant, to: file)
    do throws(StudioError) {
      var response = try await stream(request, limit: limit, into: download)
      // An address that the service gave for a while may have been old when it came.
      if response.url != request.url, hasExpired(response, of: request) {
        response = try await stream(request, limit: limit, into: download)
      }
      guard response.head.isSuccess else {
        guard hasExpired(response, of: request) else {
          throw StudioError(refusal(response), from: entry)
        }
        throw StudioError(
          .expired, "\(entry.name): the film is not kept any longer.", serviceCode: "expired")
      }
      return try kept(download)
    } catch {
      download.abandon()
      throw error
    }
  }

  private func stream(
    _ request: WebRequest, limit: Int64, into download: StudioDownload
  ) async throws(StudioError) -> WebResponse {
    var client = client
    (client.limits.total, client.limits.bodyBytes) = (entry.transfer, limit)
    do throws(WebError) {
      return try await repeated { [client] () throws(WebError) in
        try await client.stream(request, onHead: download.begin, onBody: download.take)
      }
    } catch {
      throw StudioError(error, from: entry)
    }
  }

  /// A store that the service sent us to knows nothing of keys: what it forbids has had its time.
  private func hasExpired(_ response: WebResponse, of request: WebRequest) -> Bool {
    [404, 410].contains(response.status) || response.url != request.url && response.status == 403
  }

  /// Writes bytes that came otherwise.
  private func write(
    _ bytes: [UInt8], _ variant: StudioFile.Variant, to file: String
  ) throws(StudioError) -> Int64 {
    let download = StudioDownload(of: variant, to: file)
    do throws(SourceError) {
      try download.start()
      try download.take(bytes)
    } catch {
      download.abandon()
      throw StudioError(error, from: entry)
    }
    return try kept(download)
  }

  private func kept(_ download: StudioDownload) throws(StudioError) -> Int64 {
    do throws(SourceError) {
      return try download.finish()
    } catch {
      throw StudioError(error, from: entry)
    }
  }

  private func reply(
    to request: WebRequest, isRepeatable: Bool
  ) async throws(StudioError) -> Reply {
    let response = try await exchange(request, isRepeatable: isRepeatable)
    guard response.head.isSuccess else { throw StudioError(refusal(response), from: entry) }
    do throws(JSONError) {
      return Reply(json: try JSONReader().value(of: response.body), headers: response.headers)
    } catch {
      throw StudioError(.brokenAnswer, "\(entry.name): the answer is no JSON (\(error))")
    }
  }

  private func exchange(
    _ request: WebRequest, isRepeatable: Bool
  ) async throws(StudioError) -> WebResponse {
    do throws(WebError) {
      return try await repeated(isRepeatable: isRepeatable) { () throws(WebError) in
        try await client.send(request)
      }
    } catch {
      throw StudioError(error, from: entry)
    }
  }

  private func repeated(
    isRepeatable: Bool = true, _ once: () async throws(WebError) -> WebResponse
  ) async throws(WebError) -> WebResponse {
    var generator = SystemRandomNumberGenerator()
    return try await entry.retryPolicy.run(clock: .continuous, using: &generator) {
      _ throws(WebError) -> RetryPolicy.Attempt<Result<WebResponse, WebError>> in
      let response: WebResponse
      do throws(WebError) {
        response = try await once()
      } catch {
        // Where the answer was lost the service may be at work already, and its work costs money.
        let isSurelyUntaken = error.code == .unreachable || error.deadline == .connect
        guard isRepeatable || isSurelyUntaken else { return .answered(.failure(error)) }
        throw error
      }
      guard !response.head.isSuccess else { return .answered(.success(response)) }
      let refusal = refusal(response)
      guard StudioError(refusal, from: entry).code != .quotaExhausted else {
        return .answered(.success(response))
      }
      return .refused(.success(response), response.head, delay: refusal.delay)
    }.get()
  }

  private func refusal(_ response: WebResponse) -> ServerRefusal {
    ServerRefusal(response.head, response.body, now: Int64(Date().timeIntervalSince1970))
  }

  private func request(
    _ method: String, _ path: String, _ body: WebRequest.Body = .none
  ) throws(StudioError) -> WebRequest {
    WebRequest(method, try entry.url(path), headers: entry.requestHeaders, body: body)
  }
}
