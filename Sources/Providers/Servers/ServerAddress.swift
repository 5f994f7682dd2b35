package import Models
package import Web

extension ServerEntry {
  /// The address of a path, such as `/chat/completions`.
  ///
  /// A base without any path gets the version that the kind of server wants; one that ends in `/` is taken as without.
  package func url(_ path: String) throws(ModelError) -> WebURL {
    var base = base
    while base.last == "/" { base.removeLast() }
    do throws(WebError) {
      let place = try WebURL(base)
      let root = "\(place.scheme)://".utf8.count
      let hasPath = base.utf8.dropFirst(root).contains(UInt8(ascii: "/"))
      return try WebURL(base + (hasPath ? "" : rootPath) + path)
    } catch {
      throw ModelError(
        .badRequest,
        "\(name): its base URL cannot be used; \(error.message)")
    }
  }

  private var rootPath: String {
    switch kind {
    case .ollama, .gemini, .anthropic: ""
    default: "/v1"
    }
  }

  /// The head of every request: what it holds, who asks, and what the settings add.
  package var requestHeaders: WebHeaders {
    var fields = WebHeaders()
    fields["Content-Type"] = "application/json"
    if let key {
      switch profile.keyField {
      case .bearer: fields["Authorization"] = "Bearer \(key.words)"
      default: fields[profile.keyField.rawValue] = key.words
      }
    }
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { fields[name] = value.words }
    return fields
  }

  /// The words without any secret of ours: servers like to repeat what they were sent.
  func withoutSecrets(_ words: String) -> String {
    ([key].compactMap(\.self) + headers.values).reduce(words) { words, secret in
      secret.words.utf8.count < 4 ? words : words.replacing(secret.words, with: "(secret)")
    }
  }
}
