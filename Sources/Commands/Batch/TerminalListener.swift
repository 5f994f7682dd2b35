internal import Batches
internal import Threads

/// Shows people at a terminal what goes on: a line for each worker, and one for all.
final class TerminalListener: BatchListener {
  private struct State {
    let output: OutputStream
    var workers: [Int: (source: String, stage: String, part: Double?)] = [:]
    var shown = 0
    var next = ContinuousClock.now
    /// Results of this run, for the rate: what was done before costs nothing.
    var begun = ContinuousClock.now
  }

  private let state: Guarded<State>

  init(_ output: OutputStream) { state = Guarded(State(output: output)) }

  func hear(_ news: BatchNews, _ tally: BatchTally) {
    state.withLock { state in
      var above = ""
      var rests = false
      switch news {
      case .began(let worker, let source, _): state.workers[worker] = (source, "", nil)
      case .progress(let worker, let stage, let part):
        if let source = state.workers[worker]?.source {
          state.workers[worker] = (source, stage, part)
        }
      case .ended(let worker, let line):
        if let worker {
          state.workers[worker] = nil
          rests = state.workers.isEmpty
        }
        if line.status == .failed { above = BatchWording.ended(line) + "\n" }
      case .counted: break
      }
      let now = ContinuousClock.now
      // What is shown when all workers rest stays there until something comes: with --watch, for hours.
      guard now >= state.next || rests || !above.isEmpty else { return }
      state.next = now + .milliseconds(100)
      Self.show(above, &state, tally, seconds: state.begun.duration(to: now) / .seconds(1))
    }
  }

  func end() {
    state.withLock { state in
      try? state.output.write(Self.back(state.shown))
      state.shown = 0
    }
  }

  private static func show(
    _ above: String, _ state: inout State, _ tally: BatchTally, seconds: Double
  ) {
    let width = state.output.width
    let lines =
      state.workers.sorted { $0.key < $1.key }.map { number, work in
        line(number, work.source, work.stage, work.part, width: width)
      } + [String(total(tally, seconds: seconds).prefix(width))]
    try? state.output.write(back(state.shown) + above + lines.joined(separator: "\n") + "\n")
    state.shown = lines.count
  }

  /// Back to where the last showing began, and everything from there on taken away.
  private static func back(_ lines: Int) -> String {
    lines > 0 ? "\u{1b}[\(lines)A\r\u{1b}[J" : ""
  }

  static func line(
    _ number: Int, _ source: String, _ stage: String, _ part: Double?, width: Int
  ) -> String {
    let head = part.map { "\(Int((min(1, $0) * 100).rounded(.down))) %" } ?? stage
    let padded = String(repeating: " ", count: max(0, 6 - head.count)) + head
    let start = "\(number) \(padded)  "
    let room = max(10, width - start.count)
    let name = TextStyle.harmless(source)
    // The end of a path tells more than its beginning.
    return start + (name.count <= room ? name : "…" + name.suffix(room - 1))
  }

  static func total(_ tally: BatchTally, seconds: Double) -> String {
    var words = ["\(BatchWording.count(tally)) \(BatchWording.noun(tally.total ?? tally.ended))"]
    if tally.failures > 0 { words.append("\(tally.failures) failed") }
    let worked = tally.ended - tally.before
    guard seconds > 1, worked > 0 else { return words.joined(separator: ", ") }
    let rate = Double(worked) / seconds
    words.append(
      rate >= 1
        ? "\(Decimal.text(rate, places: 1))/s" : "\(Decimal.text(rate * 60, places: 1))/min")
    if let total = tally.total, total - tally.passed > tally.ended {
      let left = Int((Double(total - tally.passed - tally.ended) / rate).rounded(.up))
      words.append("\(clock(left)) left")
    }
    return words.joined(separator: ", ")
  }

  private static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0
      ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
  }
}
