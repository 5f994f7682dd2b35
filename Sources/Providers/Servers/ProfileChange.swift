internal import Models

extension ServerProfile {
  /// What may be changed after a server refused a field of a request.
  package enum Change: Sendable, Hashable {
    /// The bound of the answer goes by another field.
    case limitField(LimitField)
    /// No temperature is sent.
    case noTemperature
    /// The shape is asked for in another way.
    case schemaMode(SchemaMode)
    /// The answer is not streamed.
    case noStream
    /// A stream is not asked for counts.
    case noCounts
    /// Pictures come without a detail.
    case noDetail
    /// Thinking is left as it is.
    case thinkingUntouched
  }

  /// What to do about a refusal; nil if it is not about a field that can be left out.
  package func change(after refusal: ServerRefusal) -> Change? {
    guard RefusalVerdict(refusal).code == .badRequest else { return nil }
    // The field that is complained about comes first; what to use instead may follow.
    let words = "'\(refusal.field ?? "")' \(refusal.message)"
    let places = fields.compactMap { name, change -> (String.Index, Change)? in
      change.flatMap { change in words.place(ofWord: name).map { ($0, change) } }
    }
    return places.min { $0.0 < $1.0 }?.1
  }

  /// Changes the profile.
  package mutating func make(_ change: Change) {
    switch change {
    case .limitField(let field): limitField = field
    case .noTemperature: sendsTemperature = false
    case .schemaMode(let mode): schemaMode = mode
    case .noStream: streams = false
    case .noCounts: countsInStream = false
    case .noDetail: pictureDetail = nil
    case .thinkingUntouched: thinking = .untouched
    }
  }

  /// What refusals call the fields of a request as this profile wants it, and what to do without each.
  private var fields: [(String, Change?)] {
    let otherLimit: Change? =
      switch limitField {
      case .maxTokens: .limitField(.maxCompletionTokens)
      case .maxCompletionTokens: .limitField(.maxTokens)
      case .absent: nil
      }
    let lowerMode: Change? =
      switch schemaMode {
      case .schema, .grammar, .tool: .schemaMode(.object)
      case .object: .schemaMode(.prompt)
      case .prompt: nil
      }
    return [
      (limitField.rawValue, otherLimit), ("temperature", sendsTemperature ? .noTemperature : nil),
      ("response_format", lowerMode), ("json_schema", lowerMode), ("output_config", lowerMode),
      ("structured outputs", lowerMode), ("responseJsonSchema", lowerMode),
      ("response_json_schema", lowerMode), ("schema in format", lowerMode), ("grammar", lowerMode),
      ("stream_options", countsInStream ? .noCounts : nil),
      ("'stream'", streams ? .noStream : nil), ("`stream`", streams ? .noStream : nil),
      ("'detail'", pictureDetail == nil ? nil : .noDetail),
      ("detail:", pictureDetail == nil ? nil : .noDetail),
      ("mediaResolution", pictureDetail == nil ? nil : .noDetail),
      ("media_resolution", pictureDetail == nil ? nil : .noDetail),
      ("thinkingConfig", thinking == .untouched ? nil : .thinkingUntouched),
      ("thinking_config", thinking == .untouched ? nil : .thinkingUntouched),
      (thinking.rawValue, thinking == .untouched ? nil : .thinkingUntouched),
      ("support thinking", thinking == .untouched ? nil : .thinkingUntouched),
    ]
  }
}

extension ServerRefusal {
  /// Whether it is about one schema, and not about schemas.
  var isOfOneSchema: Bool { message.lowercased().contains("invalid schema") }
}

extension String {
  /// Where a name stands that is no part of a longer one.
  fileprivate func place(ofWord name: String) -> Index? {
    func isInside(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
    return ranges(of: name).first { range in
      let before = range.lowerBound == startIndex ? nil : self[index(before: range.lowerBound)]
      return !isInside(before) && !isInside(self[range.upperBound...].first)
    }?.lowerBound
  }
}
