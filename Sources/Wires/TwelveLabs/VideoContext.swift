package import JSON

extension TwelveLabs {
  /// Where the video comes from.
  package enum VideoContext: Sendable, Equatable {
    /// A direct link to a file.
    case url(String)
    /// An asset that was uploaded before.
    case assetID(String)
    /// The file itself.
    case base64String(String)

    /// The names of its kinds.
    package enum Kind: String, Sendable, CaseIterable {
      /// A direct link to a file.
      case url
      /// An asset that was uploaded before.
      case assetID = "asset_id"
      /// The file itself.
      case base64String = "base64_string"
    }

    /// Its kind.
    package var kind: Kind {
      switch self {
      case .url: .url
      case .assetID: .assetID
      case .base64String: .base64String
      }
    }

    /// What stands under the name of its kind.
    package var words: String {
      switch self {
      case .url(let words), .assetID(let words), .base64String(let words): words
      }
    }

    /// The document.
    package var json: JSONValue {
      .object([.init("type", .text(kind.rawValue)), .init(kind.rawValue, .text(words))])
    }
  }
}

extension TwelveLabs.VideoContext: WireReadable {
  /// Reads the one source that there is.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    let kind = try value.member("type").choice(Kind.self)
    guard Kind.allCases.count(where: { value[$0.rawValue] != nil }) < 2 else {
      throw WireError(value.path, .oneOf(Kind.allCases.map(\.rawValue)))
    }
    let words = try value.member(kind.rawValue).string()
    self =
      switch kind {
      case .url: .url(words)
      case .assetID: .assetID(words)
      case .base64String: .base64String(words)
      }
  }
}
