package import JSON

/// What a form to `POST /assets` asks for, beside the file itself.
package struct TwelveLabsUpload: Sendable, Equatable {
  /// Where the file comes from.
  package enum Source: Sendable, Equatable {
    /// The form's part `file`.
    case file
    /// A link.
    case url(String)
  }

  /// Where the file comes from.
  package let source: Source
  /// What the client calls it.
  package let filename: String
  /// What the client notes of it.
  package let notes: JSONValue?

  /// Reads the fields of a form; `fileName` is what the file is called there, nil if there is none.
  package init(
    fields: [String: String], fileName: String?
  ) throws(TwelveLabsRefusal) {
    guard let method = fields["method"] else { throw .missing("method") }
    switch method {
    case "direct":
      guard let fileName else { throw .missing("file") }
      source = .file
      filename = fields["filename"].flatMap(Self.present) ?? fileName
    case "url":
      guard let url = fields["url"].flatMap(Self.present) else { throw .missing("url") }
      try SourceChecks.check(url: url, "url")
      source = .url(url)
      filename = fields["filename"].flatMap(Self.present) ?? Self.name(of: url)
    default: throw .invalid("method", "It must be one of direct, url.")
    }
    notes =
      try fields["user_metadata"].flatMap(Self.present)
      .map { text throws(TwelveLabsRefusal) in try TwelveLabsUserMetadata(text: text).json } ?? nil
    for name in ["enable_hls", "enable_thumbnail"] {
      guard let word = fields[name], !["true", "false", ""].contains(word.lowercased()) else {
        continue
      }
      throw .invalid(name, "It must be true or false.")
    }
  }

  private static func present(_ words: String) -> String? { words.isEmpty ? nil : words }

  /// What the last part of a link's path calls a file.
  private static func name(of url: String) -> String {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    return parts.count > 2 ? String(parts[parts.count - 1]) : "upload"
  }
}
