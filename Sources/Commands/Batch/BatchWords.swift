internal import Batches
internal import Digests

/// Makes the words of a command for each item, and what tells items with different words apart.
struct BatchWords: Sendable {
  /// The commands that give one document for a video.
  static let commands = ["analyze", "segments", "shots", "probe"]

  /// The command.
  let name: String
  private let command: Command
  private let common: [ItemSetting]
  private let offered: [String: Option]

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    name = arguments.text(of: .batchCommand) ?? "analyze"
    command = try CommandTable.command(named: name)
    offered = Dictionary(Option.ofItems.map { ($0.name, $0) }) { first, _ in first }
    common = Option.ofItems.flatMap { option in
      arguments.texts(of: option).map {
        ItemSetting(option.name, option.value == .none ? nil : $0)
      }
    }
    let words = try words(for: common)
    if name == "analyze" {
      // Wrong words are told before the first video is looked at.
      let parsed = try ArgumentParser.parse(words.dropFirst() + ["--", "video"], for: command)
      _ = try AnalyzeRun(parsed, console)
    }
  }

  /// All settings of an item: its own go before those of the batch.
  func settings(of item: BatchItem) -> [ItemSetting] {
    let own = Set(item.settings.map(\.name))
    return common.filter { !own.contains($0.name) } + item.settings
  }

  /// The words of the command without the input; nothing is looked at for them.
  func words(for settings: [ItemSetting]) throws(CommandError) -> [String] {
    var words = [name, "--json"]
    if name == "analyze" { words += ["--reproducible", "--strict", "--quiet"] }
    for setting in settings {
      guard let option = offered[setting.name] else {
        let near = NearestMatch.of(setting.name, among: Array(offered.keys).sorted())
        throw .usage(
          "an item has no option \"\(setting.name)\"",
          advice: near.map { "did you mean \($0)?" } ?? "\"shotlog batch --help\" lists them")
      }
      words.append(setting.value.map { "\(option.flag)=\($0)" } ?? option.flag)
    }
    _ = try ArgumentParser.parse(words.dropFirst() + ["--", "video"], for: command)
    return words
  }

  /// The settings by which an item is known: files by what is in them, and nothing that changes no result.
  func known(_ settings: [ItemSetting]) -> [ItemSetting] {
    settings.filter { !Option.withoutEffect.contains($0.name) }.map { setting in
      guard let value = setting.value, isFile(setting), let bytes = try? TextFile.bytes(of: value)
      else { return setting }
      var digest = SHA256()
      digest.take(bytes)
      return ItemSetting(setting.name, digest.text)
    }
  }

  /// The files that settings name.
  func files(of settings: [ItemSetting]) -> [String] {
    settings.filter(isFile).compactMap(\.value)
  }

  private func isFile(_ setting: ItemSetting) -> Bool {
    if case .file = offered[setting.name]?.value { true } else { false }
  }
}
