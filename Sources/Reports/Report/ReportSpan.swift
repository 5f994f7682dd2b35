/// From when to when, in seconds from the video's first picture; half open.
package struct ReportSpan: Sendable, Equatable {
  /// Its first instant.
  package let start: Double
  /// The first instant after it.
  package let end: Double

  /// Makes a span.
  package init(_ start: Double, _ end: Double) { (self.start, self.end) = (start, end) }

  /// How long it lasts.
  package var length: Double { end - start }
}

/// Words, and from when to when they are heard or seen.
package struct ReportLine: Sendable, Equatable {
  /// From when to when.
  package let span: ReportSpan
  /// The words.
  package let text: String
}

/// A word that does not change, and a sentence for people.
package struct ReportNote: Sendable, Equatable {
  /// The word.
  package let code: String
  /// The sentence.
  package let message: String

  /// Makes a note.
  package init(code: String, message: String) { (self.code, self.message) = (code, message) }
}

/// Stretches of one sort.
package struct ReportCues: Sendable, Equatable {
  /// The sorts, in the order of their lanes.
  package enum Kind: String, Sendable, CaseIterable {
    /// The picture is black.
    case black
    /// The picture stands still.
    case frozen
    /// Nothing is heard.
    case silent
    /// The file could not be read.
    case damaged
  }

  /// The sort.
  package let kind: Kind
  /// The stretches in order.
  package let spans: [ReportSpan]
}
