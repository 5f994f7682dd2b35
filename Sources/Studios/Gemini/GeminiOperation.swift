internal import FoundationEssentials
internal import JSON

/// What the Gemini API says of an operation that makes films.
struct GeminiOperation: Sendable {
  let name: String
  private let isDone: Bool
  private let error: JSONValue?
  private let response: JSONValue?

  /// Nil for what is no operation.
  init?(_ json: JSONValue) {
    guard let name = json["name"]?.asText else { return nil }
    self.name = name
    isDone = json["done"]?.asFlag ?? false
    error = json["error"].flatMap { $0.isNull ? nil : $0 }
    response = json["response"]?["generateVideoResponse"]
  }

  func state(of entry: StudioEntry) throws(StudioError) -> StudioState {
    guard isDone else { return .waiting(part: nil, pollAfter: nil) }
    if let error { return .failed(failure(error, entry)) }
    let samples = (response?["generatedSamples"]?.asList ?? []).compactMap { $0["video"] }
    let files = samples.compactMap(file)
    if files.isEmpty, let filtered {
      var failure = StudioError(
        .refused,
        "\(entry.name): a filter of the service held the film back. "
          + entry.withoutSecrets(filtered.reasons.joined(separator: " ")),
        serviceCode: "content_filtered")
      failure.filtered = filtered
      return .failed(failure)
    }
    guard !files.isEmpty else {
      throw StudioError(.brokenAnswer, "\(entry.name): the job is done, and there is no film")
    }
    return .done(files)
  }

  private func file(_ video: JSONValue) -> StudioFile? {
    if let words = video["encodedVideo"]?.asText, let bytes = Data(base64Encoded: words) {
      return StudioFile(.video, .bytes([UInt8](bytes)))
    }
    guard let uri = video["uri"]?.asText, let start = uri.firstRange(of: "files/")?.upperBound
    else { return nil }
    // As the service's own clients do it: the key goes nowhere but to the base address.
    let name = uri[start...].prefix { $0.isASCII && ($0.isLowercase || $0.isNumber) }
    return name.isEmpty ? nil : StudioFile(.video, .path("/files/\(name):download?alt=media"))
  }

  private var filtered: StudioError.Filtered? {
    let count = response?["raiMediaFilteredCount"]?.asInteger.map { Int(clamping: $0) }
    let reasons = (response?["raiMediaFilteredReasons"]?.asList ?? []).compactMap(\.asText)
    guard count ?? 0 > 0 || !reasons.isEmpty else { return nil }
    return .init(count: count, reasons: reasons.prefix(20).map { String($0.prefix(500)) })
  }

  private func failure(_ error: JSONValue, _ entry: StudioEntry) -> StudioError {
    let words = entry.withoutSecrets(error["message"]?.asText ?? "").prefix(1000)
    let number = error["code"]?.asInteger.flatMap { Int(exactly: $0) } ?? 2
    let name = Self.names.indices.contains(number) ? Self.names[number] : "unknown"
    let code: StudioError.Code = number == 8 ? .quotaExhausted : .failed
    return StudioError(
      code,
      words.isEmpty ? "\(entry.name): the service gave the film up." : "\(entry.name): \(words)",
      serviceCode: name)
  }

  /// The codes of google.rpc.Code in order.
  private static let names = [
    "ok", "cancelled", "unknown", "invalid_argument", "deadline_exceeded", "not_found",
    "already_exists", "permission_denied", "resource_exhausted", "failed_precondition", "aborted",
    "out_of_range", "unimplemented", "internal", "unavailable", "data_loss", "unauthenticated",
  ]
}
