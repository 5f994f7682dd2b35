package import JSON

extension TwelveLabs {
  /// The body of `POST /analyze`, each member of the right kind; whether they go together is not looked at.
  package struct AnalyzeRequest: Sendable, Equatable {
    /// What it shares with a task: model, video, prompts, window, shape and bounds of the answer.
    package var task: CreateAnalyzeTaskRequest
    /// Whether the answer comes in pieces; nil means that it does.
    package var stream: Bool?

    /// Asks for an analysis.
    package init(_ task: CreateAnalyzeTaskRequest, stream: Bool? = nil) {
      (self.task, self.stream) = (task, stream)
    }

    /// The document.
    package var json: JSONValue {
      .object(
        (task.json.asMembers ?? []) + (stream.map { [.init("stream", .flag($0))] } ?? []))
    }
  }
}

extension TwelveLabs.AnalyzeRequest: WireReadable {
  /// Reads a request; what tasks alone know is left out.
  package init(_ value: WireValue) throws(WireError) {
    task = try value.read()
    (task.customID, task.analysisMode) = (nil, nil)
    (task.minSegmentDuration, task.maxSegmentDuration) = (nil, nil)
    stream = try value["stream"]?.boolean()
  }
}
