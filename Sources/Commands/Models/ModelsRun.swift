internal import JSON
internal import Models
internal import Providers

/// One run of `models`.
struct ModelsRun {
  private let arguments: Arguments
  private let console: Console
  private let catalog: ModelCatalog

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    catalog = try console.catalog(arguments)
  }

  func run() throws(CommandError) -> ExitCode {
    let names = arguments.positionals
    let entries = try (names.isEmpty ? known : names).map { name throws(CommandError) in
      try described(name, isAsked: !names.isEmpty)
    }
    if arguments.has(.modelsJSON) {
      let document: JSONValue = [
        "model": .text(catalog.defaultModel),
        "aliases": .object(
          catalog.aliases.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) }),
        "models": .list(entries),
      ]
      try console.output.write(document.spreadText + "\n")
    } else {
      try console.output.write(names.isEmpty ? table(entries) : details(entries))
    }
    return .success
  }

  /// The embedded model, what the configuration names, and what else was examined.
  private var known: [String] {
    ["embedded"]
      + catalog.providers.flatMap { provider in
        let learnt = console.profiles?.learnt(at: provider.address, as: provider.kind) ?? []
        let models = learnt.map(\.model).filter { !provider.models.contains($0) }
        return (provider.models + models).map { "\(provider.name)/\($0)" }
      }
  }

  private func described(_ name: String, isAsked: Bool) throws(CommandError) -> JSONValue {
    do {
      let model = try catalog.model(name, environment: environment)
      let entry = try catalog.entry(name, environment: environment)
      let learnt = entry.flatMap { console.profiles?.learnt(of: $0) }
      return Self.document(
        name, catalog.meaning(of: name), model, entry, hasKey: hasKey(name), learnt)
    } catch {
      throw .usage(
        error.description,
        advice: name == "doctor"
          ? "options follow \"shotlog models doctor\""
          : "\"shotlog models\" lists what is configured")
    }
  }

  /// The environment with something in place of keys that are not set: what is asked for here needs none.
  private var environment: [String: String] {
    var environment = console.environment
    for variable in catalog.providers.compactMap(\.keyVariable)
    where environment[variable]?.isEmpty ?? true {
      environment[variable] = "-"
    }
    return environment
  }

  /// Nil for a provider that wants no key.
  private func hasKey(_ name: String) -> Bool? {
    let provider = catalog.meaning(of: name).prefix { $0 != "/" }
    return catalog.providers.first { $0.name == provider }?.keyVariable.map { variable in
      !(console.environment[variable]?.isEmpty ?? true)
    }
  }

  private static func document(
    _ name: String, _ meaning: String, _ model: any VideoModel, _ entry: ServerEntry?,
    hasKey: Bool?,
    _ learnt: LearntProfile?
  ) -> JSONValue {
    let appetite = model.appetite
    func number(_ count: Int?) -> JSONValue? { count.map { .integer(Int64($0)) } }
    return .members([
      "name": .text(name), "means": meaning == name ? nil : .text(meaning),
      "kind": .text(entry?.kind.rawValue ?? "embedded"), "url": entry.map { .text($0.base) },
      "key_set": hasKey.map { .flag($0) },
      "pictures_per_call": number(appetite.picturesPerCall),
      "longest_side": number(appetite.picturesPerCall > 0 ? appetite.longestSide : nil),
      "context_tokens": number(appetite.contextTokens),
      "output_tokens": number(appetite.outputTokens),
      "answers": .text(appetite.schemaSupport.rawValue),
      "concurrent_calls": number(entry?.concurrentCalls),
      "prices": appetite.prices.map {
        ["input": .number($0.input), "output": .number($0.output)]
      },
      "examined": entry.map { _ in learnt.map { .text($0.date) } ?? .null },
      "profile": entry?.profile.json,
    ])
  }

  private func table(_ entries: [JSONValue]) -> String {
    var table = TextTable([
      "model", "kind", " pictures", " context", " $/M in", " $/M out", "examined", "",
    ])
    for entry in entries {
      func digits(_ value: JSONValue?) -> String { value.map(\.text) ?? "" }
      let isDefault = entry["name"]?.asText == catalog.meaning(of: catalog.defaultModel)
      let notes = [
        isDefault ? "answers unless another is named" : nil,
        entry["key_set"] == false ? "its key is not set" : nil,
        entry["pictures_per_call"] == 0 && entry["url"] != nil ? "is sent no pictures" : nil,
      ].compactMap(\.self)
      table.add([
        entry["name"]?.asText ?? "", entry["kind"]?.asText ?? "",
        digits(entry["pictures_per_call"]), digits(entry["context_tokens"]),
        digits(entry["prices"]?["input"]), digits(entry["prices"]?["output"]),
        entry["examined"].map { $0.asText.map { String($0.prefix(10)) } ?? "never" } ?? "",
        notes.joined(separator: ", "),
      ])
    }
    var text = table.text(console.style)
    for (alias, meaning) in catalog.aliases.sorted(by: { $0.key < $1.key }) {
      text += "\(alias) means \(meaning)\n"
    }
    for provider in catalog.providers where provider.models.isEmpty {
      text +=
        "\(provider.name)/… asks any model of \(provider.address)\n"
    }
    if catalog.providers.isEmpty {
      text += "No providers are configured; \"shotlog models --help\" says how.\n"
    } else if entries.contains(where: { $0["examined"] == .null }) {
      text += "\"shotlog models doctor NAME\" finds out what a server can do.\n"
    }
    return text
  }

  private func details(_ entries: [JSONValue]) -> String {
    entries.map { entry in
      (entry.asMembers ?? []).filter { $0.name != "profile" }.map { member in
        console.style.label(member.name.replacing("_", with: " ") + ":") + " "
          + TextStyle.harmless(
            member.value.asText ?? (member.value.isNull ? "never" : member.value.text))
          + "\n"
      }.joined()
    }.joined(separator: "\n")
  }
}

extension ModelCatalog.Provider {
  /// Where it answers.
  fileprivate var address: String { base ?? kind.usualBase ?? "" }
}
