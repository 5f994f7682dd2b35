import JSON
import MediaTypes
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct FieldTests {
  private static func answer(
    _ schema: JSONValue, about clip: Clip = TestClips.harbour, language: String = "en"
  ) throws -> (value: JSONValue, unanswered: [String]) {
    let schema = try JSONSchema(schema)
    let finding = EmbeddedModel().answer(
      clip, Instruction(.answer(prompt: ""), shape: .schema(schema), language: language))
    guard case .json(let value) = finding.content else { return (.null, []) }
    #expect(SchemaCheck(schema).complaints(about: value).isEmpty)
    return (value, finding.unanswered)
  }

  private static func fields(
    _ properties: JSONValue, about clip: Clip = TestClips.harbour, language: String = "en"
  ) throws -> (value: JSONValue, unanswered: [String]) {
    let required = (properties.asMembers ?? []).map { JSONValue.text($0.name) }
    return try answer(
      ["type": "object", "properties": properties, "required": .list(required)], about: clip,
      language: language)
  }

  @Test func `fields are filled by their names`() throws {
    let (value, unanswered) = try Self.fields([
      "title": ["type": "string"], "shotCount": ["type": "integer"],
      "duration_seconds": ["type": "number"],
      "dominant_colors": ["type": "array", "items": ["type": "string"]],
      "has_speech": ["type": "boolean"],
      "on_screen_text": ["type": "array", "items": ["type": "string"]],
      "start_time": ["type": "string"], "word_count": ["type": "integer"],
      "first_cut": ["type": "timestamp", "format": "seconds"], "resolution": ["type": "string"],
      "language": ["type": "string"], "loudness": ["type": "number"],
    ])
    let expected: JSONValue =
      [
        "title": "Harbour", "shotCount": 4, "duration_seconds": 60,
        "dominant_colors": ["black", "white", "blue"], "has_speech": true,
        "on_screen_text": ["PORT OF CALL", "Fish market, 4 am"], "start_time": "00:00:00.000",
        "word_count": 27, "first_cut": 4, "resolution": "640x360", "language": "English",
        "loudness": -16.3,
      ]
    #expect(value.text == expected.text)
    #expect(unanswered.isEmpty)
  }

  @Test func `what only seeing tells stays empty and is named`() throws {
    let (value, unanswered) = try Self.fields([
      "people": ["type": "array", "items": ["type": "string"]], "mood": ["type": "string"],
      "is_indoor": ["type": "boolean"], "rating": ["type": "integer", "minimum": 1, "maximum": 5],
      "car_color": ["type": "string"],
      "color": ["type": "string", "description": "Colour of the car"],
      "title": ["type": "string", "description": "Title of the book that is read"],
      "setting": ["type": "string", "enum": ["indoor", "outdoor"]],
      "place": ["anyOf": [["type": "string"], ["type": "null"]]],
      "car": [
        "type": "object", "properties": ["color": ["type": "string"]], "required": ["color"],
      ],
      "goals": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": ["start_time": ["type": "number"], "title": ["type": "string"]],
        ],
      ],
    ])
    #expect(
      value == [
        "people": [], "mood": "", "is_indoor": false, "rating": 1, "car_color": "", "color": "",
        "title": "", "setting": "indoor", "place": .null, "car": ["color": ""], "goals": [],
      ], "\(value.text)")
    #expect(
      Set(unanswered) == [
        "/people", "/mood", "/is_indoor", "/rating", "/car_color", "/color", "/title", "/setting",
        "/place", "/car/color", "/goals",
      ])
  }

  @Test(arguments: [
    ("timestamp", "number", "When the goal is scored"),
    ("color", "string", "The colour of the car"),
    ("has_speech", "boolean", "Whether the mayor speaks about taxes"),
    ("start", "number", "进球的时间"), ("motion", "string", "How the dancer moves"),
    ("number", "integer", "How many cups stand on the table"),
    ("text", "string", "Text on his shirt"),
    ("is_loud", "boolean", "True if the crowd cheers"),
    ("duration", "number", "Length of the interview"),
  ])
  func `a description of another thing leaves a field empty`(
    name: String, type: String, description: String
  ) throws {
    let field: JSONValue = ["type": .text(type), "description": .text(description)]
    let (_, unanswered) = try Self.fields(.object([.init(name, field)]))
    #expect(unanswered == ["/\(name)"])
  }

  @Test(arguments: [
    ("start_time", "number", "Start of the segment in seconds"),
    ("t", "number", "Duration in seconds"),
    ("colour", "string", "The most prominent colour of the picture"),
    ("has_speech", "boolean", "True if there is any speech"),
    ("quote", "string", "What the speaker says"),
    ("summary", "string", "A two-sentence summary of the match for a blog"),
    ("x", "integer", "Number of shots"),
    ("camera", "string", "How the camera moves: static, pan, tilt, zoom or handheld"),
    ("title", "string", "A catchy title"), ("y", "string", "The text on screen"),
    ("描述", "string", "视频的简短描述"),
  ])
  func `a description of the passage does not`(
    name: String, type: String, description: String
  ) throws {
    let field: JSONValue = ["type": .text(type), "description": .text(description)]
    let (value, unanswered) = try Self.fields(.object([.init(name, field)]))
    #expect(unanswered.isEmpty && value[name] != "")
  }

  @Test(arguments: [
    ("camera", ["pan", "static"], "pan"), ("shot_type", ["zoom", "tilt", "pan"], "pan"),
    ("lighting", ["bright", "dark"], "dark"), ("sound_level", ["loud", "quiet"], "quiet"),
    ("camera_movement", ["handheld", "Static"], nil), ("has_text_on_screen", ["no", "yes"], "yes"),
    ("镜头运动", ["固定", "横摇"], "横摇"), ("pace", ["unclear", "frantic"], nil),
  ])
  func `a choice is made only where a measure decides`(
    name: String, choices: [String], expected: String?
  ) throws {
    let definition = SegmentDefinition(
      id: "a", description: "b",
      fields: [SegmentField(name, .string, description: "", choices: choices)])
    let finding = EmbeddedModel().answer(TestClips.harbour, Instruction(.fill(definition)))
    guard case .json(let value) = finding.content else { return }
    let first = try #require(value["segments"]?.asList?.first?["metadata"])
    #expect(first[name]?.asText == expected ?? choices[0])
    #expect(finding.unanswered.contains("/segments/0/metadata/\(name)") == (expected == nil))
  }

  @Test func `a list of scenes holds every segment with its exact times`() throws {
    let (value, unanswered) = try Self.fields([
      "scenes": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": [
            "start_time": ["type": "number"], "end": ["type": "string"],
            "title": ["type": "string"],
            "actor": ["type": "string"],
          ], "required": ["start_time", "end", "title", "actor"],
        ],
      ],
      "chapters": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": ["start": ["type": "number"], "title": ["type": "string"]],
        ],
      ],
      "transcript": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": ["start": ["type": "number"], "text": ["type": "string"]],
        ],
      ],
    ])
    #expect(
      value["scenes"]?.asList?.map { $0["start_time"]?.asNumber } == [0, 12.48, 35]
        && value["scenes"]?.asList?.map { $0["end"] } == [
          "00:00:12.480", "00:00:35.000", "00:01:00.000",
        ])
    #expect(
      value["chapters"]?.text
        == #"[{"start":0,"title":"Arrival"},{"start":12.48,"title":"Market"}]"#)
    #expect(
      value["transcript"]?.asList?.first?.text
        == #"{"start":3,"text":"The old lighthouse stands above"}"#)
    #expect(unanswered == ["/scenes/0/actor", "/scenes/1/actor", "/scenes/2/actor"])
  }

  @Test func `Chinese names are understood`() throws {
    let (value, unanswered) = try Self.fields(
      [
        "标题": ["type": "string"], "关键词": ["type": "array", "items": ["type": "string"]],
        "镜头数量": ["type": "integer"], "是否有语音": ["type": "boolean"], "时长": ["type": "number"],
        "亮度": ["type": "string"], "人物": ["type": "string"], "汽车的颜色": ["type": "string"],
      ], about: TestClips.lesson, language: "zh")
    #expect(value["标题"] == "茶的历史" && value["镜头数量"] == 2 && value["是否有语音"] == true)
    #expect(value["关键词"]?.asList?.contains("茶马古道") == true)
    #expect(value["时长"]?.asNumber == 30 && value["亮度"] == "明亮")
    #expect(unanswered == ["/人物", "/汽车的颜色"])
  }

  @Test func `stretches that the caller names are filled from what lies in them`() throws {
    let definition = SegmentDefinition(
      id: "talk", description: "Talk",
      fields: [SegmentField("transcript", .string, description: "")],
      stretches: [.init(start: Ratio(14), end: Ratio(18))])
    let finding = EmbeddedModel().answer(TestClips.harbour, Instruction(.find([definition])))
    guard case .json(let value) = finding.content else { return }
    #expect(
      value.text
        == #"{"talk":[{"start_time":14,"end_time":18,"#
        + #""metadata":{"transcript":"Fish market prices rose again this year."}}]}"#)
    #expect(finding.unanswered.isEmpty)
  }
}
