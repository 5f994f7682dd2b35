package import JSON
package import Web

/// What a server said instead of an answer, whatever shape it gave it.
package struct ServerRefusal: Error, Sendable {
  /// The status; 200 if it came in the middle of a stream.
  package let status: Int
  /// What it said, in its own words; empty if it said nothing that can be read.
  package private(set) var message = ""
  /// Its own name for what went wrong; empty if it has none.
  package private(set) var code = ""
  /// The kind of error it calls it; empty if it does not say.
  package private(set) var type = ""
  /// The field of the request that it complains about; nil if it names none.
  package private(set) var field: String?
  /// After what time it wants to be asked again; nil if it did not say.
  package private(set) var delay: Duration?
  /// The names of the quotas that were used up, as Google names them.
  package private(set) var quotas: [String] = []
  /// The tokens that its context holds, where it says so in a field of its own.
  package private(set) var contextTokens: Int?
  /// What it said about trying again; nil if nothing.
  package private(set) var shouldRetry: Bool?

  /// Reads an answer that is no success; `now` is in seconds since 1970.
  package init(_ head: WebHead, _ body: [UInt8], now: Int64) {
    status = head.status
    if let value = try? JSONReader().value(of: body.prefix(Self.mostBytes)) {
      take(value)
    } else {
      message = Self.plain(body)
    }
    delay = RetryAfter.delay(in: head.headers, now: now) ?? delay
    shouldRetry =
      switch head.headers["x-should-retry"]?.lowercased() {
      case "true": true
      case "false": false
      default: nil
      }
  }

  /// Reads an error that came in the middle of a stream.
  package init(inStream value: JSONValue) {
    // As a failure of the server's unless it says something better.
    let inside = value["error"] ?? value
    let told = inside["code"]?.asInteger ?? inside["status_code"]?.asInteger
    status =
      told.flatMap(Int.init(exactly:)).flatMap { (400..<600).contains($0) ? $0 : nil }
      ?? inside["type"]?.asText.flatMap { Self.statuses[$0] } ?? 500
    take(value)
  }

  /// OpenAI's and Google's object, the text of Ollama and vLLM, SGLang's flat shape, Google's list, FastAPI's detail.
  private mutating func take(_ value: JSONValue) {
    let whole = value.asList?.first ?? value
    if let words = whole["error"]?.asText ?? whole["message"]?.asText ?? whole.asText {
      message = words
    }
    let error = whole["error"].flatMap { $0.asMembers == nil ? nil : $0 } ?? whole
    if let words = error["message"]?.asText { message = words }
    if let detail = whole["detail"], message.isEmpty {
      message = detail.asText ?? detail.asList?.first?["msg"]?.asText ?? detail.text
      field = detail.asList?.first?["loc"]?.asList?.last?.asText
    }
    code = error["code"]?.asText ?? error["status"]?.asText ?? ""
    type = error["type"]?.asText ?? ""
    field = error["param"]?.asText ?? field
    contextTokens = error["n_ctx"]?.asInteger.flatMap(Int.init(exactly:))
    for detail in error["details"]?.asList ?? [] {
      if let seconds = detail["retryDelay"]?.asText, seconds.hasSuffix("s"),
        let number = Double(seconds.dropLast()), number >= 0
      {
        delay = .seconds(min(number, 1e9))
      }
      quotas += (detail["violations"]?.asList ?? []).compactMap { $0["quotaId"]?.asText }
    }
  }

  /// The words of a page or a plain text; nothing of what is neither.
  private static func plain(_ body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(2000), as: UTF8.self)
    if text.contains("<") {
      guard let start = text.firstRange(of: "<title>"),
        let end = text[start.upperBound...].firstRange(of: "</title>")
      else { return "" }
      return String(text[start.upperBound..<end.lowerBound])
    }
    let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\r" }
    return isPlain && !text.contains("\u{FFFD}") ? String(text.prefix(300)) : ""
  }

  /// The statuses that Anthropic gives its kinds of errors where one can be given.
  private static let statuses = [
    "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402,
    "permission_error": 403, "not_found_error": 404, "request_too_large": 413,
    "rate_limit_error": 429, "timeout_error": 504, "overloaded_error": 529,
  ]
  private static let mostBytes = 1 << 20
}
