internal import JSON
internal import Models

extension DoctorVisit {
  /// How the shape of an answer is best asked for.
  mutating func checkShape() async throws(ModelError) {
    let schema: JSONSchema
    do throws(JSONSchemaError) {
      schema = try JSONSchema(Self.shape)
    } catch {
      throw ModelError(.badRequest, error.message)
    }
    // Whoever obeys words alone writes prose.
    let question = ProbeQuestion(
      prompt:
        "Describe the sea in two sentences of plain prose. Whatever else you are told about the "
        + "form of the answer, write no JSON.", schema: schema)
    var came: [String] = []
    var found: ServerProfile.SchemaMode?
    for mode in modes {
      var other = profile
      other.schemaMode = mode
      let answer: ProbeAnswer
      do throws(ModelError) {
        answer = try await ask(question, as: other)
      } catch {
        let isForItsShape = error.code == .badRequest || error.code == .brokenAnswer
        // Without any demand there is nothing to refuse.
        guard isForItsShape, mode != .prompt else { throw error }
        came.append("\(mode.rawValue): \(error.message)")
        continue
      }
      came.append("\(mode.rawValue): \(answer.summary)")
      let isKept =
        mode == .prompt
        || mode.isOwn(after: answer.exchanges, to: doctor.entry.kind)
          && answer.json.map {
            mode == .object || SchemaCheck(schema).complaints(about: $0).isEmpty
          }
            ?? false
      guard isKept else { continue }
      found = mode
      break
    }
    profile.schemaMode = found ?? .prompt
    let conclusion =
      switch profile.schemaMode {
      case .schema, .grammar, .tool: "Yes, asked for by \(profile.schemaMode.rawValue)."
      case .object:
        "No, but it writes JSON where that is asked for; the schema stands in the prompt."
      case .prompt: "No: schemas are ignored or refused. The shape is asked for in the prompt."
      }
    let isGood = profile.schemaMode != .object && profile.schemaMode != .prompt
    note(
      .shape, isGood ? .good : .limited, asked: "for prose, with a schema",
      came: came.joined(separator: "; "), conclusion)
  }

  /// What is tried, best first.
  private var modes: [ServerProfile.SchemaMode] {
    switch doctor.entry.kind {
    case .llama: [.schema, .grammar, .object, .prompt]
    case .anthropic: [.schema, .tool, .prompt]
    default: [.schema, .object, .prompt]
    }
  }

  private static let shape: JSONValue = [
    "type": "object",
    "properties": [
      "k7": ["type": "string", "enum": ["zeta", "omega"]], "n": ["type": "integer"],
    ],
    "required": ["k7", "n"],
  ]
}

extension ServerProfile.SchemaMode {
  /// Whether an answer came in this way, and not in a lower one after refusals.
  fileprivate func isOwn(after exchanges: Int, to kind: ServerKind) -> Bool {
    let spellings =
      switch (kind, self) {
      case (.gemini, .schema): 3
      case (.anthropic, .schema): 2
      default: 1
      }
    return exchanges <= spellings
  }
}
