internal import Server

/// Reads keys from an environment's variable: `name:key` or `name:key:read`, parted by commas.
enum ServeKeys {
  static func keys(_ text: String) throws(CommandError) -> [AccessKey] {
    var keys: [AccessKey] = []
    for entry in text.split(separator: ",") {
      let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard (2...3).contains(parts.count), !parts[0].isEmpty, !parts[1].isEmpty,
        let scopes = scopes(parts.count == 3 ? parts[2] : "write")
      else {
        throw .usage(
          "SHOTLOG_KEYS holds what is no key",
          advice: "write name:key, or name:key:read for one that changes nothing")
      }
      keys.append(AccessKey(name: parts[0], key: parts[1], scopes: scopes))
    }
    return keys
  }

  /// Who may write may read.
  static func scopes(_ word: String) -> Set<AccessKey.Scope>? {
    switch word {
    case "read": [.read]
    case "write": [.read, .write]
    default: nil
    }
  }
}
