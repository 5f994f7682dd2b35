package import JSON

extension BibiGPT {
  /// What a tRPC query is answered with, in the envelope that the vendor's programs unpack.
  package enum ProcedureAnswer: Sendable, Equatable {
    /// What was asked for.
    case result(JSONValue)
    /// Why there is nothing.
    case failure(ErrorBody, status: Int, path: String)

    /// The document.
    package var json: JSONValue {
      switch self {
      case .result(let value): ["result": ["data": ["json": value]]]
      case .failure(let body, let status, let path):
        [
          "error": [
            "json": [
              "message": .text(body.message), "code": .integer(Self.number(of: body.code)),
              "data": [
                "code": .text(body.code), "httpStatus": .integer(Int64(status)),
                "path": .text(path),
              ],
            ]
          ]
        ]
      }
    }

    /// The numbers of JSON-RPC that tRPC has for its words.
    private static func number(of code: String) -> Int64 {
      switch code {
      case "BAD_REQUEST": -32600
      case "UNAUTHORIZED": -32001
      case "FORBIDDEN": -32003
      case "NOT_FOUND": -32004
      case "METHOD_NOT_SUPPORTED": -32005
      default: -32603
      }
    }
  }
}
