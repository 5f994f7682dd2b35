package import JSON

extension DumplingAI {
  /// The body of `POST /api/v1/extract-video`, which knows no other members.
  package struct ExtractVideoRequest: Sendable, Equatable {
    /// How the video is handed over.
    package enum FileInputMethod: String, Sendable, CaseIterable {
      /// A link.
      case url
      /// The file itself.
      case base64
    }

    /// Where requests come from.
    package enum RequestSource: String, Sendable, CaseIterable {
      /// A program.
      case api = "API"
      /// A page.
      case web = "WEB"
      /// Make.
      case make = "MAKE_DOT_COM"
      /// Zapier.
      case zapier = "ZAPIER"
      /// n8n.
      case n8n = "N8N"
      /// The playground.
      case playground = "PLAYGROUND"
      /// An automation.
      case defaultAutomation = "DEFAULT_AUTOMATION"
      /// An agent that is tried.
      case agentPreview = "AGENT_PREVIEW"
      /// An agent at work.
      case agentLive = "AGENT_LIVE"
      /// The autopilot.
      case autopilot = "AUTOPILOT"
      /// The studio.
      case studio = "STUDIO"
    }

    /// How the video is handed over.
    package var inputMethod: FileInputMethod
    /// A link, or the file itself.
    package var video: String
    /// What to find out.
    package var prompt: String
    /// Whether the answer is to be JSON; nil means that it is not.
    package var jsonMode: Bool?
    /// Where the request comes from.
    package var requestSource: RequestSource?

    /// Asks something about a video.
    package init(
      inputMethod: FileInputMethod, video: String, prompt: String, jsonMode: Bool? = nil,
      requestSource: RequestSource? = nil
    ) {
      (self.inputMethod, self.video, self.prompt) = (inputMethod, video, prompt)
      (self.jsonMode, self.requestSource) = (jsonMode, requestSource)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "inputMethod": .text(inputMethod.rawValue), "video": .text(video), "prompt": .text(prompt),
        "jsonMode": jsonMode.map { .flag($0) },
        "requestSource": requestSource.map { .text($0.rawValue) },
      ])
    }
  }
}

extension DumplingAI.ExtractVideoRequest: WireReadable {
  /// Reads a request as strictly as it is published.
  package init(_ value: WireValue) throws(WireError) {
    try self.init(value, isLenient: false)
  }

  /// Reads a request; a lenient reader takes flags in quotes and sources that are not published, as clients send
  /// them.
  package init(_ value: WireValue, isLenient: Bool) throws(WireError) {
    try value.mustBeObject(of: ["inputMethod", "video", "prompt", "jsonMode", "requestSource"])
    inputMethod = try value.member("inputMethod").choice()
    video = try value.member("video").string()
    prompt = try value.member("prompt").string()
    if isLenient {
      jsonMode = try value["jsonMode"].map { flag throws(WireError) in
        switch flag.json.asText {
        case "true": true
        case "false": false
        default: try flag.boolean()
        }
      }
      requestSource = (try value["requestSource"]?.string())
        .flatMap(RequestSource.init)
    } else {
      jsonMode = try value["jsonMode"]?.boolean()
      requestSource = try value["requestSource"]?.choice()
    }
  }
}
