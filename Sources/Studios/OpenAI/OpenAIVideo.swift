internal import JSON

/// What the videos API says of a job.
struct OpenAIVideo: Sendable {
  let id: String
  let status: String
  let model: String?
  /// How much is done, from 0 to 1.
  let part: Double?
  let expires: Int64?
  private let error: JSONValue?

  /// Nil for what is no such document; an id that could leave its place in a path is none.
  init?(_ json: JSONValue) {
    guard let id = json["id"]?.asText, !id.isEmpty, id != ".", id != "..", id.utf8.count <= 512,
      let status = json["status"]?.asText
    else { return nil }
    (self.id, self.status) = (id, status)
    model = json["model"]?.asText
    part = json["progress"]?.asNumber.map { min(max($0 / 100, 0), 1) }
    expires = json["expires_at"]?.asInteger
    error = json["error"].flatMap { $0.isNull ? nil : $0 }
  }

  /// Why a job came to nothing.
  func failure(of entry: StudioEntry) -> StudioError {
    let code = error?["code"]?.asText ?? (status == "failed" ? nil : status)
    let words = entry.withoutSecrets(error?["message"]?.asText ?? "").prefix(1000)
    let isFiltered = code.map { $0.contains("moderation") || $0.contains("policy") } ?? false
    var failure = StudioError(
      isFiltered ? .refused : status == "expired" ? .expired : .failed,
      words.isEmpty ? "\(entry.name): the service gave the film up." : "\(entry.name): \(words)",
      serviceCode: code.map { String($0.prefix(200)) })
    if isFiltered {
      failure.filtered = .init(count: nil, reasons: words.isEmpty ? [] : [String(words)])
    }
    return failure
  }
}
