internal import HTTP

/// The keys that clients of gateways show in other ways than as bearers.
enum GatewayKeys {
  /// The keys in a head, in no order that matters.
  static func keys(in head: RequestHead) -> [String] {
    fields.compactMap { head.headers[$0] } + [basic(head)].compactMap(\.self)
  }

  /// The password of a user whose name does not matter, or the name of one who has none.
  private static func basic(_ head: RequestHead) -> String? {
    guard let field = head.headers["Authorization"] else { return nil }
    let words = field.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "basic" else { return nil }
    var reader = Base64Reader()
    let bytes = reader.take(Array(words[1].utf8)[...])
    guard let rest = reader.finish(), let text = String(validating: bytes + rest, as: UTF8.self)
    else { return nil }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let password = parts.count == 2 ? String(parts[1]) : ""
    return password.isEmpty ? String(parts[0]) : password
  }

  private static let fields = ["x-bf-vk", "x-api-key", "api-key", "x-goog-api-key"]
}
