/// Colours for people: on a terminal only, and not if NO_COLOR is set.
struct TextStyle: Sendable {
  private let isColoured: Bool

  init(_ stream: OutputStream, _ environment: [String: String]) {
    isColoured =
      stream.isTerminal && environment["NO_COLOR"] ?? "" == "" && environment["TERM"] != "dumb"
  }

  /// What the eye should find first.
  func title(_ text: String) -> String { painted(text, "1") }
  /// What only names the thing beside it.
  func label(_ text: String) -> String { painted(text, "2") }
  /// What is wrong.
  func warning(_ text: String) -> String { painted(text, "33") }

  /// The text on one line, without what would steer a terminal: files hold what their authors want.
  static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  private func painted(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
