import Foundation
import JSON
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct SchemaOracleTests {
  /// A schema out of what is supported.
  private static func schema(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    switch random.next() % (depth > 2 ? 6 : 9) {
    case 0: return ["type": "string", "pattern": "^[ab]"]
    case 1: return ["type": "integer", "minimum": -1, "exclusiveMaximum": 3]
    case 2: return ["type": "number"]
    case 3: return ["type": ["boolean", "null"]]
    case 4: return ["enum": ["a", 1, true, .null]]
    case 5: return ["const": 2]
    case 6:
      return [
        "type": "array", "minItems": .integer(Int64(random.next() % 2)),
        "items": schema(&random, depth: depth + 1),
      ]
    case 7:
      return ["anyOf": [schema(&random, depth: depth + 1), schema(&random, depth: depth + 1)]]
    default:
      let required: JSONValue = random.next() % 2 == 0 ? ["x"] : ["x", "y"]
      return [
        "type": "object",
        "properties": [
          "x": schema(&random, depth: depth + 1), "y": schema(&random, depth: depth + 1),
        ],
        "required": required,
      ]
    }
  }

  private static func value(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    let scalars: [JSONValue] = [
      "a", "b", "c", "", 0, 1, 2, 3, -1, 1.5, 2.0, true, false, .null,
    ]
    switch random.next() % (depth > 2 ? 3 : 6) {
    case 0, 1, 2: return scalars.randomElement(using: &random) ?? .null
    case 3:
      return .list((0..<random.next() % 3).map { _ in value(&random, depth: depth + 1) })
    default:
      let names = ["x", "y", "z"].filter { _ in random.next() % 3 > 0 }
      return .object(names.map { .init($0, value(&random, depth: depth + 1)) })
    }
  }

  /// A value that is near the schema, so that not everything is refused.
  private static func near(_ schema: JSONValue, _ random: inout SplitMix64) -> JSONValue {
    if random.next() % 8 == 0 { return value(&random, depth: 2) }
    if let choices = schema["anyOf"]?.asList {
      return near(choices.randomElement(using: &random) ?? [:], &random)
    }
    if let properties = schema["properties"]?.asMembers {
      return .object(properties.map { .init($0.name, near($0.value, &random)) })
    }
    if let items = schema["items"] {
      return .list((0..<random.next() % 3).map { _ in near(items, &random) })
    }
    return value(&random, depth: 3)
  }

  @Test func `verdicts are those of the reference implementation`() throws {
    var random = SplitMix64(seed: 4)
    var cases: [(schema: JSONValue, value: JSONValue)] = []
    for _ in 0..<2000 {
      let schema = Self.schema(&random, depth: 0)
      cases.append((schema, Self.near(schema, &random)))
    }
    let input = cases.map { JSONValue.list([$0.schema, $0.value]).text }.joined(separator: "\n")
    let verdicts = try Validator.verdicts(input)
    try #require(verdicts.count == cases.count)
    for (pair, isValid) in zip(cases, verdicts) {
      let complaints = SchemaCheck(try JSONSchema(pair.schema)).complaints(about: pair.value)
      #expect(
        complaints.isEmpty == isValid, "\(pair.schema.text) \(pair.value.text) \(complaints)")
    }
    // Both verdicts must be common, or the comparison says nothing.
    #expect(verdicts.count { $0 } > 300 && verdicts.count { !$0 } > 300)
  }

  @Test func `what fits is not changed`() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<1000 {
      let schema = Self.schema(&random, depth: 0)
      let value = Self.near(schema, &random)
      let check = SchemaCheck(try JSONSchema(schema))
      let fitted = check.fitted(value).value
      if check.complaints(about: value).isEmpty {
        #expect(check.complaints(about: fitted).isEmpty)
        #expect(check.fitted(fitted).value == fitted)
      }
    }
  }
}

/// The `jsonschema` package of Python.
private enum Validator {
  private static let program = """
    import json, sys, jsonschema
    for line in sys.stdin:
        schema, value = json.loads(line)
        print(int(jsonschema.Draft202012Validator(schema).is_valid(value)))
    """

  static func verdicts(_ input: String) throws -> [Bool] {
    let process = Process()
    process.executableURL = Repository.root.appending(path: ".build-clients/bin/python")
    process.arguments = ["-c", program]
    let (given, answer) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (given, answer)
    try process.run()
    Thread.detachNewThread {
      given.fileHandleForWriting.write(Data(input.utf8))
      try? given.fileHandleForWriting.close()
    }
    let text = String(decoding: answer.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return text.split(separator: "\n").map { $0 == "1" }
  }
}
