/// A line on a terminal that says how far a run has come, how fast it is, and when it will end.
struct ProgressLine {
  /// Is told what is being counted, and which part of the whole is done; nil if nobody knows.
  typealias Listener = @Sendable (_ things: String, _ part: Double?) -> Void

  private let stream: OutputStream
  private var listener: Listener?
  private let start = ContinuousClock.now
  private var nextShow = ContinuousClock.now
  private var isShown = false

  init(on stream: OutputStream) { self.stream = stream }

  /// Tells another in place of people.
  init(telling listener: @escaping Listener) {
    (stream, self.listener) = (.standardError, listener)
  }

  /// Shows how many `things` are done, and which part of the whole that is; nil if nobody knows.
  mutating func show(_ count: Int, _ things: String, part: Double?) {
    let now = ContinuousClock.now
    guard now >= nextShow else { return }
    nextShow = now + .milliseconds(100)
    if let listener { return listener(things, part) }
    isShown = true
    let text = Self.text(count, things, part: part, elapsed: start.duration(to: now) / .seconds(1))
    try? stream.write("\r\u{1b}[K\(text)")
  }

  /// Shows words, at once.
  mutating func show(_ words: String) {
    if let listener { return listener(words, nil) }
    isShown = true
    try? stream.write("\r\u{1b}[K\(words)")
  }

  /// Takes the line away.
  mutating func end() {
    if isShown { try? stream.write("\r\u{1b}[K") }
    isShown = false
  }

  static func text(_ count: Int, _ things: String, part: Double?, elapsed: Double) -> String {
    var words = ["\(count) \(things)"]
    if count > 0, elapsed > 0.5 {
      words.append("\(Decimal.text(Double(count) / elapsed, places: 1))/s")
    }
    guard let part, part > 0 else { return words.joined(separator: ", ") }
    words.insert("\(Int((min(1, part) * 100).rounded(.down))) %", at: 0)
    let left = Int((elapsed / min(1, part) - elapsed).rounded(.up))
    let seconds = left % 60 < 10 ? "0\(left % 60)" : "\(left % 60)"
    if elapsed > 1 { words.append("\(left / 60):\(seconds) left") }
    return words.joined(separator: ", ")
  }
}
