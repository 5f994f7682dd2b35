/// Which pages of other sites may use a server, by the rules that browsers keep between origins.
///
/// Such a page shows a key as any client does. That cookies come along is never allowed.
package struct CrossOrigin: Sendable, Equatable {
  private let origins: Set<String>
  private let isForAll: Bool

  /// Lets in nobody.
  package init() { (origins, isForAll) = ([], false) }

  /// Lets in pages of these origins, each as `https://site.example:8443`, or `*` for all; nil if one is none.
  package init?(_ texts: [String]) {
    isForAll = texts.contains("*")
    origins = Set(texts.map { $0.lowercased() }.filter { $0 != "*" })
    guard origins.allSatisfy(Self.isOrigin) else { return nil }
  }

  /// The answer as such a page may read it.
  func opening(_ response: Response, for head: RequestHead) -> Response {
    guard isForAll || !origins.isEmpty else { return response }
    var response = response
    // An answer that is kept for one page is not the answer for another.
    response.headers.add("Vary", "Origin")
    guard let origin = head.headers["Origin"]?.lowercased(), isForAll || origins.contains(origin)
    else { return response }
    response.headers["Access-Control-Allow-Origin"] = isForAll ? "*" : origin
    response.headers["Access-Control-Expose-Headers"] = "*"
    guard head.method == .options, head.headers["Access-Control-Request-Method"] != nil,
      let methods = response.headers["Allow"]
    else { return response }
    response.headers["Access-Control-Allow-Methods"] = methods
    // `*` would leave out the field that keys come in.
    let names = head.headers.list("Access-Control-Request-Headers")
    if !names.isEmpty, names.allSatisfy({ $0.utf8.allSatisfy(\.isTokenByte) }) {
      response.headers["Access-Control-Allow-Headers"] = names.joined(separator: ", ")
    }
    response.headers["Access-Control-Max-Age"] = "600"
    return response
  }

  private static func isOrigin(_ text: String) -> Bool {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
    let isScheme = parts[0].utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    return isScheme
      && parts[1].utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#@\\,\"".utf8.contains($0) }
  }
}
