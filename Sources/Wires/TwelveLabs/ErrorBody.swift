package import JSON

extension TwelveLabs {
  /// Why a request was refused, in both forms that clients look for.
  package struct ErrorBody: Sendable, Equatable {
    /// A word that does not change.
    package var code: String
    /// A sentence for people.
    package var message: String
    /// The parameter that it is about.
    package var parameter: String?

    /// Says why.
    package init(code: String, message: String, parameter: String? = nil) {
      (self.code, self.message, self.parameter) = (code, message, parameter)
    }

    /// The document.
    package var json: JSONValue {
      [
        "code": .text(code), "message": .text(message),
        "docs_url": "https://docs.twelvelabs.io/v1.3/api-reference/error-codes",
        "error": .members([
          "code": .text(code), "message": .text(message),
          "details": parameter.map { ["parameter": .text($0)] },
        ]),
      ]
    }
  }
}

extension TwelveLabs.ErrorBody: WireReadable {
  /// Reads why.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    code = try value.member("code").string()
    message = try value.member("message").string()
    parameter = try value["error"]?["details"]?["parameter"]?.string()
  }
}
