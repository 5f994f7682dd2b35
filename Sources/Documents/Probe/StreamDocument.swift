package import MediaTypes

/// What is said of every stream.
package struct StreamDocument: Encodable {
  let index: Int
  let codec: String
  let profile: String?
  let isDecodable: Bool
  let timeBase: String
  let start: TimeDocument?
  let duration: TimeDocument?
  let bitRate: Int64?
  let language: String?
  let title: String?
  let isDefault: Bool
  let tags: [String: String]

  /// Describes a stream by what all streams have.
  package init(_ facts: StreamFacts) {
    (index, codec, profile) = (facts.index, facts.codec, facts.profile)
    (isDecodable, timeBase) = (facts.isDecodable, facts.timeBase.description)
    (start, duration) = (facts.start.map(TimeDocument.init), facts.duration.map(TimeDocument.init))
    (bitRate, language, title) = (facts.bitRate, facts.language, facts.title)
    (isDefault, tags) = (facts.isDefault, facts.tags.byKey)
  }
}
