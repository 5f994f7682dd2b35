package import Providers
package import Web

/// The wires by which studios are spoken to.
package enum StudioKind: String, Sendable, CaseIterable {
  /// OpenAI's videos API, or whatever answers on the same wire.
  case openai
  /// Google's Veo by the Gemini API.
  case gemini

  /// Where it answers unless somebody says otherwise.
  var usualBase: String {
    switch self {
    case .openai: "https://api.openai.com/v1"
    case .gemini: "https://generativelanguage.googleapis.com/v1beta"
    }
  }

  /// What is put behind an address without any path.
  fileprivate var rootPath: String {
    switch self {
    case .openai: "/v1"
    case .gemini: "/v1beta"
    }
  }

  /// How long to leave a job alone between two questions, as the service's guide does.
  fileprivate var usualPause: Duration {
    switch self {
    case .openai: .seconds(5)
    case .gemini: .seconds(10)
    }
  }
}

/// A studio: where it answers, how it is asked, and what that may cost.
package struct StudioEntry: Sendable {
  /// Its name, as in `name/model`.
  package var name: String
  /// How it is spoken to.
  package var kind: StudioKind
  /// The address that all paths begin with.
  package var base: String
  /// The key; nil for services that want none.
  package var key: Secret?
  /// Further fields of every request's head, which may be secrets too.
  package var headers: [String: Secret] = [:]
  /// Time to get a connection.
  package var connect = Duration.seconds(10)
  /// Time without a byte in either direction.
  package var idle = Duration.seconds(120)
  /// Time of a whole question.
  package var call = Duration.seconds(600)
  /// Time of a whole download.
  package var transfer = Duration.seconds(3600)
  /// Time between two questions after a job, where the service names none.
  package var pause: Duration
  /// Time that a job may take.
  package var patience = Duration.seconds(3600)
  /// Whether and when a request is made again.
  package var retryPolicy = RetryPolicy()

  /// Describes a studio; without a base it is the service's own.
  package init(_ name: String, _ kind: StudioKind, base: String? = nil, key: Secret? = nil) {
    (self.name, self.kind, self.key) = (name, kind, key)
    self.base = base ?? kind.usualBase
    pause = kind.usualPause
  }

  /// The words without any secret of ours: services like to repeat what they were sent.
  func withoutSecrets(_ words: String) -> String {
    ([key].compactMap(\.self) + headers.values).reduce(words) { words, secret in
      secret.words.utf8.count < 4 ? words : words.replacing(secret.words, with: "(secret)")
    }
  }

  /// The address of a path.
  func url(_ path: String) throws(StudioError) -> WebURL {
    var base = base
    while base.last == "/" { base.removeLast() }
    do throws(WebError) {
      let place = try WebURL(base)
      let root = "\(place.scheme)://".utf8.count
      let hasPath = base.utf8.dropFirst(root).contains(UInt8(ascii: "/"))
      return try WebURL(base + (hasPath ? "" : kind.rootPath) + path)
    } catch {
      throw StudioError(
        .badRequest, "\(name): its address cannot be used; \(error.message)", status: 500)
    }
  }

  /// The head of every request.
  var requestHeaders: WebHeaders {
    var fields = WebHeaders()
    if let key {
      switch kind {
      case .openai: fields["Authorization"] = "Bearer \(key.words)"
      case .gemini: fields["x-goog-api-key"] = key.words
      }
    }
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { fields[name] = value.words }
    return fields
  }
}
