package import JSON

extension JSONSchema {
  /// The answer to `describe`.
  static let descriptions = JSONSchema(trusted: [
    "type": "object",
    "properties": [
      "segments": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": [
            "segment": ["type": "integer", "description": "The segment's number."],
            "title": ["type": "string", "description": "What it shows, in three to eight words."],
            "description": [
              "type": "string", "description": "What happens, in one to three sentences.",
            ],
            "keywords": [
              "type": "array", "items": ["type": "string"],
              "description": "Three to eight words to find it by.",
            ],
          ],
          "required": ["segment", "title", "description", "keywords"],
        ],
      ]
    ],
    "required": ["segments"],
  ])

  /// The answer to `find`: for each definition its segments.
  static func findings(of definitions: [SegmentDefinition]) -> JSONSchema {
    JSONSchema(trusted: [
      "type": "object",
      "properties": .object(
        definitions.map { definition in
          .init(
            definition.id,
            [
              "type": "array", "description": .text(definition.description),
              "items": [
                "type": "object",
                "properties": [
                  "start_time": ["type": "number", "description": "Seconds at which it starts."],
                  "end_time": ["type": "number", "description": "Seconds at which it ends."],
                  "metadata": definition.metadataSchema,
                ],
                "required": ["start_time", "end_time", "metadata"],
              ],
            ])
        }),
      "required": .list(definitions.map { .text($0.id) }),
    ])
  }

  /// The answer to `fill`: for each segment its fields.
  static func fillings(of definition: SegmentDefinition) -> JSONSchema {
    JSONSchema(trusted: [
      "type": "object",
      "properties": [
        "segments": [
          "type": "array", "description": .text(definition.description),
          "items": [
            "type": "object",
            "properties": [
              "segment": ["type": "integer", "description": "The segment's number."],
              "metadata": definition.metadataSchema,
            ],
            "required": ["segment", "metadata"],
          ],
        ]
      ],
      "required": ["segments"],
    ])
  }
}

extension SegmentDefinition {
  /// The shape of a segment's metadata, as models write it.
  package var metadataShape: JSONSchema { JSONSchema(trusted: metadataSchema) }

  /// The same, as JSON.
  package var metadataSchema: JSONValue {
    [
      "type": "object",
      "properties": .object(fields.map { .init($0.name, $0.schema) }),
      "required": .list(fields.map { .text($0.name) }),
    ]
  }
}

extension SegmentField {
  /// The shape of its value as a model writes it: times are seconds.
  fileprivate var schema: JSONValue {
    var members: [JSONValue.Member]
    switch kind {
    case .string: members = [.init("type", "string")]
    case .boolean: members = [.init("type", "boolean")]
    case .number: members = [.init("type", "number")]
    case .integer: members = [.init("type", "integer")]
    case .timestamp: members = [.init("type", "number")]
    case .array(let item):
      var items: [JSONValue.Member] = [.init("type", .text(item.rawValue))]
      if !choices.isEmpty, item == .string { items.append(.init("enum", choiceList)) }
      members = [.init("type", "array"), .init("items", .object(items))]
    }
    if !choices.isEmpty, kind == .string { members.append(.init("enum", choiceList)) }
    let unit = if case .timestamp = kind { " In seconds of the video." } else { "" }
    members.append(.init("description", .text(description + unit)))
    return .object(members)
  }

  private var choiceList: JSONValue { .list(choices.map { .text($0) }) }
}
