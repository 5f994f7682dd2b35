internal import Models
internal import Providers

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

  /// The models that are configured; only those that need no configuration where there is no file.
  func catalog(_ arguments: Arguments) throws(CommandError) -> ModelCatalog {
    let given =
      arguments.text(of: .config) ?? environment["SHOTLOG_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    guard let path = given ?? usualConfiguration, given != nil || FileSystem.exists(path) else {
      return .empty
    }
    let bytes = try TextFile.bytes(of: path)
    do {
      return try ModelCatalog(reading: bytes)
    } catch {
      throw .usage("\(path): \(error)", advice: "mend that line")
    }
  }
}
