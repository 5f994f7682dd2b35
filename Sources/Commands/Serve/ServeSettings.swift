internal import Fetching
internal import FoundationEssentials
internal import JSON
internal import Providers
internal import Server
internal import Studios
internal import Web

/// Puts together how a server is to be: what is usual, then the configuration, then the command line.
struct ServeSettings {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    (self.arguments, self.console) = (arguments, console)
  }

  func settings() throws(CommandError) -> ServerSettings {
    let catalog = try console.catalog(arguments)
    var settings = ServerSettings(data: try console.serverFolder(arguments), worker: try worker())
    settings.version = CommandTable.version
    settings.host = arguments.text(of: .host) ?? settings.host
    settings.port =
      try arguments.value(.port, .whole(0...65535)).map { UInt16($0) } ?? settings.port
    settings.workers =
      try arguments.value(.workers, .whole(1...256)) ?? ProcessInfo.processInfo.activeProcessorCount
    settings.hosts = Set(arguments.texts(of: .allowHost))
    settings.origins = arguments.texts(of: .allowOrigin)
    settings.isRelaxed = arguments.has(.relaxed)
    settings.isLenient = arguments.has(.lenient)
    settings.models =
      [catalog.defaultModel]
      + (catalog.aliases.keys.sorted() + ["embedded"]).filter { $0 != catalog.defaultModel }
    settings.workersNeedNetwork = !catalog.providers.isEmpty
    let studios = try console.studios(arguments)
    settings.studios = Set(studios.names)
    settings.workerEnvironment = workerEnvironment(
      catalog.providers.compactMap(\.keyVariable) + studios.keyVariables)
    settings.workerReads = workerReads()
    try read(try console.serverConfiguration(arguments), into: &settings)
    settings.keys += try ServeKeys.keys(console.environment["SHOTLOG_KEYS"] ?? "")
    settings.sources.fileRoots += arguments.texts(of: .root)
    settings.sources.addresses = .publicOnly(
      allowing: try hosts(arguments.texts(of: .allowSource)))
    return settings
  }

  private func read(
    _ file: ServerConfiguration, into settings: inout ServerSettings
  ) throws(CommandError) {
    settings.keys = try file.keys(console.environment)
    settings.hosts.formUnion(try file.texts("hosts"))
    settings.origins += try file.texts("origins")
    settings.sources.fileRoots += try file.texts("roots")
    settings.webhooks = try file.webhooks(console.environment)
    settings.retention = try file.retention()
  }

  private func hosts(_ texts: [String]) throws(CommandError) -> Set<HostPattern> {
    let configured = try console.serverConfiguration(arguments).texts("sources")
    var hosts: Set<HostPattern> = []
    for text in texts + configured {
      guard let host = HostPattern(text) else {
        throw .usage(
          "\"\(text)\" is no host", advice: "write a name or an address, with :PORT if it matters")
      }
      hosts.insert(host)
    }
    return hosts
  }

  /// The program itself, as a worker.
  private func worker() throws(CommandError) -> [String] {
    // A program that is built with a sanitizer cannot live within a worker's limits, but its server is to be tried.
    if let path = console.environment["SHOTLOG_WORKER"] {
      return [OwnProcess.absolute(path), WorkTool.word]
    }
    guard let path = OwnProcess.program else {
      throw CommandError(.unsupported, "the program cannot find its own file")
    }
    return [path, WorkTool.word]
  }

  /// What workers need of the environment, and nothing else: above all no key that is not theirs.
  private func workerEnvironment(_ keyVariables: [String]) -> [String: String] {
    let names =
      [
        "HOME", "LANG", "LC_ALL", "TZ", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TESSDATA_PREFIX",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "LD_LIBRARY_PATH",
      ] + keyVariables
    var environment: [String: String] = [:]
    for name in names { environment[name] = console.environment[name] }
    if let path = arguments.text(of: .config) ?? console.usualConfiguration, FileSystem.exists(path)
    {
      environment["SHOTLOG_CONFIG"] = OwnProcess.absolute(path)
    }
    return environment
  }

  private func workerReads() -> [String] {
    var paths: [String] = []
    if let program = OwnProcess.program { paths.append(program) }
    if let path = arguments.text(of: .config) ?? console.usualConfiguration, FileSystem.exists(path)
    {
      paths.append(OwnProcess.absolute(path))
    }
    for path in [
      console.dataFolder.map { "\($0)/servers" }, console.environment["TESSDATA_PREFIX"],
      console.environment["SSL_CERT_FILE"], console.environment["SSL_CERT_DIR"],
    ] {
      if let path, FileSystem.exists(path) { paths.append(path) }
    }
    // Where the program's own libraries lie, if not among the system's.
    paths += (console.environment["LD_LIBRARY_PATH"] ?? "").split(separator: ":").map(String.init)
    return paths
  }
}
