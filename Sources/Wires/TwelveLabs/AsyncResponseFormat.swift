package import JSON

extension TwelveLabs {
  /// What an answer is to look like.
  package struct AsyncResponseFormat: Sendable, Equatable {
    /// The kinds of answers beside words.
    package enum Kind: String, Sendable, CaseIterable {
      /// JSON of a shape.
      case jsonSchema = "json_schema"
      /// Segments with fields.
      case segmentDefinitions = "segment_definitions"
    }

    /// The kind of answer.
    package var type: Kind
    /// The shape; lists of tasks leave it out.
    package var jsonSchema: JSONValue?
    /// The segments to look for; lists of tasks name the first alone.
    package var segmentDefinitions: [SegmentDefinition]?
    /// How the borders of segments are written.
    package var segmentTimeFormat: TimeFormat?

    /// Asks for JSON of a shape.
    package init(jsonSchema: JSONValue) { (type, self.jsonSchema) = (.jsonSchema, jsonSchema) }

    /// Asks for segments.
    package init(segmentDefinitions: [SegmentDefinition], segmentTimeFormat: TimeFormat? = nil) {
      (type, self.segmentDefinitions) = (.segmentDefinitions, segmentDefinitions)
      self.segmentTimeFormat = segmentTimeFormat
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "type": .text(type.rawValue), "json_schema": jsonSchema,
        "segment_definitions": segmentDefinitions.map { .list($0.map(\.json)) },
        "segment_time_format": segmentTimeFormat.map { .text($0.rawValue) },
      ])
    }

    /// The same without files.
    package var withoutFiles: AsyncResponseFormat {
      var format = self
      format.segmentDefinitions = segmentDefinitions?.map(\.withoutFiles)
      return format
    }
  }
}

extension TwelveLabs.AsyncResponseFormat: WireReadable {
  /// Reads what an answer is to look like.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    type = try value.member("type").choice()
    jsonSchema = try value["json_schema"]?.object()
    segmentDefinitions = try value["segment_definitions"]?.list()
    segmentTimeFormat = try value["segment_time_format"]?.choice()
  }

  /// Refuses what a request may not leave out.
  func mustBeWhole(_ value: WireValue) throws(WireError) {
    let content = try value.member(type.rawValue)
    guard type == .segmentDefinitions else { return }
    for (definition, value) in zip(segmentDefinitions ?? [], try content.array()) {
      for (number, source) in (definition.mediaSources ?? []).enumerated() {
        try source.mustHaveSource(at: "\(value.place(of: "media_sources"))[\(number)]")
      }
    }
  }
}
