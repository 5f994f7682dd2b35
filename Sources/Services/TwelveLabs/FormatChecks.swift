internal import JSON
internal import MediaTypes
internal import Models
internal import Wires

/// What the shapes of answers must keep to.
enum FormatChecks {
  /// Keywords of schemas that the service refuses with a status of their own.
  private static let unprocessable: Set<String> = [
    "minLength", "maxLength", "additionalProperties", "uniqueItems", "maxItems",
  ]
  /// The fewest seconds of a range.
  private static let shortestRange = 2.0

  /// Refuses a schema outside of the dialect.
  static func check(schema: JSONValue) throws(TwelveLabsRefusal) {
    do {
      _ = try JSONSchema(schema)
    } catch {
      let parameter = error.pointer.split(separator: "/").reduce("response_format.json_schema") {
        path, part in "\(path).\(part.replacing("~1", with: "/").replacing("~0", with: "~"))"
      }
      let status = error.keyword.map(unprocessable.contains) == true ? 422 : 400
      throw TwelveLabsRefusal(
        status, .parameterInvalid, "\(parameter): \(error.message)", parameter: parameter)
    }
  }

  /// Refuses definitions that would leave two meanings, or none.
  static func check(
    _ definitions: [TwelveLabs.SegmentDefinition], _ rules: TwelveLabsRules
  ) throws(TwelveLabsRefusal) {
    for (number, definition) in definitions.enumerated() {
      let path = "response_format.segment_definitions[\(number)]"
      try PromptChecks.check(definition.mediaSources ?? [], path, rules)
      for (place, range) in (definition.timeRanges ?? []).enumerated() {
        let parameter = "\(path).time_ranges[\(place)]"
        guard range.startTime >= 0 else {
          throw .invalid(parameter, "It must not start before the video.")
        }
        guard AnalysisWindow.length(range.startTime, range.endTime) >= shortestRange else {
          throw .invalid(parameter, "It must have at least \(shortestRange) seconds.")
        }
      }
    }
  }

  /// Refuses definitions that contradict each other, or themselves.
  static func check(_ definitions: [SegmentDefinition]) throws(TwelveLabsRefusal) {
    do {
      try DefinitionFile.check(definitions)
    } catch {
      throw .invalid("response_format.\(error.path)", "\(error.message).")
    }
  }
}
