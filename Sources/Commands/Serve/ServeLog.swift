internal import FoundationEssentials
internal import Server
internal import Services

/// Writes what a server tells those who operate it, a line each: a time, a word, and names with values.
struct ServeLog {
  let log: ServerLog

  init(_ output: OutputStream, least: ServerLog.Level) {
    let order: [ServerLog.Level] = [.debug, .info, .warning]
    let place = order.firstIndex(of: least) ?? 0
    log = ServerLog { level, event, fields in
      guard (order.firstIndex(of: level) ?? 0) >= place else { return }
      let words = fields.map { name, value in "\(name)=\(Self.quoted(value))" }
      let line = [WorkClock.now.text, level.rawValue, event] + words
      // One write a line, so that lines of several threads do not mix.
      try? output.write(line.joined(separator: " ") + "\n")
    }
  }

  private static func quoted(_ value: String) -> String {
    let isPlain =
      !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3D }
    guard !isPlain else { return value }
    let words = value.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    return "\"\(words.joined())\""
  }
}
