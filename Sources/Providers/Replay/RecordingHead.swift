internal import JSON
internal import Models

/// The line of a recording that says whose answers follow, and what that model can look at.
struct RecordingHead: Sendable, Equatable {
  let identity: ModelIdentity
  let appetite: ModelAppetite

  init(_ identity: ModelIdentity, _ appetite: ModelAppetite) {
    (self.identity, self.appetite) = (identity, appetite)
  }

  var json: JSONValue {
    .members([
      "recording": 1, "provider": .text(identity.provider), "model": .text(identity.name),
      "revision": identity.revision.map { .text($0) },
      "pictures_per_call": Self.json(appetite.picturesPerCall),
      "segments_per_call": Self.json(appetite.segmentsPerCall),
      "longest_side": Self.json(appetite.longestSide),
      "longest_side_of_text": Self.json(appetite.longestSideOfText),
      "context_tokens": Self.json(appetite.contextTokens),
      "output_tokens": Self.json(appetite.outputTokens),
      "bytes_per_call": Self.json(appetite.bytesPerCall),
      "concurrent_calls": Self.json(appetite.concurrentCalls),
      "schema_support": .text(appetite.schemaSupport.rawValue),
      "finds_segments": .flag(appetite.findsSegments), "is_instant": .flag(appetite.isInstant),
      "picture_tokens": ServerProfile.json(appetite.pictureTokens),
      "prices": appetite.prices.map { [.number($0.input), .number($0.output)] },
    ])
  }

  /// Reads a line; nil for one that is no head of a version that is known.
  init?(_ json: JSONValue) {
    guard json["recording"] == 1, let provider = json["provider"]?.asText,
      let model = json["model"]?.asText
    else { return nil }
    identity = ModelIdentity(
      provider: provider, name: model, revision: json["revision"]?.asText)
    var appetite = ModelAppetite()
    func count(_ name: String, _ usual: Int) -> Int { json[name]?.asCount ?? usual }
    appetite.picturesPerCall = count("pictures_per_call", appetite.picturesPerCall)
    appetite.segmentsPerCall = count("segments_per_call", appetite.segmentsPerCall)
    appetite.longestSide = count("longest_side", appetite.longestSide)
    appetite.longestSideOfText = count("longest_side_of_text", appetite.longestSideOfText)
    appetite.contextTokens = json["context_tokens"]?.asCount
    appetite.outputTokens = json["output_tokens"]?.asCount
    appetite.bytesPerCall = json["bytes_per_call"]?.asCount
    appetite.concurrentCalls = count("concurrent_calls", appetite.concurrentCalls)
    appetite.schemaSupport =
      json["schema_support"]?.asText.flatMap(ModelAppetite.SchemaSupport.init) ?? .words
    appetite.findsSegments = json["finds_segments"]?.asFlag ?? true
    appetite.isInstant = json["is_instant"]?.asFlag ?? false
    appetite.pictureTokens =
      json["picture_tokens"].flatMap(ServerProfile.pictureTokens) ?? appetite.pictureTokens
    if let prices = json["prices"]?.asList?.compactMap(\.asNumber), prices.count == 2 {
      appetite.prices = TokenPrices(input: prices[0], output: prices[1])
    }
    self.appetite = appetite
  }

  private static func json(_ number: Int?) -> JSONValue? { number.map { .integer(Int64($0)) } }
}
