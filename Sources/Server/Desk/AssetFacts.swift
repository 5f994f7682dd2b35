internal import JSON
internal import Tasks

/// What is known of an asset: where it came from, and what was found in it.
struct AssetFacts: Sendable, Equatable {
  /// How it came: `direct`, `url` or `multipart`; `base64` and `source` for what came with a request about it.
  var method: String
  /// Where it was fetched from.
  var url: String?
  /// What was found in it; nil until it was looked at.
  var found: MediaFacts?
  /// What kind of thing was wrong with it, in words that do not change.
  var failureCode: String?
  /// The upload in parts by which it comes, as that keeps itself.
  var upload: JSONValue?

  init(method: String, url: String? = nil) { (self.method, self.url) = (method, url) }

  /// What the store keeps of an asset.
  init(_ asset: Asset) { self.init(asset.systemMetadata) }

  /// Reads the words of the store.
  init(_ text: String?) {
    let json = text.flatMap { try? JSONReader().value(of: $0) } ?? [:]
    method = json["method"]?.asText ?? "direct"
    url = json["url"]?.asText
    found = json["found"].flatMap(MediaFacts.init)
    (failureCode, upload) = (json["failure"]?.asText, json["upload"])
  }

  /// The words for the store.
  var text: String {
    JSONValue.members([
      "method": .text(method), "url": url.map { .text($0) }, "found": found?.json,
      "failure": failureCode.map { .text($0) }, "upload": upload,
    ]).text
  }
}

/// What a look into a file found.
struct MediaFacts: Sendable, Equatable {
  /// `video`, `audio` or `image`.
  let kind: String
  /// In seconds; nil for a picture.
  let duration: Double?
  /// Pixels in a row, as it is shown; nil for sound.
  let width: Int?
  /// Rows, as they are shown; nil for sound.
  let height: Int?
  /// The containers' names, as FFmpeg knows them.
  let formats: [String]
  /// Everything else, in the words of TwelveLabs' `technical_metadata`.
  let technical: JSONValue
  let json: JSONValue

  /// Reads what a worker said; nil if it is nothing of the kind.
  init?(_ json: JSONValue) {
    guard let kind = json["kind"]?.asText else { return nil }
    self.kind = kind
    duration = json["duration"]?.asNumber
    width = json["width"]?.asInteger.flatMap { Int(exactly: $0) }
    height = json["height"]?.asInteger.flatMap { Int(exactly: $0) }
    formats = (json["formats"]?.asList ?? []).compactMap(\.asText)
    technical = json["technical_metadata"] ?? [:]
    self.json = json
  }
}
