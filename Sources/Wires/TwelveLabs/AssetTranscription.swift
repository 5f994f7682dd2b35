package import JSON

extension TwelveLabs {
  /// What is said in an asset, as far as that is known.
  package struct AssetTranscription: Sendable, Equatable {
    /// How far it has come.
    package enum Status: String, Sendable, CaseIterable {
      /// Nobody listens yet.
      case pending
      /// Somebody does.
      case processing
      /// It is there.
      case ready
      /// It will not come.
      case failed
    }

    /// Words with their times.
    package struct Entry: Sendable, Equatable {
      /// Seconds.
      package var start: Double
      /// Seconds.
      package var end: Double
      /// The words, `value` on the wire.
      package var text: String

      /// Makes an entry.
      package init(start: Double, end: Double, text: String) {
        (self.start, self.end, self.text) = (start, end, text)
      }

      var json: JSONValue {
        ["start": .number(start), "end": .number(end), "value": .text(text)]
      }
    }

    /// How far it has come.
    package var status: Status
    /// One for each sentence; nil if they are not asked for, or not told apart.
    package var sentences: [Entry]?
    /// Why it will not come.
    package var error: AnalyzeTaskError?

    /// Makes a transcription.
    package init(_ status: Status, sentences: [Entry]? = nil, error: AnalyzeTaskError? = nil) {
      (self.status, self.sentences, self.error) = (status, sentences, error)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "status": .text(status.rawValue),
        "sentences": sentences.map { .list($0.map(\.json)) }, "error": error?.json,
      ])
    }
  }
}

extension TwelveLabs.AssetTranscription: WireReadable {
  /// Reads a transcription.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      try value.member("status").choice(), sentences: try value["sentences"]?.list(),
      error: try value["error"]?.read())
  }
}

extension TwelveLabs.AssetTranscription.Entry: WireReadable {
  /// Reads an entry.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      start: try value.member("start").number(), end: try value.member("end").number(),
      text: try value.member("value").string())
  }
}
