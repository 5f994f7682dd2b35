internal import JSON

/// Reads what one line of a manifest says of an item.
struct ManifestLine {
  /// Where relative paths begin; empty for where the program was started.
  let folder: String

  /// The item that a JSON object names.
  func item(json bytes: [UInt8], mark: ShardMark) throws(BatchError) -> BatchItem {
    let value: JSONValue
    do {
      value = try JSONReader().value(of: bytes)
    } catch {
      throw BatchError(.invalidItem, "it is not JSON: \(error.message)")
    }
    if let source = value.asText { return try item(source, [], mark) }
    guard let members = value.asMembers else {
      throw BatchError(.invalidItem, "it is neither an object with a \"source\" nor a string")
    }
    guard let source = value["source"]?.asText else {
      throw BatchError(.invalidItem, "it has no \"source\"")
    }
    var settings: [ItemSetting] = []
    for member in members where member.name != "source" {
      settings += try Self.settings(member.name, member.value)
    }
    return try item(source, settings, mark)
  }

  /// The item that a row of a table names, under the names of its columns.
  func item(
    row: [String], columns: [String], mark: ShardMark
  ) throws(BatchError) -> BatchItem {
    guard row.count == columns.count else {
      throw BatchError(
        .invalidItem, "it has \(row.count) fields, and there are \(columns.count) columns")
    }
    var (source, settings) = ("", [ItemSetting]())
    for (name, text) in zip(columns, row) where !text.isEmpty {
      if name == "source" {
        source = text
      } else if text == "true" {
        settings.append(ItemSetting(Self.optionName(name)))
      } else if text != "false" {
        settings.append(ItemSetting(Self.optionName(name), text))
      }
    }
    return try item(source, settings, mark)
  }

  private func item(
    _ source: String, _ settings: [ItemSetting], _ mark: ShardMark
  ) throws(BatchError) -> BatchItem {
    guard !source.isEmpty, !source.utf8.contains(0) else {
      throw BatchError(.invalidItem, "its \"source\" is empty")
    }
    let isFree = source.hasPrefix("/") || BatchItem.isAddress(source) || folder.isEmpty
    let path = isFree ? source : "\(folder)/\(source)"
    return BatchItem(source: source, path: path, settings: settings, isNamed: true, mark: mark)
  }

  /// What JSON says of an option: `true` switches it on, a list repeats it, `null` and `false` leave it out.
  private static func settings(
    _ name: String, _ value: JSONValue
  ) throws(BatchError) -> [ItemSetting] {
    let option = optionName(name)
    switch value {
    case .null, .flag(false): return []
    case .flag(true): return [ItemSetting(option)]
    case .text(let words): return [ItemSetting(option, words)]
    case .integer, .number: return [ItemSetting(option, value.text)]
    case .list(let values):
      var settings: [ItemSetting] = []
      for value in values {
        guard value.asList == nil else {
          throw BatchError(.invalidItem, "\"\(name)\" is a list of lists, and no option is one")
        }
        settings += try Self.settings(name, value)
      }
      return settings
    case .object:
      throw BatchError(.invalidItem, "\"\(name)\" is an object, and no option is one")
    }
  }

  /// Programs write `max_pixels` where people write `max-pixels`.
  private static func optionName(_ name: String) -> String { name.replacing("_", with: "-") }
}
