internal import Wires

/// What prompts must keep to.
enum PromptChecks {
  /// The most tokens of a prompt.
  static let mostTokens = 2000
  /// The most pictures beside a prompt or a definition.
  static let mostPictures = 4

  /// About how many tokens words are: at least 1.3 for each word and a quarter for each letter.
  static func tokens(_ words: String) -> Int {
    let count = words.split(whereSeparator: \.isWhitespace).count
    return max((count * 13 + 9) / 10, (words.unicodeScalars.count + 3) / 4)
  }

  /// Refuses words that are empty or too many.
  static func check(_ words: String, _ parameter: String) throws(TwelveLabsRefusal) {
    guard words.contains(where: { !$0.isWhitespace }) else { throw .missing(parameter) }
    let count = tokens(words)
    guard count <= mostTokens else {
      throw .invalid(
        parameter, "The maximum length is \(mostTokens) tokens; it has about \(count).")
    }
  }

  /// Refuses a prompt whose pictures are not those that it speaks of.
  static func check(
    _ prompt: TwelveLabs.AnalyzePromptV2, _ rules: TwelveLabsRules
  ) throws(TwelveLabsRefusal) {
    try check(prompt.inputText, "prompt_v2.input_text")
    try check(prompt.mediaSources ?? [], "prompt_v2", rules)
    let names = Set((prompt.mediaSources ?? []).map(\.name))
    for name in placeholders(prompt.inputText) where !names.contains(name) {
      throw .invalid(
        "prompt_v2.input_text", "The placeholder <@\(name)> names none of the media_sources.")
    }
  }

  /// Refuses pictures that cannot be told apart or cannot be had.
  static func check(
    _ sources: [TwelveLabs.SmeMediaSource], _ parameter: String, _ rules: TwelveLabsRules
  ) throws(TwelveLabsRefusal) {
    let list = "\(parameter).media_sources"
    guard sources.count <= mostPictures else {
      throw .invalid(list, "There are \(sources.count); the maximum is \(mostPictures).")
    }
    var names: Set<String> = []
    for (number, source) in sources.enumerated() {
      let place = "\(list)[\(number)]"
      guard !source.name.isEmpty, names.insert(source.name).inserted else {
        throw .invalid("\(place).name", "It is empty, or names two pictures.")
      }
      guard source.mediaType == "image" else {
        throw .invalid("\(place).media_type", "It must be image.")
      }
      if let url = source.url { try SourceChecks.check(url: url, "\(place).url") }
      if let id = source.assetID, id.isEmpty { throw .invalid("\(place).asset_id", "It is empty.") }
      if let text = source.base64String {
        try SourceChecks.check(
          base64: text, "\(place).base64_string", most: rules.pictureBytes, .parameterInvalid)
      }
    }
  }

  /// The names that words speak of as `<@name>`.
  static func placeholders(_ words: String) -> [String] {
    words.matches(of: /<@([^<>]+)>/).map { String($0.output.1) }
  }
}
