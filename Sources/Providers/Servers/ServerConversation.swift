internal import FoundationEssentials
package import JSON
package import Models
package import Web

/// Talks to one server: every request, its repetitions, its receipts, and errors in our words.
package struct ServerConversation: Sendable {
  /// Whom it talks to, and how.
  package let entry: ServerEntry
  private let client: WebClient

  /// Begins a conversation; the client decides who may be talked to.
  package init(_ entry: ServerEntry, over client: WebClient) {
    var client = client
    client.limits.connect = entry.connect
    client.limits.idle = entry.idle
    client.limits.total = entry.total
    (self.entry, self.client) = (entry, client)
  }

  /// Asks for what is there and gives the JSON.
  package func get(_ path: String) async throws(ModelError) -> ServerReply<JSONValue> {
    try await value("GET", path, .none)
  }

  /// Sends JSON and gives the JSON that comes back.
  package func post(
    _ path: String, _ body: JSONValue, headers: [String: String] = [:]
  ) async throws(ModelError) -> ServerReply<JSONValue> {
    try await value("POST", path, .bytes(try bytes(body)), headers)
  }

  /// Sends a form and gives the JSON that comes back.
  package func post(
    _ path: String, _ form: MultipartForm
  ) async throws(ModelError) -> ServerReply<JSONValue> {
    try await value("POST", path, .bytes(form.bytes), ["Content-Type": form.contentType])
  }

  /// Sends JSON and reads the answer while it comes, or whole where `streams` is false.
  package func ask<Answer: StreamedAnswer>(
    _ path: String, _ body: JSONValue, headers: [String: String] = [:], streams: Bool,
    for _: Answer.Type
  ) async throws(ModelError) -> ServerReply<Answer> {
    let request = try request("POST", path, .bytes(try bytes(body)), headers)
    return try await exchange(request) { client throws(WebError) in
      if streams {
        let intake = StreamIntake<Answer>()
        let response = try await client.stream(
          request, onHead: { intake.begin($0) }, onBody: { try intake.append($0) })
        guard response.head.isSuccess else { return (response, nil) }
        return (response, try finished(response) { try intake.finish() })
      }
      let response = try await client.send(request)
      guard response.head.isSuccess else { return (response, nil) }
      let answer = try finished(response) {
        var answer = Answer()
        try answer.take(whole: response.body)
        return answer
      }
      return (response, answer)
    }
  }

  private func value(
    _ method: String, _ path: String, _ body: WebRequest.Body, _ headers: [String: String] = [:]
  ) async throws(ModelError) -> ServerReply<JSONValue> {
    let request = try request(method, path, body, headers)
    return try await exchange(request) { client throws(WebError) in
      let response = try await client.send(request)
      guard response.head.isSuccess else { return (response, nil) }
      do throws(JSONError) {
        return (response, try JSONReader().value(of: response.body))
      } catch {
        throw WebError(
          .stopped, "", cause: StreamFault.nonsense("the answer is no JSON (\(error))")
        )
        .after(response.receipts)
      }
    }
  }

  /// Runs what reads an answer's end; one that lacks its end may be whole the next time.
  private func finished<Answer: StreamedAnswer>(
    _ response: WebResponse, _ body: () throws -> Answer
  ) throws(WebError) -> Answer {
    do {
      let answer = try body()
      if answer.isFinished { return answer }
    } catch {
      throw WebError(.stopped, "", cause: error).after(response.receipts)
    }
    let fault = StreamFault.nonsense("the answer ended before its end")
    throw WebError(.cut, "", cause: fault).after(response.receipts)
  }

  private func exchange<Answer: Sendable>(
    _ request: WebRequest,
    _ once: (WebClient) async throws(WebError) -> (WebResponse, Answer?)
  ) async throws(ModelError) -> ServerReply<Answer> {
    var generator = SystemRandomNumberGenerator()
    var receipts: [TransferReceipt] = []
    do throws(WebError) {
      let (result, headers) = try await entry.retryPolicy.run(
        until: entry.deadline, clock: .continuous, using: &generator
      ) { _ throws(WebError) -> RetryPolicy.Attempt<(Result<Answer, ServerRefusal>, WebHeaders)> in
        do throws(WebError) {
          let (response, answer) = try await once(timedClient)
          receipts += response.receipts
          if let answer { return .answered((.success(answer), response.headers)) }
          return attempt(ServerRefusal(response.head, response.body, now: Self.now), response.head)
        } catch {
          receipts += error.receipts
          // What a server says in the middle of a stream is weighed as if it had said it at once.
          guard let refusal = error.refusal else { throw error }
          return attempt(refusal, WebHead(status: refusal.status))
        }
      }
      return ServerReply(result: result, headers: headers, transfers: receipts.map(Transfer.init))
    } catch {
      throw ModelError(error, from: entry, at: request.url, receipts.map(Transfer.init))
    }
  }

  private func attempt<Answer: Sendable>(
    _ refusal: ServerRefusal, _ head: WebHead
  ) -> RetryPolicy.Attempt<(Result<Answer, ServerRefusal>, WebHeaders)> {
    let outcome: (Result<Answer, ServerRefusal>, WebHeaders) = (.failure(refusal), head.headers)
    return RefusalVerdict(refusal).mayPass
      ? .refused(outcome, head, delay: refusal.delay) : .answered(outcome)
  }

  private var timedClient: WebClient {
    guard let deadline = entry.deadline else { return client }
    var client = client
    let left = max(.zero, ContinuousClock.now.duration(to: deadline))
    client.limits.total = min(client.limits.total ?? left, left)
    return client
  }

  private func request(
    _ method: String, _ path: String, _ body: WebRequest.Body, _ headers: [String: String]
  ) throws(ModelError) -> WebRequest {
    var fields = entry.requestHeaders
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { fields[name] = value }
    return WebRequest(method, try entry.url(path), headers: fields, body: body)
  }

  private func bytes(_ body: JSONValue) throws(ModelError) -> [UInt8] {
    let bytes = Array(body.text.utf8)
    guard bytes.count <= entry.profile.requestBytes else {
      throw ModelError(
        .requestTooLarge,
        "\(entry.name): the request has \(bytes.count) bytes, and the server takes "
          + "\(entry.profile.requestBytes); show it fewer or smaller pictures",
        most: entry.profile.requestBytes)
    }
    return bytes
  }

  private static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
