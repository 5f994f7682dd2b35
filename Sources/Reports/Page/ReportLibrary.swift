internal import FoundationEssentials
internal import JSON

/// The index of many pages: what each is about, and the words to find them by.
package struct ReportLibrary: Sendable {
  private let limits: ReportLimits
  private let wordBytesEach: Int
  private let pictureBytesEach: Int
  private var items: [JSONValue] = []
  private var names: Set<String> = ["index.html"]
  /// Whether there were more words than the index may hold.
  package private(set) var isCut = false

  /// Makes an empty index for so many results.
  package init(limits: ReportLimits, count: Int) {
    self.limits = limits
    wordBytesEach = limits.indexBytes / max(1, count)
    pictureBytesEach = limits.pictureBytes / max(1, count)
  }

  /// A name for the page of a report that no other page has: letters, digits and dashes of the video's name.
  package mutating func freeName(for report: Report) -> String {
    let last = report.video.name.split(separator: "/").last ?? "video"
    let stem = last.lastIndex(of: ".").map { last[..<$0] } ?? last
    var word = ""
    for byte in stem.utf8.prefix(80) {
      let scalar = Unicode.Scalar(byte)
      let isPlain = byte < 0x80 && (scalar.properties.isAlphabetic || (48...57).contains(byte))
      if isPlain || scalar == "_" {
        word.unicodeScalars.append(scalar)
      } else if !word.isEmpty, word.last != "-" {
        word += "-"
      }
    }
    while word.last == "-" { word.removeLast() }
    if word.isEmpty { word = "video" }
    var name = "\(word).html"
    var number = 2
    // Some file systems take large and small letters for the same.
    while !names.insert(name.lowercased()).inserted {
      name = "\(word)-\(number).html"
      number += 1
    }
    return name
  }

  /// Adds a page; of its pictures, one stands for it.
  package mutating func add(_ report: Report, page: String, pictures: [ReportPicture]) {
    var room = wordBytesEach
    let lines = Self.lines(of: report).prefix { line in
      room -= line.text.utf8.count + 24
      return room >= 0
    }
    isCut = isCut || room < 0
    let wished = PictureWishes.rows(of: report)
    let wish = wished.isEmpty ? nil : Report.rounded(wished[wished.count / 3])
    let poster = pictures.first { $0.time == wish } ?? pictures.first
    items.append(
      .members([
        "page": .text(page), "title": .text(report.title),
        "video": ReportData.video(report.video), "state": "done",
        "completeness": report.talk.completeness.map { .text($0) },
        "segments": .integer(Int64(report.segments.count)),
        "shots": .integer(Int64(report.shots.count)),
        "damaged": report.spans(of: .damaged).isEmpty
          ? nil : ReportData.time(report.spans(of: .damaged).reduce(0) { $0 + $1.length }),
        "about": .text(String(Self.about(report).prefix(400))),
        "picture": poster.flatMap { picture in
          picture.jpeg.count > pictureBytesEach
            ? nil
            : [
              .integer(Int64(picture.width)), .integer(Int64(picture.height)),
              .text(Data(picture.jpeg).base64EncodedString()),
            ]
        },
        "lines": .list(lines.map { [ReportData.time($0.span.start), .text($0.text)] }),
      ]))
  }

  /// Adds what has no page.
  package mutating func add(name: String, state: String, _ note: ReportNote) {
    items.append([
      "title": .text(name.split(separator: "/").last.map(String.init) ?? name),
      "video": ["name": .text(name)], "state": .text(state), "code": .text(note.code),
      "reason": .text(note.message), "lines": [],
    ])
  }

  /// The index as a page.
  package var page: [UInt8] {
    PageFrame(
      title: "Library", styles: [PackageResources.base_css, PackageResources.index_css],
      body: PackageResources.index_html,
      data: [("data", JSONValue.members(["items": .list(items), "cut": .flag(isCut)]).text)],
      scripts: [
        PackageResources.elements_js, PackageResources.words_js, PackageResources.search_js,
        PackageResources.index_js,
      ], playsMedia: false
    ).bytes
  }

  /// The answer, or else what the first segments are called.
  private static func about(_ report: Report) -> String {
    report.talk.answer
      ?? report.segments.prefix(8).compactMap(\.title).joined(separator: " · ")
  }

  /// What is searched, in order of time; the same words again and again are searched once.
  private static func lines(of report: Report) -> [ReportLine] {
    var lines = report.segments.map { segment in
      let words = [segment.title, segment.description, segment.chapter].compactMap(\.self)
      return ReportLine(
        span: segment.span, text: (words + segment.keywords).joined(separator: " · "))
    }
    lines += report.findings.flatMap { finding in
      finding.stretches.map { stretch in
        let words = [finding.id] + stretch.fields.compactMap(\.value)
        return ReportLine(span: stretch.span, text: words.joined(separator: " · "))
      }
    }
    lines += report.speech + report.screen
    let prompt = [report.talk.prompt, report.talk.answer, report.talk.answerJSON]
    lines += prompt.compactMap(\.self).map { ReportLine(span: report.window, text: $0) }
    var known: Set<String> = []
    return lines.filter { !$0.text.isEmpty && known.insert($0.text).inserted }
      .sorted { ($0.span.start, $0.text) < ($1.span.start, $1.text) }
  }
}
