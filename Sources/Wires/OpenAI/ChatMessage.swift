package import JSON

extension OpenAI {
  /// A message of a request.
  package struct ChatMessage: Sendable, Equatable {
    /// Who speaks.
    package enum Role: String, Sendable, CaseIterable {
      /// Whoever set things up.
      case system
      /// The same, by its newer name.
      case developer
      /// Whoever asks.
      case user
      /// Whoever answers.
      case assistant
    }

    /// A piece of what is said.
    package enum Part: Sendable, Equatable {
      /// Words.
      case text(String)
      /// A video, by its link.
      case video(url: String)
      /// A picture, by its link.
      case image(url: String)
    }

    /// How pieces stand in the message.
    package enum Form: Sendable, Equatable {
      /// Bare words.
      case string
      /// One piece.
      case object
      /// A list of pieces.
      case array
    }

    /// Who speaks.
    package var role: Role
    /// What is said.
    package var parts: [Part]
    /// How the pieces stand in the message.
    package var form: Form

    /// Says something.
    package init(_ role: Role, _ parts: [Part], form: Form = .array) {
      (self.role, self.parts, self.form) = (role, parts, form)
    }

    /// Says words.
    package init(_ role: Role, _ words: String) { self.init(role, [.text(words)], form: .string) }

    /// The document.
    package var json: JSONValue {
      let content: JSONValue =
        switch (form, parts.first) {
        case (.string, .text(let words)): .text(words)
        case (.object, let part?): part.json
        default: .list(parts.map(\.json))
        }
      return ["role": .text(role.rawValue), "content": content]
    }
  }
}

extension OpenAI.ChatMessage: WireReadable {
  /// Reads a message, in any of the forms that clients write.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    role = try value.member("role").choice()
    let content = try value.member("content")
    if let words = content.json.asText {
      (parts, form) = ([.text(words)], .string)
    } else if content.json.asList == nil {
      (parts, form) = ([try content.read()], .object)
    } else {
      (parts, form) = (try content.list(), .array)
    }
  }
}

extension OpenAI.ChatMessage.Part: WireReadable {
  private enum Kind: String, CaseIterable {
    case text
    case video = "video_url"
    case image = "image_url"
  }

  /// Reads a piece; links may be words, or objects as OpenAI has them.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    let kind = try value.member("type").choice(Kind.self)
    let content = try value.member(kind.rawValue)
    switch kind {
    case .text: self = .text(try content.string())
    case .video: self = .video(url: try Self.link(content))
    case .image: self = .image(url: try Self.link(content))
    }
  }

  private static func link(_ value: WireValue) throws(WireError) -> String {
    value.json.asMembers == nil ? try value.string() : try value.member("url").string()
  }

  /// The document, links as words.
  package var json: JSONValue {
    switch self {
    case .text(let words): ["type": "text", "text": .text(words)]
    case .video(let url): ["type": "video_url", "video_url": .text(url)]
    case .image(let url): ["type": "image_url", "image_url": .text(url)]
    }
  }
}
