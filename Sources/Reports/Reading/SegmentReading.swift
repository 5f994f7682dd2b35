internal import JSON

extension ReportSegment {
  /// Reads a segment of any document.
  init(_ value: JSONValue) throws(ReportError) {
    number = Int(clamping: try value.count("number") ?? 0)
    span = try value.span()
    title = try value.text("title")
    description = try value.text("description")
    keywords = try value.texts("keywords")
    chapter = try value.text("chapter")
    start = try Border(value, "start_border")
    end = try Border(value, "end_border")
    brokenBound = try value.text("broken_bound")
    loudness = try value.number("loudness_db")
    let evidence = value.field("evidence") ?? .object([])
    do throws(ReportError) {
      pictures = try evidence.each("pictures") { picture throws(ReportError) in
        Picture(
          time: try picture.instant("time_from_zero"), digest: try picture.text("sha256") ?? "")
      }
      duplicates = Int(clamping: try evidence.count("duplicates") ?? 0)
      longestUnseen = try evidence.inside("longest_unseen") { span throws(ReportError) in
        try span.span()
      }
      corrections = try evidence.notes("corrections", code: "kind")
    } catch {
      throw error.under("/evidence")
    }
  }
}

extension ReportSegment.Border {
  fileprivate init(_ segment: JSONValue, _ name: String) throws(ReportError) {
    let found = try segment.inside(name) { border throws(ReportError) in
      ReportSegment.Border(
        reason: try border.text("reason") ?? "", strength: try border.number("strength"))
    }
    self = found ?? ReportSegment.Border(reason: "", strength: nil)
  }
}

extension ReportShot {
  /// Reads a shot as analyses tell of it.
  init(analysis value: JSONValue) throws(ReportError) {
    let span = try value.span()
    let best = try value.inside("best_frame") { frame throws(ReportError) in
      try frame.instant("time_from_zero")
    }
    self.init(
      span: span, opening: try value.text("begins_with"), motion: try value.text("motion"),
      colours: try Self.colours(value), best: best ?? span.start)
  }

  /// Reads a shot as `shots` tells of it.
  init(shots value: JSONValue) throws(ReportError) {
    let span = try value.span()
    let best = try value.inside("best_frame") { frame throws(ReportError) in
      try frame.instant("time_from_zero")
    }
    let motion = try value.inside("motion") { motion throws(ReportError) in
      try motion.text("camera")
    }
    self.init(
      span: span, opening: try value.text("begins_with"), motion: motion ?? nil,
      colours: try Self.colours(value), best: best ?? span.start)
  }

  /// Colours go into styles, so they are nothing but colours.
  private static func colours(_ value: JSONValue) throws(ReportError) -> [String] {
    try value.each("colours") { colour throws(ReportError) in
      let text = try colour.text("colour") ?? ""
      guard text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit),
        text.utf8.allSatisfy({ $0 < 0x80 })
      else { throw ReportError(.misshapen, "it must be #rrggbb", at: "/colour") }
      return text.lowercased()
    }
  }
}
