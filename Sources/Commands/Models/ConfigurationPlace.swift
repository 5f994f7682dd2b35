internal import Models
internal import Providers
internal import Studios

extension Option {
  static let config = Option(
    "config", .file("FILE"),
    help:
      "The configuration of models; by the XDG rules ~/.config/shotlog/config.json unless given.")
}

extension Console {
  /// Where the configuration lies unless somebody says otherwise; nil where nothing says who the user is.
  var usualConfiguration: String? {
    if let path = environment["SHOTLOG_CONFIG"], !path.isEmpty { return path }
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return "\(folder)/shotlog/config.json"
    }
    return environment["HOME"].map { "\($0)/.config/shotlog/config.json" }
  }

  /// Where what was learnt of servers is kept; nil where nothing says who the user is.
  var profiles: ProfileStore? {
    dataFolder.map { ProfileStore(folder: "\($0)/servers") }
  }

  /// The models that are configured, with what was learnt of them.
  func catalog(_ arguments: Arguments) throws(CommandError) -> ModelCatalog {
    try catalog(arguments, obeying: profiles)
  }

  /// The models that are configured; only those that need no configuration where there is no file.
  func catalog(
    _ arguments: Arguments, obeying profiles: ProfileStore?
  ) throws(CommandError) -> ModelCatalog {
    try configured(arguments, otherwise: .empty) { bytes throws(CatalogError) in
      var catalog = try ModelCatalog(reading: bytes)
      catalog.profiles = profiles
      return catalog
    }
  }

  /// The studios that are configured.
  func studios(_ arguments: Arguments) throws(CommandError) -> StudioCatalog {
    try configured(arguments, otherwise: .empty) { bytes throws(CatalogError) in
      try StudioCatalog(reading: bytes)
    }
  }

  private func configured<Catalog>(
    _ arguments: Arguments, otherwise none: Catalog,
    _ read: ([UInt8]) throws(CatalogError) -> Catalog
  ) throws(CommandError) -> Catalog {
    let given =
      arguments.text(of: .config) ?? environment["SHOTLOG_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    guard let path = given ?? usualConfiguration, given != nil || FileSystem.exists(path) else {
      return none
    }
    let bytes = try TextFile.bytes(of: path)
    do {
      return try read(bytes)
    } catch {
      throw .usage("\(path): \(error)", advice: "mend that line")
    }
  }
}
