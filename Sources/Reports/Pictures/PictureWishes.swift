/// The pictures that a page would show, and how many of them it may.
package struct PictureWishes: Sendable {
  /// When to look, most wanted first: segments, findings, what the model saw.
  private let groups: [[Double]]

  /// Longest sides that pictures are drawn with, and about how many bytes that takes.
  private static let sides = [(320, 9_000), (240, 5_500), (160, 3_000)]

  /// What a report would show.
  package init(_ report: Report) {
    let rows = Self.rows(of: report)
    let findings = report.findings.flatMap(\.stretches).map { ($0.span.start + $0.span.end) / 2 }
    let seen = report.segments.flatMap(\.pictures).map(\.time)
    var known: Set<Double> = []
    groups = [rows, findings, seen].map { times in
      times.map(Report.rounded).filter { $0 >= 0 && known.insert($0).inserted }
    }
  }

  /// When to look so that about so many bytes come of it, in order; and the longest side to draw.
  package func plan(bytes: Int) -> (times: [Double], longestSide: Int) {
    let counts = groups.map(\.count)
    let fits = Self.sides.first { _, size in counts.reduce(0, +) * size <= bytes }
    let (side, size) =
      fits ?? Self.sides.first { _, size in (counts.first ?? 0) * size <= bytes }
      ?? Self.sides[Self.sides.count - 1]
    var room = bytes / size
    let taken = groups.flatMap { times in
      let some = Self.some(of: times, atMost: room)
      room -= some.count
      return some
    }
    return (taken.sorted(), side)
  }

  /// Those of the drawn pictures that do not exceed so many bytes, in order of time.
  package func fitting(_ pictures: [ReportPicture], bytes: Int) -> [ReportPicture] {
    let drawn = Dictionary(pictures.map { ($0.time, $0) }) { first, _ in first }
    var room = bytes
    var taken: [ReportPicture] = []
    for group in groups {
      let found = group.compactMap { drawn[$0] }
      let size = found.reduce(0) { $0 + $1.jpeg.count }
      let share = size <= room ? found.count : found.count * room / max(1, size)
      for picture in Self.some(of: found, atMost: share) where picture.jpeg.count <= room {
        room -= picture.jpeg.count
        taken.append(picture)
      }
    }
    return taken.sorted { $0.time < $1.time }
  }

  /// So many of them from all over.
  private static func some<Thing>(of things: [Thing], atMost most: Int) -> [Thing] {
    guard things.count > most else { return things }
    guard most > 0 else { return [] }
    return (0..<most).map { things[$0 * things.count / most] }
  }

  /// When to look for each segment, or for each shot where there are no segments.
  static func rows(of report: Report) -> [Double] {
    guard !report.segments.isEmpty else { return report.shots.map(\.best) }
    var first = 0
    return report.segments.map { segment in
      let span = segment.span
      while first < report.shots.count, report.shots[first].span.end <= span.start { first += 1 }
      let shots = report.shots[first...].prefix { $0.span.start < span.end }
        .filter { $0.best >= span.start && $0.best < span.end }
      let longest = shots.max { $0.span.length < $1.span.length }
      let seen = segment.pictures
      return longest?.best ?? (seen.isEmpty ? nil : seen[seen.count / 2].time)
        ?? (span.start + span.end) / 2
    }
  }
}

extension Report {
  /// Times on a page have microseconds.
  static func rounded(_ time: Double) -> Double { (time * 1e6).rounded() / 1e6 }
}
