import JSON
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct SchemaPropertyTests {
  private static let names = [
    "title", "summary", "color", "colors", "scenes", "chapters", "shots", "transcript", "start",
    "end",
    "duration", "people", "mood", "camera", "has_speech", "video", "car", "text_on_screen", "x",
    "标题",
    "start_time", "end_time", "silence", "keywords", "pace", "loudness",
  ]

  /// A schema out of everything that is supported, with names that mean something and names that do not.
  private static func schema(
    _ random: inout SplitMix64, depth: Int, mayRefer: Bool = true
  ) -> JSONValue {
    switch random.next() % (depth > 4 ? 9 : 14) {
    case 0: return ["type": "string"]
    case 1: return ["type": "number"]
    case 2: return ["type": "boolean"]
    case 3:
      let low = Int64(random.next() % 20) - 10
      return [
        "type": "integer", "minimum": .integer(low),
        "exclusiveMaximum": .integer(low + 1 + Int64(random.next() % 5)),
      ]
    case 4:
      let patterns = ["^[ab]", "^$", "\\d\\d:\\d\\d", "^#[0-9a-f]{6}$", "^.{0,5}$"]
      return ["type": "string", "pattern": .text(patterns[Int(random.next() % 5)])]
    case 5:
      let formats = ["uuid", "date-time", "date", "time"]
      return ["type": "string", "format": .text(formats[Int(random.next() % 4)])]
    case 6: return ["enum": ["static", "pan", "dark", "bright", 1, true, .null]]
    case 7: return random.next() % 2 == 0 ? ["const": "b"] : [:]
    case 8: return ["type": ["string", "null"]]
    case 9:
      return [
        "type": "array", "minItems": .integer(Int64(random.next() % 2)),
        "items": schema(&random, depth: depth + 1, mayRefer: mayRefer),
      ]
    case 10:
      return [
        "anyOf": [
          schema(&random, depth: depth + 1, mayRefer: mayRefer),
          schema(&random, depth: depth + 1, mayRefer: mayRefer),
        ]
      ]
    case 11 where mayRefer: return ["$ref": random.next() % 2 == 0 ? "#/$defs/a" : "#/$defs/b"]
    default: return object(&random, depth: depth, mayRefer: mayRefer)
    }
  }

  private static func object(
    _ random: inout SplitMix64, depth: Int, mayRefer: Bool
  ) -> JSONValue {
    var properties: [JSONValue.Member] = []
    for _ in 0...random.next() % 4 {
      let name = names[Int(random.next() % UInt64(names.count))]
      guard !properties.contains(where: { $0.name == name }) else { continue }
      let isReserved = name == "start_time" || name == "end_time"
      let types: [JSONValue] = ["number", "integer", "string"]
      let value: JSONValue =
        isReserved
        ? ["type": types[Int(random.next() % 3)]]
        : schema(&random, depth: depth + 1, mayRefer: mayRefer)
      properties.append(.init(name, value))
    }
    let required = properties.map(\.name).filter { _ in random.next() % 2 == 0 } + ["also"]
    return [
      "type": "object", "properties": .object(properties),
      "required": .list(required.map { .text($0) }),
    ]
  }

  @Test func `every answer fits its schema`() throws {
    var random = SplitMix64(seed: 11)
    var known = 0
    for _ in 0..<1500 {
      var root = Self.object(&random, depth: 0, mayRefer: true).asMembers ?? []
      root.append(
        .init(
          "$defs",
          [
            "a": Self.schema(&random, depth: 2, mayRefer: false),
            "b": Self.object(&random, depth: 2, mayRefer: false),
          ]))
      let schema = try JSONSchema(.object(root))
      let clip = random.next() % 2 == 0 ? TestClips.harbour : TestClips.mute
      let finding = EmbeddedModel().answer(
        clip, Instruction(.answer(prompt: ""), shape: .schema(schema)))
      guard case .json(let value) = finding.content else { continue }
      let complaints = SchemaCheck(schema).complaints(about: value)
      #expect(complaints.isEmpty, "\(schema.value.text) \(value.text) \(complaints)")
      if finding.unanswered.count < 3 { known += 1 }
    }
    #expect(known > 100)
  }

  @Test(arguments: [
    #"{"type":"object","properties":{"a":{"type":"integer","minimum":3,"maximum":2}},"required":["a"]}"#,
    #"{"type":"object","properties":{"a":{"type":"string","pattern":"^q{7}z$"}},"required":["a"]}"#,
    ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"],"##
      + ##""$defs":{"a":{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"]}}}"##,
    #"{"type":"object","properties":{"a":{"const":1,"enum":[2]}},"required":["a"]}"#,
  ])
  func `what no value fits is said`(text: String) throws {
    let schema = try JSONSchema(JSONReader().value(of: text))
    let finding = EmbeddedModel().answer(
      TestClips.harbour, Instruction(.answer(prompt: ""), shape: .schema(schema)))
    #expect(!finding.unanswered.isEmpty)
  }

  @Test func `optional members that go in circles end`() throws {
    let text = ##"""
      {"type":"object","properties":{"title":{"type":"string"},"next":{"$ref":"#/$defs/n"},
      "list":{"type":"array","items":{"$ref":"#/$defs/n"}}},
      "$defs":{"n":{"type":"object","properties":{"title":{"type":"string"},"a":{"$ref":"#/$defs/n"},
      "b":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}},"required":["b"]}}}
      """##
    let schema = try JSONSchema(JSONReader().value(of: text))
    let finding = EmbeddedModel().answer(
      TestClips.harbour, Instruction(.answer(prompt: ""), shape: .schema(schema)))
    guard case .json(let value) = finding.content else { return }
    #expect(SchemaCheck(schema).complaints(about: value).isEmpty)
    #expect(value["next"]?["b"] == .null && value["title"] == "Harbour")
  }

  @Test func `a schema that asks for billions of values is answered soon`() throws {
    var definitions: [JSONValue.Member] = []
    for number in 0..<30 {
      let next: JSONValue = ["$ref": .text("#/$defs/d\(number + 1)")]
      definitions.append(
        .init("d\(number)", ["type": "object", "properties": ["a": next, "b": next, "c": next]]))
    }
    definitions.append(.init("d30", ["type": "string"]))
    let schema = try JSONSchema([
      "type": "object", "properties": ["a": ["$ref": "#/$defs/d0"]], "$defs": .object(definitions),
    ])
    let time = processorTime {
      _ = EmbeddedModel().answer(
        TestClips.harbour, Instruction(.answer(prompt: ""), shape: .schema(schema)))
    }
    #expect(time < .seconds(20))
  }
}
