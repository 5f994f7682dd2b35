internal import Digests
internal import FoundationEssentials
internal import JSON

/// A page in one file, which loads nothing and runs nothing but what it carries.
struct PageFrame {
  /// What the browser calls it.
  let title: String
  /// Its style sheets, one after the other.
  let styles: [[UInt8]]
  /// Its markup.
  let body: [UInt8]
  /// What its script reads, by name.
  let data: [(name: String, json: String)]
  /// Its scripts, one after the other in one scope.
  let scripts: [[UInt8]]
  /// Whether it may play what lies beside it.
  let playsMedia: Bool

  /// The whole file.
  var bytes: [UInt8] {
    let style = Array(styles.joined(separator: [Self.lineFeed]))
    let script = Array(scripts.joined(separator: [Self.lineFeed]))
    let policy = [
      "default-src 'none'", "script-src '\(Self.digest(script))'",
      "style-src '\(Self.digest(style))'", "img-src data:",
      playsMedia ? "media-src 'self' file:" : "", "base-uri 'none'", "form-action 'none'",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
    let head = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(Self.escaped(title))</title>
      <link rel="icon" href="data:image/svg+xml,\(Self.icon)">
      <style>
      """
    var bytes = Array(head.utf8) + style + Array("</style>\n</head>\n<body>\n".utf8) + body
    for (name, json) in data {
      bytes += Array("<script type=\"application/json\" id=\"\(name)\">".utf8)
      bytes += Self.island(json)
      bytes += Array("</script>\n".utf8)
    }
    return bytes + Array("<script type=\"module\">".utf8) + script
      + Array("</script>\n</body>\n</html>\n".utf8)
  }

  /// JSON that cannot end the element it stands in: `<` stands in words alone, and may be escaped there.
  static func island(_ json: String) -> [UInt8] {
    let less = Array("\\u003c".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.utf8.count)
    for byte in json.utf8 {
      if byte == UInt8(ascii: "<") { bytes += less } else { bytes.append(byte) }
    }
    return bytes
  }

  /// Words inside an element.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default:
        let isControl = scalar.properties.generalCategory == .control
        escaped.unicodeScalars.append(isControl ? " " : scalar)
      }
    }
    return escaped
  }

  /// What a policy names a script or a style by.
  private static func digest(_ bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.take(bytes)
    return "sha256-\(Data(digest.bytes).base64EncodedString())"
  }

  private static let lineFeed = UInt8(ascii: "\n")

  private static let icon =
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32' fill='%230c8f87'%3E"
    + "%3Crect x='2' y='7' width='12' height='18' rx='2.5'/%3E"
    + "%3Crect x='16' y='7' width='5' height='18' rx='2' opacity='.5'/%3E"
    + "%3Crect x='23' y='7' width='7' height='18' rx='2' opacity='.75'/%3E%3C/svg%3E"
}
