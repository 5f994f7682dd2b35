internal import Digests
package import JSON
public import Models
package import Web

/// A model on a server: where it answers, how it is asked, and what that may cost.
public struct ServerEntry: Sendable {
  /// The name of the provider, as in `name/model`.
  public var name: String
  /// What kind of server it is.
  public var kind: ServerKind
  /// The address that all paths begin with.
  public var base: String
  /// The key; nil for servers that want none.
  public var key: Secret?
  /// Further fields of every request's head, which may be secrets too.
  public var headers: [String: Secret] = [:]
  /// The model's name there.
  public var model: String
  /// What is known of it.
  public var profile: ServerProfile
  /// What tokens cost; nil if nobody told.
  public var prices: TokenPrices?
  /// Calls that may run side by side.
  public var concurrentCalls: Int
  /// Time to get a connection.
  public var connect = Duration.seconds(5)
  /// Time without a byte in either direction.
  public var idle = Duration.seconds(120)
  /// Time of a whole call; nil if there is no bound.
  public var total: Duration?
  /// How often a call is tried again where that may help.
  public var retries: Int {
    get { retryPolicy.retries }
    set { retryPolicy.retries = newValue }
  }

  /// Whether and when a call is tried again.
  package var retryPolicy = RetryPolicy()
  /// When everything must be over; nil if there is no such time.
  package var deadline: ContinuousClock.Instant?
  /// The members of the profile that somebody set, an object: whatever is found out, they stand.
  package var settings: JSONValue = [:]

  /// Describes a model on a server; without a base and a profile they are as usual for its kind.
  public init(
    _ name: String, _ kind: ServerKind, model: String, base: String? = nil, key: Secret? = nil,
    profile: ServerProfile? = nil
  ) {
    (self.name, self.kind, self.model, self.key) = (name, kind, model, key)
    self.base = base ?? kind.usualBase ?? ""
    self.profile = profile ?? ServerProfile(for: kind)
    concurrentCalls = kind.isService ? 4 : 1
  }

  /// Who answers; the revision tells settings apart that decide what is answered.
  public var identity: ModelIdentity {
    let settings: JSONValue = [
      .text(kind.rawValue), .text(base), .text(profile.pictureDetail ?? ""),
      .text(profile.schemaMode.rawValue), .text(profile.thinking.rawValue),
      .text(profile.order.rawValue),
      .integer(Int64(profile.contextTokens ?? 0)), .integer(Int64(profile.outputTokens ?? 0)),
    ]
    var digest = SHA256()
    digest.take(settings.text.utf8)
    return ModelIdentity(provider: name, name: model, revision: String(digest.text.prefix(16)))
  }

  /// How much the model can look at in one call, as far as the profile knows.
  public var appetite: ModelAppetite {
    var appetite = ModelAppetite()
    appetite.picturesPerCall = profile.mostPictures
    if let side = profile.longestPictureSide {
      appetite.longestSide = min(appetite.longestSide, side)
      appetite.longestSideOfText = min(appetite.longestSideOfText, side)
    }
    appetite.wantsTimesOnPictures = profile.order != .interleaved
    appetite.contextTokens = profile.contextTokens
    appetite.outputTokens = profile.outputTokens
    // Base64 makes four bytes of three, and words need room too.
    appetite.bytesPerCall = max(1, profile.requestBytes - (profile.requestBytes >> 4)) / 4 * 3
    appetite.concurrentCalls = concurrentCalls
    appetite.schemaSupport =
      switch profile.schemaMode {
      case .schema, .grammar, .tool: .schema
      case .object: .json
      case .prompt: .words
      }
    appetite.pictureTokens = profile.pictureTokens
    appetite.prices = prices
    return appetite
  }
}

extension ServerEntry {
  /// Whether somebody set a member of the profile.
  func hasSet(_ member: ServerProfile.Name) -> Bool { settings[member.rawValue] != nil }
}
