public import JSON
internal import Models

/// Why a profile cannot be read.
public struct ServerProfileError: Error, Sendable, Equatable {
  /// The member that is wrong; nil if it is all of it.
  public let member: String?
  /// What is wrong, in words for people.
  public let message: String
}

extension ServerProfile {
  /// The names of a profile's members.
  enum Name: String, CaseIterable {
    case limitField = "max_tokens_field"
    case sendsTemperature = "sends_temperature"
    case pictureDetail = "image_detail"
    case mostPictures = "max_images"
    case longestPictureSide = "max_image_side"
    case requestBytes = "max_body_bytes"
    case contextTokens = "context_tokens"
    case outputTokens = "output_tokens"
    case schemaMode = "schema_mode"
    case streams
    case countsInStream = "usage_in_stream"
    case order
    case thinking
    case keyField = "auth_header"
    case version = "api_version"
    case pictureTokens = "tokens_per_image"
  }

  /// Reads a profile; what it does not say is as usual for the kind of server.
  public init(_ json: JSONValue, for kind: ServerKind) throws(ServerProfileError) {
    self.init(for: kind)
    try take(json)
  }

  /// The same with what JSON says of it otherwise.
  func changed(by json: JSONValue) throws(ServerProfileError) -> ServerProfile {
    var profile = self
    try profile.take(json)
    return profile
  }

  private mutating func take(_ json: JSONValue) throws(ServerProfileError) {
    guard let members = json.asMembers else {
      throw ServerProfileError(member: nil, message: "a profile must be an object")
    }
    for member in members {
      guard let name = Name(rawValue: member.name) else {
        let names = Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw ServerProfileError(
          member: member.name, message: "a profile has no \(member.name); it may have \(names)")
      }
      try take(name, member.value)
    }
  }

  private mutating func take(_ name: Name, _ value: JSONValue) throws(ServerProfileError) {
    switch name {
    case .limitField: limitField = try Self.choice(value, name)
    case .sendsTemperature: sendsTemperature = try Self.flag(value, name)
    case .pictureDetail: pictureDetail = try Self.words(value, name)
    case .mostPictures: mostPictures = try Self.count(value, name, from: 0) ?? mostPictures
    case .longestPictureSide: longestPictureSide = try Self.count(value, name)
    case .requestBytes: requestBytes = try Self.count(value, name) ?? requestBytes
    case .contextTokens: contextTokens = try Self.count(value, name)
    case .outputTokens: outputTokens = try Self.count(value, name)
    case .schemaMode: schemaMode = try Self.choice(value, name)
    case .streams: streams = try Self.flag(value, name)
    case .countsInStream: countsInStream = try Self.flag(value, name)
    case .order: order = try Self.choice(value, name)
    case .thinking: thinking = try Self.choice(value, name)
    case .keyField: keyField = try Self.choice(value, name)
    case .version: version = try Self.words(value, name)
    case .pictureTokens: pictureTokens = try Self.pictureTokens(value, name)
    }
  }

  /// The profile with all its members, as it is read.
  public var json: JSONValue {
    .object(
      Name.allCases.map { name in
        let value: JSONValue =
          switch name {
          case .limitField: .text(limitField.rawValue)
          case .sendsTemperature: .flag(sendsTemperature)
          case .pictureDetail: pictureDetail.map { .text($0) } ?? .null
          case .mostPictures: .integer(Int64(mostPictures))
          case .longestPictureSide: Self.json(longestPictureSide)
          case .requestBytes: .integer(Int64(requestBytes))
          case .contextTokens: Self.json(contextTokens)
          case .outputTokens: Self.json(outputTokens)
          case .schemaMode: .text(schemaMode.rawValue)
          case .streams: .flag(streams)
          case .countsInStream: .flag(countsInStream)
          case .order: .text(order.rawValue)
          case .thinking: .text(thinking.rawValue)
          case .keyField: .text(keyField.rawValue)
          case .version: version.map { .text($0) } ?? .null
          case .pictureTokens: Self.json(pictureTokens)
          }
        return JSONValue.Member(name.rawValue, value)
      })
  }

  private static func json(_ number: Int?) -> JSONValue {
    number.map { .integer(Int64($0)) } ?? .null
  }

  static func json(_ tokens: PictureTokens) -> JSONValue {
    switch tokens {
    case .each(let count): .integer(Int64(count))
    case .patches(let side): ["patch_side": .integer(Int64(side))]
    case .tiles(let base, let each, let side):
      [
        "base": .integer(Int64(base)), "each": .integer(Int64(each)),
        "tile_side": .integer(Int64(side)),
      ]
    }
  }

  private static func pictureTokens(
    _ value: JSONValue, _ name: Name
  ) throws(ServerProfileError) -> PictureTokens {
    guard let tokens = pictureTokens(value) else {
      throw wrong(
        name,
        "a number, {\"patch_side\": 28}, or {\"base\": 85, \"each\": 170, \"tile_side\": 512}")
    }
    return tokens
  }

  /// What a picture costs in tokens, as profiles write it; nil for anything else.
  static func pictureTokens(_ value: JSONValue) -> PictureTokens? {
    func number(_ value: JSONValue?, from least: Int = 1) -> Int? {
      value?.asCount.flatMap { $0 >= least && $0 < 1 << 24 ? $0 : nil }
    }
    if let each = number(value) { return .each(each) }
    if let side = number(value["patch_side"]) { return .patches(side: side) }
    guard let base = number(value["base"], from: 0), let each = number(value["each"]),
      let side = number(value["tile_side"])
    else { return nil }
    return .tiles(base: base, each: each, side: side)
  }

  private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ value: JSONValue, _ name: Name
  ) throws(ServerProfileError) -> Choice {
    guard let choice = value.asText.flatMap(Choice.init(rawValue:)) else {
      throw wrong(name, "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  private static func flag(_ value: JSONValue, _ name: Name) throws(ServerProfileError) -> Bool {
    guard let isTrue = value.asFlag else { throw wrong(name, "true or false") }
    return isTrue
  }

  private static func words(_ value: JSONValue, _ name: Name) throws(ServerProfileError) -> String?
  {
    if value.isNull { return nil }
    guard let words = value.asText else { throw wrong(name, "a word or null") }
    return words
  }

  private static func count(
    _ value: JSONValue, _ name: Name, from least: Int = 1
  ) throws(ServerProfileError) -> Int? {
    if value.isNull { return nil }
    guard let number = value.asInteger.flatMap(Int.init(exactly:)), number >= least else {
      throw wrong(name, "a whole number from \(least) up")
    }
    return number
  }

  private static func wrong(_ name: Name, _ wanted: String) -> ServerProfileError {
    ServerProfileError(member: name.rawValue, message: "\(name.rawValue) must be \(wanted)")
  }
}
