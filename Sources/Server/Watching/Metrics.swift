internal import HTTP
internal import Tasks
internal import Threads

/// The server's figures, in the text format of Prometheus.
final class Metrics: Sendable {
  private struct Line: Hashable {
    let method: String
    let route: String
    let status: String
  }

  private struct Durations {
    var buckets = [Int](repeating: 0, count: Metrics.borders.count)
    var count = 0
    var seconds = 0.0
  }

  private struct State {
    var requests: [Line: Int] = [:]
    var durations: [String: Durations] = [:]
    var received: Int64 = 0
    var sent: Int64 = 0
    var cut = 0
  }

  fileprivate static let borders = [0.005, 0.025, 0.1, 0.5, 2, 10, 60, 600]
  private let state = Guarded(State())
  private let start = ContinuousClock.now
  private let version: String

  init(version: String) { self.version = version }

  /// Counts an exchange.
  func count(_ record: ExchangeRecord) {
    // Paths and methods that clients make up would grow the table without end.
    let route = record.route ?? "none"
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    let method = record.method.map(\.name).flatMap { known.contains($0) ? $0 : nil } ?? "other"
    let seconds = record.duration / .seconds(1)
    state.withLock { state in
      let line = Line(
        method: method, route: route, status: record.status.map(String.init) ?? "none")
      state.requests[line, default: 0] += 1
      var durations = state.durations[route] ?? Durations()
      for (place, border) in Self.borders.enumerated() where seconds <= border {
        durations.buckets[place] += 1
      }
      durations.count += 1
      durations.seconds += seconds
      state.durations[route] = durations
      state.received += record.bytesReceived
      state.sent += record.bytesSent
      state.cut += record.isWhole ? 0 : 1
    }
  }

  /// All figures.
  func text(tasks: [TaskCount]) -> String {
    let state = state.withLock { $0 }
    var page = MetricsPage()
    page.head("shotlog_info", "gauge", "The version that runs.")
    page.add("shotlog_info", ["version": version], "1")
    page.head("shotlog_uptime_seconds", "gauge", "Time since the server started.")
    page.add("shotlog_uptime_seconds", [:], "\((ContinuousClock.now - start) / .seconds(1))")
    page.head("shotlog_requests_total", "counter", "Requests that were answered.")
    for (line, count) in state.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      page.add(
        "shotlog_requests_total",
        ["method": line.method, "route": line.route, "status": line.status], "\(count)")
    }
    page.head(
      "shotlog_request_seconds", "histogram", "Time from a request's head to its answer's end.")
    for (route, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
      for (border, count) in zip(Self.borders, durations.buckets) {
        page.add(
          "shotlog_request_seconds_bucket", ["route": route, "le": "\(border)"], "\(count)")
      }
      page.add(
        "shotlog_request_seconds_bucket", ["route": route, "le": "+Inf"], "\(durations.count)")
      page.add("shotlog_request_seconds_sum", ["route": route], "\(durations.seconds)")
      page.add("shotlog_request_seconds_count", ["route": route], "\(durations.count)")
    }
    page.head("shotlog_received_bytes_total", "counter", "Bytes of requests' bodies.")
    page.add("shotlog_received_bytes_total", [:], "\(state.received)")
    page.head("shotlog_sent_bytes_total", "counter", "Bytes of answers' bodies.")
    page.add("shotlog_sent_bytes_total", [:], "\(state.sent)")
    page.head("shotlog_cut_answers_total", "counter", "Answers that did not leave as a whole.")
    page.add("shotlog_cut_answers_total", [:], "\(state.cut)")
    page.head("shotlog_tasks", "gauge", "Tasks that are remembered.")
    for count in tasks {
      page.add(
        "shotlog_tasks",
        ["api": count.api, "kind": count.kind, "state": count.state.rawValue], "\(count.tasks)")
    }
    if let bytes = OwnMemory.residentBytes {
      page.head("process_resident_memory_bytes", "gauge", "Memory of the server itself.")
      page.add("process_resident_memory_bytes", [:], "\(bytes)")
    }
    return page.text
  }
}

/// Lines of the text format.
private struct MetricsPage {
  private(set) var text = ""

  mutating func head(_ name: String, _ kind: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
  }

  mutating func add(_ name: String, _ labels: KeyValuePairs<String, String>, _ value: String) {
    let words = labels.map { label, value in
      let value = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
      return "\(label)=\"\(value)\""
    }
    text += name + (words.isEmpty ? "" : "{\(words.joined(separator: ","))}") + " \(value)\n"
  }
}
