package import Models

/// What a refusal means: its code, the bound it names, and whether asking again may help.
package struct RefusalVerdict: Sendable, Equatable {
  /// What went wrong.
  package let code: ModelError.Code
  /// The bound that was met; nil if none was named.
  package let most: Int?
  /// Whether the same question may be answered later.
  package let mayPass: Bool

  private init(_ code: ModelError.Code, most: Int? = nil, mayPass: Bool = false) {
    (self.code, self.most, self.mayPass) = (code, most, mayPass)
  }

  /// Judges a refusal; the first rule that fits counts.
  package init(_ refusal: ServerRefusal) {
    let words = refusal.message.lowercased()
    self =
      Self.ofAccess(refusal, words) ?? Self.ofSize(refusal, words) ?? Self.ofPictures(words)
      ?? Self.ofQuota(refusal, words) ?? Self.ofStatus(refusal, words)
  }

  private static func ofAccess(_ refusal: ServerRefusal, _ words: String) -> RefusalVerdict? {
    if [401, 403].contains(refusal.status) || refusal.type == "no_db_connection"
      || refusal.code == "no_db_connection" || words.contains("no connected db")
      || refusal.code == "invalid_api_key" || words.contains("api key not valid")
    {
      return RefusalVerdict(.unauthorised)
    }
    if refusal.status == 404 || refusal.code == "model_not_found"
      || words.contains("invalid model name passed in model")
      || words.contains("you passed in model=")
    {
      return RefusalVerdict(.noSuchModel)
    }
    return nil
  }

  private static func ofSize(_ refusal: ServerRefusal, _ words: String) -> RefusalVerdict? {
    if refusal.status == 413 { return RefusalVerdict(.requestTooLarge) }
    for mark in contextMarks where words.contains(mark) {
      return RefusalVerdict(
        .contextTooLong, most: refusal.contextTokens ?? number(after: mark, in: words))
    }
    if refusal.code == "context_length_exceeded" || refusal.type == "exceed_context_size_error"
      || otherContextMarks.contains(where: words.contains)
    {
      return RefusalVerdict(.contextTooLong, most: refusal.contextTokens)
    }
    return nil
  }

  /// Words behind which the number of tokens stands.
  private static let contextMarks = [
    "maximum context length is ", "context length (", "available context size (",
    "maximum number of tokens allowed (", " tokens > ",
  ]
  private static let otherContextMarks = [
    "longer than the context length", "input length exceeds the context",
    "exceeds the context window",
    "exceed context limit", "prompt is too long",
  ]

  private static func ofPictures(_ words: String) -> RefusalVerdict? {
    let isBlind = [
      "image input is not supported", "at most 0 image", "not a multimodal",
      "does not support image",
      "missing data required for image input", "no endpoints found that support image input",
    ].contains(where: words.contains)
    if isBlind { return RefusalVerdict(.picturesUnsupported) }
    if let most = number(after: "at most ", in: words), words.contains("at most \(most) image") {
      return RefusalVerdict(.tooManyPictures, most: most)
    }
    if words.contains("image count"), words.contains("exceeds limit") {
      return RefusalVerdict(.tooManyPictures, most: number(after: "exceeds limit ", in: words))
    }
    return words.contains("too many images") ? RefusalVerdict(.tooManyPictures) : nil
  }

  private static func ofQuota(_ refusal: ServerRefusal, _ words: String) -> RefusalVerdict? {
    let ofDay = refusal.quotas.contains { $0.contains("PerDay") }
    // Google says the same of a minute's quota, and then how long to wait.
    let ofAll = words.contains("exceeded your current quota") && refusal.delay == nil
    if refusal.status == 402 || refusal.code == "insufficient_quota" || ofDay || ofAll {
      return RefusalVerdict(.quotaExhausted)
    }
    let isFiltered = refusal.code == "content_filter" || words.contains("content management policy")
    return isFiltered ? RefusalVerdict(.refused) : nil
  }

  private static func ofStatus(_ refusal: ServerRefusal, _ words: String) -> RefusalVerdict {
    switch refusal.status {
    case 429: return RefusalVerdict(.rateLimited, mayPass: refusal.shouldRetry ?? true)
    case 408, 409: return RefusalVerdict(.unavailable, mayPass: refusal.shouldRetry ?? true)
    case 500...:
      // llama.cpp blames itself for what the request did wrong.
      let isOurs = ["invalid base64", "json.exception", "failed to parse", "failed to load image"]
      if isOurs.contains(where: words.contains) { return RefusalVerdict(.badRequest) }
      return RefusalVerdict(.unavailable, mayPass: refusal.shouldRetry ?? true)
    default: return RefusalVerdict(.badRequest, mayPass: refusal.shouldRetry ?? false)
    }
  }

  /// The whole number behind some words; nil if there is none.
  private static func number(after mark: String, in words: String) -> Int? {
    guard let place = words.firstRange(of: mark) else { return nil }
    let digits = words[place.upperBound...].prefix { $0.isASCII && $0.isNumber || $0 == "," }
    return Int(digits.filter { $0 != "," })
  }
}
