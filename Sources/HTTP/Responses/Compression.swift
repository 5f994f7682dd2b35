internal import CHTTP

/// Makes answers of text smaller for clients that can read that.
enum Compression {
  private static let least = 1024
  private static let types: Set<String> = [
    "application/json", "application/javascript", "application/xml", "application/x-ndjson",
    "image/svg+xml",
  ]

  /// Whether an answer of that kind is the same thing when it is compressed.
  static func suits(_ response: Response, _ bytes: [UInt8]) -> Bool {
    guard bytes.count > least, response.headers["Content-Encoding"] == nil,
      let type = response.headers["Content-Type"]?.prefix(while: { $0 != ";" }).trimmed.lowercased()
    else { return false }
    return type.hasPrefix("text/") && type != "text/event-stream" || types.contains(type)
      || type.hasSuffix("+json")
  }

  /// Whether a client takes gzip, and no less gladly than nothing.
  static func isWanted(by headers: HTTPHeaders) -> Bool {
    var weights: [String: Double] = [:]
    for item in headers.list("Accept-Encoding") {
      let parts = item.split(separator: ";").map(\.trimmed)
      guard let name = parts.first else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map {
        Double($0.dropFirst(2)) ?? 0
      }
      weights[name] = weight ?? 1
    }
    let gzip = weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0
    return gzip > 0 && gzip >= weights["identity"] ?? 0
  }

  /// The bytes compressed; nil if that does not help.
  static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
    let bound = chttp_gzip_bound(bytes.count)
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      guard let target = buffer.baseAddress else { return }
      count = unsafe chttp_gzip(bytes, bytes.count, target, bound)
    }
    return packed.isEmpty || packed.count >= bytes.count ? nil : packed
  }
}
