package import JSON

extension TwelveLabs {
  /// A kind of segment to look for.
  package struct SegmentDefinition: Sendable, Equatable {
    /// The key of its segments in the result.
    package var id: String
    /// What it looks like.
    package var description: String
    /// What to find out about each.
    package var fields: [SegmentField]?
    /// Pictures that show what is meant.
    package var mediaSources: [SmeMediaSource]?
    /// The stretches to look at.
    package var timeRanges: [AnalyzeTimeRange]?

    /// Makes a definition.
    package init(
      id: String, description: String, fields: [SegmentField]? = nil,
      mediaSources: [SmeMediaSource]? = nil, timeRanges: [AnalyzeTimeRange]? = nil
    ) {
      (self.id, self.description, self.fields) = (id, description, fields)
      (self.mediaSources, self.timeRanges) = (mediaSources, timeRanges)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "id": .text(id), "description": .text(description),
        "fields": fields.map { .list($0.map(\.json)) },
        "media_sources": mediaSources.map { .list($0.map(\.json)) },
        "time_ranges": timeRanges.map { .list($0.map(\.json)) },
      ])
    }

    /// The same without files.
    package var withoutFiles: SegmentDefinition {
      var definition = self
      definition.mediaSources = mediaSources?.map(\.withoutFile)
      return definition
    }
  }

  /// A stretch of the video, in seconds.
  package struct AnalyzeTimeRange: Sendable, Equatable {
    /// Where it starts.
    package var startTime: Double
    /// Where it ends.
    package var endTime: Double

    /// Makes a stretch.
    package init(startTime: Double, endTime: Double) {
      (self.startTime, self.endTime) = (startTime, endTime)
    }

    /// The document.
    package var json: JSONValue {
      ["start_time": .number(startTime), "end_time": .number(endTime)]
    }
  }

  /// How a time is written.
  package enum TimeFormat: String, Sendable, CaseIterable {
    /// A number of seconds.
    case seconds
    /// Hours, minutes and whole seconds.
    case clock = "hh:mm:ss"
    /// Hours, minutes, seconds and thousandths.
    case exactClock = "hh:mm:ss.fff"
  }
}

extension TwelveLabs.SegmentDefinition: WireReadable {
  /// Reads a definition.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      id: try value.member("id").string(), description: try value.member("description").string(),
      fields: try value["fields"]?.list(), mediaSources: try value["media_sources"]?.list(),
      timeRanges: try value["time_ranges"]?.list())
  }
}

extension TwelveLabs.AnalyzeTimeRange: WireReadable {
  /// Reads a stretch.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      startTime: try value.member("start_time").number(),
      endTime: try value.member("end_time").number())
  }
}
