package import JSON

extension TwelveLabs {
  /// Something to find out about a segment.
  package struct SegmentField: Sendable, Equatable {
    /// What kind of value it takes.
    package enum Kind: String, Sendable, CaseIterable {
      /// Words.
      case string
      /// True or false.
      case boolean
      /// A number.
      case number
      /// A whole number.
      case integer
      /// Values of one kind.
      case array
      /// A time in the video.
      case timestamp
      /// Events with times.
      case timeArray = "time_array"
    }

    /// Its key in the segment's metadata.
    package var name: String
    /// What kind of value it takes.
    package var type: Kind
    /// What to find out.
    package var description: String
    /// The only words that it may take.
    package var choices: [String]?
    /// What its list holds.
    package var items: SegmentFieldItems?
    /// How its time is written.
    package var format: TimeFormat?

    /// Makes a field.
    package init(
      name: String, type: Kind, description: String, choices: [String]? = nil,
      items: SegmentFieldItems? = nil, format: TimeFormat? = nil
    ) {
      (self.name, self.type, self.description) = (name, type, description)
      (self.choices, self.items, self.format) = (choices, items, format)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "name": .text(name), "type": .text(type.rawValue), "description": .text(description),
        "enum": choices.map { .list($0.map { .text($0) }) }, "items": items?.json,
        "format": format.map { .text($0.rawValue) },
      ])
    }
  }

  /// What a list holds.
  package struct SegmentFieldItems: Sendable, Equatable {
    /// The kinds of what it holds.
    package enum Kind: String, Sendable, CaseIterable {
      /// Words.
      case string
      /// Numbers.
      case number
      /// Truths.
      case boolean
      /// Whole numbers.
      case integer
      /// Events.
      case object
    }

    /// The kind of what it holds.
    package var type: Kind
    /// What to find out about each event.
    package var fields: [SegmentField]?

    /// Describes what a list holds.
    package init(type: Kind, fields: [SegmentField]? = nil) {
      (self.type, self.fields) = (type, fields)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "type": .text(type.rawValue), "fields": fields.map { .list($0.map(\.json)) },
      ])
    }
  }
}

extension TwelveLabs.SegmentField: WireReadable {
  /// Reads a field.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      name: try value.member("name").string(), type: try value.member("type").choice(),
      description: try value.member("description").string(),
      choices: try value["enum"]?.array().map { word throws(WireError) in try word.string() },
      items: try value["items"]?.read(), format: try value["format"]?.choice())
  }
}

extension TwelveLabs.SegmentFieldItems: WireReadable {
  /// Reads what a list holds.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(type: try value.member("type").choice(), fields: try value["fields"]?.list())
  }
}
