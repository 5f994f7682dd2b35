package import JSON

extension Bifrost {
  /// Why a request is refused.
  package struct BifrostError: Sendable, Equatable {
    /// The status, which is that of the answer.
    package var statusCode: Int
    /// Whether the gateway is to blame, and not the caller or a provider.
    package var isBifrostError: Bool
    /// What kind of thing is wrong, as OpenAI's provider says it.
    package var type: String
    /// What is wrong, in a word that does not change.
    package var code: String
    /// A sentence for people.
    package var message: String
    /// The member or parameter that is wrong.
    package var param: String?
    /// What was asked, and of whom.
    package var requestType: RequestType?
    /// Who was asked.
    package var provider: String?

    /// Says why.
    package init(
      _ statusCode: Int, type: String, code: String, message: String, param: String? = nil
    ) {
      (self.statusCode, self.type, self.code) = (statusCode, type, code)
      (self.message, self.param) = (message, param)
      isBifrostError = statusCode >= 500
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "is_bifrost_error": .flag(isBifrostError), "status_code": .integer(Int64(statusCode)),
        "error": .members([
          "type": .text(type), "code": .text(code), "message": .text(message),
          "param": param.map { .text($0) },
        ]),
        "extra_fields": .members([
          "provider": provider.flatMap { Bifrost.providers.contains($0) ? .text($0) : nil },
          "request_type": requestType.map { .text($0.rawValue) },
        ]),
      ])
    }
  }
}
