package import Analysis
internal import JSON
internal import Models
package import Wires

/// What a chat asks about a video, as an analysis understands it.
package struct ChatQuestion: Sendable, Equatable {
  /// The video: one that is named as such before one in words, and the last message before those above it; without
  /// any, the first picture.
  package let videoURL: String
  /// The pictures that were sent along.
  package let imageURLs: [String]
  /// What is to be found out: what users say beside the link, or a summary.
  package let question: AnalysisRequest.Question
  /// What else the model should know or mind.
  package let system: String?
  /// How freely to answer, from 0 to 1.
  package let temperature: Double?
  /// The most tokens of the answer.
  package let outputTokens: Int?

  /// What is asked where nobody says.
  package static let summary = "Summarize this video."

  /// Understands a request.
  package init(_ request: OpenAI.ChatCompletionRequest) throws(ServiceError) {
    let users = request.messages.filter { $0.role == .user }
    let named = users.last { !$0.videos.isEmpty }?.videos.first
    let written = named == nil ? users.lazy.reversed().compactMap(\.firstLink).first : nil
    let images = users.flatMap(\.images)
    let film = named ?? written.map(String.init)
    guard let url = film ?? images.first else {
      throw ServiceError(.required, "messages", "no message names a video")
    }
    videoURL = url
    // A picture alone is looked at as a film of one picture.
    imageURLs = film == nil ? Array(images.dropFirst()) : images
    let prompt = Self.joined(users.flatMap(\.words).map { $0.replacing(url, with: "") })
    question = .prompt(prompt ?? Self.summary, try Self.shape(request.responseFormat))
    system = Self.joined(
      request.messages.filter { $0.role == .system || $0.role == .developer }.flatMap(\.words))
    temperature = request.temperature.map { min(max($0, 0), 1) }
    outputTokens = (request.maxCompletionTokens ?? request.maxTokens).map { Int(clamping: $0) }
  }

  /// Asks it of an analysis.
  package func put(into request: inout AnalysisRequest) {
    (request.question, request.system) = (question, system)
    (request.temperature, request.outputTokens) = (temperature, outputTokens)
  }

  private static func joined(_ texts: [String]) -> String? {
    let said = texts.map { text in
      let end = text.lastIndex { !$0.isWhitespace }
      return end.map { text[...$0].drop(while: \.isWhitespace) } ?? ""
    }.filter { !$0.isEmpty }
    return said.isEmpty ? nil : said.joined(separator: "\n")
  }

  private static func shape(
    _ format: OpenAI.ChatResponseFormat?
  ) throws(ServiceError) -> Instruction.Shape {
    switch format {
    case nil, .text: return .text
    case .jsonObject: return .json
    case .jsonSchema(_, let schema):
      do {
        return .schema(try JSONSchema(schema.withoutClosing))
      } catch {
        throw ServiceError(
          error.code == .unsupported ? .unsupported : .invalid,
          "response_format.json_schema.schema", error.description)
      }
    }
  }
}

extension OpenAI.ChatMessage {
  fileprivate var videos: [String] {
    parts.compactMap { if case .video(let url) = $0 { url } else { nil } }
  }
  fileprivate var images: [String] {
    parts.compactMap { if case .image(let url) = $0 { url } else { nil } }
  }
  fileprivate var words: [String] {
    parts.compactMap { if case .text(let words) = $0 { words } else { nil } }
  }
  fileprivate var firstLink: Substring? { words.lazy.compactMap(\.firstLink).first }
}

extension String {
  /// The first address in words, without the punctuation of the sentence around it.
  fileprivate var firstLink: Substring? {
    guard let start = firstRange(of: /https?:\/\//.ignoresCase())?.lowerBound else { return nil }
    let link = self[start...].prefix { !$0.isWhitespace && !"<>\"'`，。！？；、（）《》「」".contains($0) }
    var end = link.endIndex
    while let last = link[..<end].last, ".,;:!?)]}".contains(last) {
      if last == ")", link[..<end].contains("(") { break }
      end = link.index(before: end)
    }
    return link[..<end]
  }
}

extension JSONValue {
  /// A schema that does not say that objects have no other members: they never have, and the rules do not know the word.
  fileprivate var withoutClosing: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.filter { $0.name != "additionalProperties" || $0.value.asFlag == nil }
          .map { .init($0.name, $0.value.withoutClosing) })
    case .list(let values): .list(values.map(\.withoutClosing))
    default: self
    }
  }
}
