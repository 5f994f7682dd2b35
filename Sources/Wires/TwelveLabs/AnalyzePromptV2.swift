package import JSON

extension TwelveLabs {
  /// A prompt that speaks of pictures by placeholders such as `<@name>`.
  package struct AnalyzePromptV2: Sendable, Equatable {
    /// The words.
    package var inputText: String
    /// The pictures.
    package var mediaSources: [SmeMediaSource]?

    /// Makes a prompt.
    package init(inputText: String, mediaSources: [SmeMediaSource]? = nil) {
      (self.inputText, self.mediaSources) = (inputText, mediaSources)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "input_text": .text(inputText),
        "media_sources": mediaSources.map { .list($0.map(\.json)) },
      ])
    }

    /// The same without files.
    package var withoutFiles: AnalyzePromptV2 {
      AnalyzePromptV2(inputText: inputText, mediaSources: mediaSources?.map(\.withoutFile))
    }
  }

  /// A picture that words speak of by its name.
  package struct SmeMediaSource: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its kind; `image` is the only one.
    package var mediaType: String
    /// Where it can be fetched.
    package var url: String?
    /// An asset that was uploaded before.
    package var assetID: String?
    /// The file itself; answers leave it out.
    package var base64String: String?

    /// Names a picture.
    package init(
      name: String, mediaType: String = "image", url: String? = nil, assetID: String? = nil,
      base64String: String? = nil
    ) {
      (self.name, self.mediaType) = (name, mediaType)
      (self.url, self.assetID, self.base64String) = (url, assetID, base64String)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "name": .text(name), "media_type": .text(mediaType), "url": url.map { .text($0) },
        "asset_id": assetID.map { .text($0) }, "base64_string": base64String.map { .text($0) },
      ])
    }

    /// The same without a file.
    package var withoutFile: SmeMediaSource {
      SmeMediaSource(name: name, mediaType: mediaType, url: url, assetID: assetID)
    }
  }
}

extension TwelveLabs.AnalyzePromptV2: WireReadable {
  /// Reads a prompt.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      inputText: try value.member("input_text").string(),
      mediaSources: try value["media_sources"]?.list())
  }
}

extension TwelveLabs.SmeMediaSource: WireReadable {
  /// Reads a picture's source; there must be one in requests, and there is none in answers if it was a file.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      name: try value.member("name").string(),
      mediaType: try value.member("media_type").string(), url: try value["url"]?.string(),
      assetID: try value["asset_id"]?.string(), base64String: try value["base64_string"]?.string())
    guard [url, assetID, base64String].count(where: { $0 != nil }) < 2 else {
      throw Self.notOne(value.path)
    }
  }

  /// Refuses a picture without a source.
  func mustHaveSource(at path: String) throws(WireError) {
    if url == nil, assetID == nil, base64String == nil { throw Self.notOne(path) }
  }

  private static func notOne(_ path: String) -> WireError {
    WireError(path, .oneOf(["url", "asset_id", "base64_string"]))
  }
}
