import Foundation
import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct SchemaLoweringTests {
  private static func lowering(
    _ schema: JSONValue, _ dialect: SchemaLowering.Dialect
  ) throws -> SchemaLowering? {
    SchemaLowering(try JSONSchema(schema), for: dialect)
  }

  private static let film: JSONValue = [
    "type": "object",
    "properties": [
      "start_time": ["type": "timestamp", "format": "hh:mm:ss", "description": "Its start."],
      "year": ["type": "integer", "minimum": 1900, "maximum": 2100],
      "kind": ["enum": ["news", "sport"]], "code": ["type": "string", "pattern": "^a$"],
      "cast": ["type": "array", "items": ["$ref": "#/$defs/person"], "minItems": 1],
    ],
    "required": ["start_time", "year"],
    "$defs": [
      "person": ["type": "object", "properties": ["name": ["type": "string"]]]
    ],
  ]

  @Test func `OpenAI gets every member, and null for those that may be left out`() throws {
    let lowering = try #require(try Self.lowering(Self.film, .openai))
    let person: JSONValue = [
      "type": "object", "properties": ["name": ["type": ["string", "null"]]],
      "required": ["name"], "additionalProperties": false,
    ]
    #expect(
      lowering.schema == [
        "type": "object",
        "properties": [
          "start_time": ["type": "number", "description": "Its start. {in seconds of the video}"],
          "year": ["type": "integer", "description": "{minimum: 1900, maximum: 2100}"],
          "kind": ["anyOf": [["type": "string", "enum": ["news", "sport"]], ["type": "null"]]],
          "code": ["type": ["string", "null"], "description": "{pattern: \"^a$\"}"],
          "cast": ["type": ["array", "null"], "minItems": 1, "items": person],
        ],
        "required": ["start_time", "year", "kind", "code", "cast"], "additionalProperties": false,
      ])
    #expect(
      lowering.restored([
        "start_time": 1, "year": .null, "kind": .null, "code": .null, "cast": [["name": .null]],
      ]) == ["start_time": 1, "year": .null, "cast": [[:]]])
  }

  @Test func `servers with grammars keep what they can enforce`() throws {
    let schema = try #require(try Self.lowering(Self.film, .grammar)).schema
    #expect(schema["properties"]?["year"] == ["type": "integer", "minimum": 1900, "maximum": 2100])
    #expect(schema["properties"]?["code"]?["pattern"] == "^a$")
    #expect(schema["required"] == ["start_time", "year"])
  }

  @Test func `null stays where it was asked for`() throws {
    let schema: JSONValue = [
      "type": "object",
      "properties": [
        "a": ["type": ["string", "null"]], "b": ["anyOf": [["type": "null"], ["type": "integer"]]],
      ],
    ]
    let answer: JSONValue = ["a": .null, "b": .null]
    #expect(try #require(try Self.lowering(schema, .openai)).restored(answer) == answer)
  }

  @Test func `a schema without end or without a type is not sent`() throws {
    let tree: JSONValue = [
      "type": "object", "properties": ["child": ["$ref": "#/$defs/tree"]],
      "$defs": [
        "tree": ["type": "object", "properties": ["child": ["$ref": "#/$defs/tree"]]]
      ],
    ]
    let bare: JSONValue = ["type": "object"]
    let list: JSONValue = ["type": "array", "items": ["type": "string"]]
    for dialect in SchemaLowering.Dialect.allCases {
      #expect(try Self.lowering(tree, dialect) == nil)
    }
    for dialect in [SchemaLowering.Dialect.openai, .anthropic] {
      #expect(try Self.lowering(bare, dialect) == nil)
      #expect(try Self.lowering(list, dialect) == nil)
    }
    let many = (0..<25).map { JSONValue.Member("m\($0)", ["type": "string"]) }
    let optional: JSONValue = ["type": "object", "properties": .object(many)]
    #expect(try Self.lowering(optional, .anthropic) == nil)
    #expect(try Self.lowering(optional, .openai) != nil)
  }

  @Test func `what is sent keeps the published rules, and a fitting answer comes back fitting`()
    throws
  {
    var random = SplitMix64(seed: 11)
    var lines: [String] = []
    for _ in 0..<400 {
      let schema = Self.object(&random, depth: 0)
      for (dialect, name) in [(SchemaLowering.Dialect.openai, "openai"), (.anthropic, "anthropic")]
      {
        guard let lowering = try Self.lowering(schema, dialect) else { continue }
        lines.append(JSONValue.list([.text(name), lowering.schema, schema]).text)
        let answer = Self.answer(lowering.schema, &random)
        let complaints = SchemaCheck(try JSONSchema(schema)).complaints(
          about: lowering.restored(answer))
        // Bounds that a dialect cannot enforce may be broken; the shape may not.
        #expect(
          complaints.allSatisfy { $0.message.contains("breaks") },
          "\(schema.text) \(answer.text) \(complaints)")
      }
    }
    #expect(lines.count > 400)
    #expect(try Self.published(lines) == [])
  }

  private static func object(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    let names = ["a", "b", "c"].filter { _ in random.next() % 3 > 0 }
    let required = names.filter { _ in random.next() % 2 == 0 }
    return [
      "type": "object",
      "properties": .object(names.map { .init($0, any(&random, depth: depth + 1)) }),
      "required": .list(required.map { .text($0) }),
    ]
  }

  private static func any(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    switch random.next() % (depth > 3 ? 5 : 8) {
    case 0: ["type": "string", "description": "words"]
    case 1: ["type": "integer", "minimum": 2]
    case 2: ["type": ["number", "null"]]
    case 3: ["enum": ["x", "y"]]
    case 4: ["type": "boolean"]
    case 5: ["type": "array", "items": any(&random, depth: depth + 1), "minItems": 1]
    case 6: ["anyOf": [["type": "integer"], object(&random, depth: depth + 1)]]
    default: object(&random, depth: depth + 1)
    }
  }

  /// An answer that fits a schema as it was sent, by looking at it alone.
  private static func answer(_ schema: JSONValue, _ random: inout SplitMix64) -> JSONValue {
    if let choices = schema["anyOf"]?.asList {
      return answer(choices.randomElement(using: &random) ?? [:], &random)
    }
    if let choices = schema["enum"]?.asList {
      return choices.randomElement(using: &random) ?? .null
    }
    let types = schema["type"]?.asText.map { [$0] } ?? schema["type"]?.asList?.compactMap(\.asText)
    switch types?.randomElement(using: &random) {
    case "string": return "w"
    case "integer": return 7
    case "number": return 1.5
    case "boolean": return true
    case "array": return [answer(schema["items"] ?? [:], &random)]
    case "object":
      return .object(
        (schema["properties"]?.asMembers ?? []).map { .init($0.name, answer($0.value, &random)) })
    default: return .null
    }
  }

  /// What the checks of the published rules say.
  private static func published(_ lines: [String]) throws -> [String] {
    let program = """
      import json, sys
      from checks import schemas
      for line in sys.stdin:
          dialect, schema, asked = json.loads(line)
          for complaint in schemas.complaints(schema, dialect, dialect): print(complaint, json.dumps(asked))
      """
    let process = Process()
    process.executableURL = Repository.root.appending(path: ".build-clients/bin/python")
    process.arguments = ["-c", program]
    process.environment = ["PYTHONPATH": Repository.path("Tests/Clients/models")]
    let (given, said) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (given, said)
    try process.run()
    Thread.detachNewThread {
      given.fileHandleForWriting.write(Data(lines.joined(separator: "\n").utf8))
      try? given.fileHandleForWriting.close()
    }
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return text.split(separator: "\n").map(String.init)
  }
}
