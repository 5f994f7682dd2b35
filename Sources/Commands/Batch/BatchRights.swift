internal import Batches
internal import Confinement
internal import JSON

/// What the process of an item may do: read its video and what its options name, and keep answers.
struct BatchRights: Sendable {
  private let console: Console
  private let words: BatchWords
  private let memory: Int64
  private let cache: String?
  private let usual: [String]

  init(_ words: BatchWords, memory: Int64, _ console: Console) {
    (self.words, self.memory, self.console) = (words, memory, console)
    cache = console.cacheFolder
    let environment = console.environment
    let paths =
      [
        OwnProcess.program, environment["SHOTLOG_CONFIG"], console.usualConfiguration,
        console.dataFolder.map { "\($0)/servers" }, environment["TESSDATA_PREFIX"],
        environment["SSL_CERT_FILE"], environment["SSL_CERT_DIR"],
      ].compactMap(\.self)
      + (environment["LD_LIBRARY_PATH"] ?? "").split(separator: ":").map(String.init)
    usual = paths.filter { FileSystem.exists($0) }
  }

  /// Makes the folders in which processes keep answers: they may make files there, and no folders.
  func prepare() {
    guard let cache else { return }
    for first in Self.digits {
      for second in Self.digits {
        try? FileSystem.makeFolder("\(cache)/analyses/\(first)\(second)")
      }
    }
  }

  /// The rights as a worker reads them.
  func json(for item: BatchItem, _ settings: [ItemSetting]) -> JSONValue {
    let readable =
      usual + words.files(of: settings) + (item.isAddress ? [] : [item.path])
      + Self.companions(of: item)
    let asks = settings.contains { Self.asking.contains($0.name) }
    let network = item.isAddress || asks || isConfigured
    let isOffline = settings.contains { $0.name == Option.offline.name }
    return .members([
      "memory": .integer(memory),
      "readable": .list(readable.map { .text($0) }),
      "writable": .list(cache.map { [.text($0)] } ?? []),
      "network": .flag(network && !isOffline),
      "parent": .integer(Int64(Confinement.ownProcess)),
    ])
  }

  /// Files of subtitles that bear the name of a video.
  static func companions(of item: BatchItem) -> [String] {
    guard !item.isAddress, let end = item.path.lastIndex(of: "."),
      !item.path[end...].contains("/"), end > item.path.startIndex
    else { return [] }
    return ["srt", "vtt", "ass"].map { "\(item.path[..<end]).\($0)" }
      .filter { $0 != item.path && FileSystem.exists($0) }
  }

  /// A configuration may name models that are asked unasked.
  private var isConfigured: Bool {
    console.usualConfiguration.map { FileSystem.exists($0) } ?? false
  }

  private static let asking: Set<String> = [
    Option.model.name, Option.transcriber.name, Option.config.name,
  ]
  private static let digits = Array("0123456789abcdef")
}
