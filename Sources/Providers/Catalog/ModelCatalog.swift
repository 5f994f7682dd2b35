internal import JSON
internal import Models

/// The models that are configured: whom they are asked of, under which names, and at what price.
///
/// A model is named `provider/model`, or by an alias that stands for one. `embedded` is always there. What was learnt
/// of a server by examining it stands where the configuration does not say otherwise.
public struct ModelCatalog: Sendable {
  /// A configured provider, and what of its models is known beforehand.
  public struct Provider: Sendable {
    /// Its name, as in `name/model`.
    public let name: String
    /// What kind of server it is.
    public let kind: ServerKind
    /// Its address; nil for the usual one of its kind.
    public let base: String?
    /// The environment's variable that holds the key; nil if no key is sent.
    public let keyVariable: String?
    /// The models that the configuration names, in its order.
    public let models: [String]

    let headers: [String: Secret]
    let entries: [String: ModelSettings]
    let common: ModelSettings
  }

  /// The name of the model that answers unless another is asked for.
  public let defaultModel: String
  /// The name of who writes down what is said unless another is asked for; nil for nobody.
  public let defaultTranscriber: String?
  /// Names that stand for others.
  public let aliases: [String: String]
  /// The providers in the order of the configuration.
  public let providers: [Provider]
  /// What was learnt of servers; nil if nothing of that is to be minded.
  public var profiles: ProfileStore?

  /// The configuration of those who have none: the embedded model alone.
  public static let empty = ModelCatalog(
    defaultModel: EmbeddedModel.name, defaultTranscriber: nil, aliases: [:], providers: [])

  init(
    defaultModel: String, defaultTranscriber: String?, aliases: [String: String],
    providers: [Provider]
  ) {
    (self.defaultModel, self.defaultTranscriber) = (defaultModel, defaultTranscriber)
    (self.aliases, self.providers) = (aliases, providers)
  }

  /// What a name means in the end, aliases followed.
  public func meaning(of name: String) -> String {
    var name = name
    // Aliases were checked not to go in circles.
    while let next = aliases[name] { name = next }
    return name
  }

  /// The server entry behind a name, with its key from the environment; nil for the embedded model.
  ///
  /// A model that the configuration does not name is asked of its provider with what is usual there.
  public func entry(
    _ name: String, environment: [String: String]
  ) throws(CatalogError) -> ServerEntry? {
    let meaning = meaning(of: name)
    if meaning == EmbeddedModel.name || meaning.hasPrefix(EmbeddedModel.name + "/") { return nil }
    guard let border = meaning.firstIndex(of: "/") else {
      throw CatalogError(
        .noSuchModel,
        "there is no model \"\(name)\"; models are named provider/model, and "
          + (providers.isEmpty
            ? "no provider is configured"
            : "the providers are " + providers.map(\.name).joined(separator: ", ")))
    }
    guard let provider = providers.first(where: { $0.name == meaning[..<border] }) else {
      throw CatalogError(
        .noSuchModel, "no provider \"\(meaning[..<border])\" is configured for \"\(name)\"")
    }
    var entry = try provider.entry(
      String(meaning[meaning.index(after: border)...]), environment: environment)
    if let profile = profiles?.learnt(of: entry)?.profile(of: entry) { entry.profile = profile }
    return entry
  }
}

/// What a configuration says of a model, or of all models of a provider.
struct ModelSettings: Sendable {
  var profile: ServerProfile
  /// The members of the profile that are set.
  var members: [JSONValue.Member] = []
  var prices: TokenPrices?
  var concurrency: Int?
  var idle: Duration?
  var total: Duration?
}

extension ModelCatalog.Provider {
  /// The entry of one of its models.
  func entry(
    _ model: String, environment: [String: String]
  ) throws(CatalogError) -> ServerEntry {
    let settings = entries[model] ?? common
    var key: Secret?
    if let keyVariable {
      guard let words = environment[keyVariable], !words.isEmpty else {
        throw CatalogError(
          .noKey,
          "the provider \(name) wants a key, and \(keyVariable) is not set; "
            + "export \(keyVariable)=… first")
      }
      key = Secret(words)
    }
    var entry = ServerEntry(
      name, kind, model: model, base: base, key: key, profile: settings.profile)
    entry.settings = .object(settings.members)
    entry.headers = headers
    entry.prices = settings.prices
    entry.concurrentCalls = settings.concurrency ?? entry.concurrentCalls
    entry.idle = settings.idle ?? entry.idle
    entry.total = settings.total ?? entry.total
    return entry
  }
}

extension EmbeddedModel {
  /// The provider's name, which stands for the model as well.
  static let name = "embedded"
}
