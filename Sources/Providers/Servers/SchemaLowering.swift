package import JSON
package import Models

/// Brings a schema into the form that a server takes, and its answers back into the form that was asked for.
///
/// What a dialect refuses is said in descriptions instead, and checked by ourselves afterwards. Times become
/// numbers, references are written out, and where every member must be there, those that need not may be null.
package struct SchemaLowering: Sendable {
  /// The rules by which servers read schemas.
  package enum Dialect: Sendable, CaseIterable {
    /// OpenAI's strict mode.
    case openai
    /// Anthropic's structured output.
    case anthropic
    /// Gemini's `responseJsonSchema`.
    case gemini
    /// Servers that make grammars of schemas: llama.cpp, Ollama, vLLM, SGLang, LM Studio.
    case grammar
  }

  /// The schema to send.
  package let schema: JSONValue
  private let asked: JSONValue

  /// Brings a schema into a form; nil if the dialect has none for it.
  package init?(_ schema: JSONSchema, for dialect: Dialect) {
    var run = LoweringRun(root: schema.value, dialect: dialect)
    guard let lowered = run.lower(schema.value, depth: 0), run.isWithinLimits else { return nil }
    let isObject = lowered["type"] == "object" && lowered["anyOf"] == nil
    guard isObject || dialect == .gemini || dialect == .grammar else { return nil }
    (self.schema, asked) = (lowered, schema.value)
  }

  /// An answer without the nulls that stand for members that were left out.
  package func restored(_ answer: JSONValue) -> JSONValue { restored(answer, asked, depth: 0) }

  private func restored(_ answer: JSONValue, _ schema: JSONValue, depth: Int) -> JSONValue {
    guard depth < Self.mostDepth else { return answer }
    if let reference = schema["$ref"]?.asText, let meant = asked.definition(at: reference) {
      return restored(answer, meant, depth: depth + 1)
    }
    if let choices = schema["anyOf"]?.asList, let members = answer.asMembers {
      let meant = choices.first { choice in
        members.allSatisfy { resolved(choice)["properties"]?[$0.name] != nil }
      }
      return meant.map { restored(answer, $0, depth: depth + 1) } ?? answer
    }
    if let values = answer.asList, let items = schema["items"] {
      return .list(values.map { restored($0, items, depth: depth + 1) })
    }
    guard let members = answer.asMembers else { return answer }
    let required = Set(schema.requiredNames)
    return .object(
      members.compactMap { member in
        guard let property = schema["properties"]?[member.name] else { return member }
        if member.value.isNull, !required.contains(member.name), !takesNull(property) { return nil }
        return JSONValue.Member(member.name, restored(member.value, property, depth: depth + 1))
      })
  }

  private func takesNull(_ schema: JSONValue) -> Bool {
    SchemaLowering.takesNull(resolved(schema))
  }

  private func resolved(_ schema: JSONValue) -> JSONValue {
    schema["$ref"]?.asText.flatMap(asked.definition) ?? schema
  }

  /// Whether null is a value of a schema that is no reference.
  static func takesNull(_ schema: JSONValue) -> Bool {
    schema.typeNames.contains("null") || schema["enum"]?.asList?.contains(.null) ?? false
      || schema["const"] == .null || schema["anyOf"]?.asList?.contains(where: takesNull) ?? false
  }

  private static let mostDepth = 64
}
