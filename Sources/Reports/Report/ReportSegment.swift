/// A segment, without what the lanes show of its stretch.
package struct ReportSegment: Sendable, Equatable {
  /// A picture that the model was shown.
  package struct Picture: Sendable, Equatable {
    /// When it is on show.
    package let time: Double
    /// The digest of the file that the model was sent.
    package let digest: String
  }

  /// Why a border lies where it does.
  package struct Border: Sendable, Equatable {
    /// The reason in one word.
    package let reason: String
    /// How strong it is, from 0 to 1.
    package let strength: Double?
  }

  /// Its number, from 1.
  package let number: Int
  /// From when to when.
  package let span: ReportSpan
  /// Its title; nil where nobody answered.
  package let title: String?
  /// What it shows.
  package let description: String?
  /// Words to find it by.
  package let keywords: [String]
  /// The chapter of the video that it lies in.
  package let chapter: String?
  /// Why it begins there.
  package let start: Border
  /// Why it ends there.
  package let end: Border
  /// Which bound of its length is broken.
  package let brokenBound: String?
  /// How loud it is.
  package let loudness: Double?
  /// What the model was shown.
  package let pictures: [Picture]
  /// Pictures that were left out since they show the same.
  package let duplicates: Int
  /// The longest stretch that the model saw nothing of.
  package let longestUnseen: ReportSpan?
  /// What was changed of the model's answer.
  package let corrections: [ReportNote]
}

/// A shot.
package struct ReportShot: Sendable, Equatable {
  /// From when to when.
  package let span: ReportSpan
  /// How it begins: a cut, a dissolve; nil for the first.
  package let opening: String?
  /// How the camera moves.
  package let motion: String?
  /// Its colours as `#rrggbb`, the most frequent first.
  package let colours: [String]
  /// When a picture is on show that stands well for it.
  package let best: Double
}
