public import JSON
public import MediaTypes
public import Models
public import Segmentation

/// What an analysis found out, and what that rests on.
public struct AnalysisResult: Sendable {
  /// How complete it is.
  public enum Completeness: String, Sendable, CaseIterable {
    /// Everything that was asked was answered.
    case complete
    /// Some of it was cut short by a bound of tokens.
    case length
    /// Some of it is missing.
    case partial
  }

  /// What looking at the video found.
  public var footage: Footage
  /// What is known of the video.
  public var video: VideoFacts
  /// The stretch that was looked at.
  public var window: TimeRange
  /// What is said in it, in order: its own subtitles, or what somebody wrote down.
  public var speech: [WordLine]
  /// The segments, and what is known and said of each.
  public var segments: [AnalysedSegment]
  /// The answer about the whole; nil if none was asked for, or none came.
  public var answer: Finding.Content?
  /// What was found by definitions, in the order of the request.
  public var findings: [DefinitionFindings]
  /// What was written down about the parts of a long video before they were put together.
  public var parts: [ClipNote]
  /// The names of what could not be filled in an answer about the whole.
  public var unanswered: [String]
  /// What was changed of the answer about the whole.
  public var corrections: [Correction]
  /// How complete it is.
  public var completeness: Completeness
  /// What went wrong, in the order in which it was met; each once.
  public var problems: [ModelError]
  /// Who answered.
  public var model: ModelIdentity
  /// Who wrote down what is said; nil if that was known, or nobody did.
  public var transcription: Transcription?
  /// Calls, pictures, tokens and cost, those of kept answers too.
  public var effort: AnalysisEffort
  /// What only this run knows: times, kept answers, what left the machine.
  public var run: AnalysisRun
}

/// Who wrote down what is said.
public struct Transcription: Sendable, Equatable {
  /// Who listened.
  public var transcriber: ModelIdentity
  /// The languages that were heard, as tags, each once.
  public var languages: [String]
}

/// A segment, and what is known and said of it.
public struct AnalysedSegment: Sendable, Equatable {
  /// Why it begins and ends where it does.
  public var segment: Segment
  /// What was measured, said and written in it.
  public var clip: ClipSegment
  /// What a model said of it; nil if it said nothing.
  public var words: SegmentWords?
  /// What that rests on.
  public var evidence: SegmentEvidence

  /// Its number, from 1.
  public var number: Int { clip.number }
  /// From when to when.
  public var range: TimeRange { segment.range }
}

/// What a model said of a segment.
public struct SegmentWords: Sendable, Equatable {
  /// A few words.
  public var title: String
  /// A few sentences.
  public var description: String
  /// Words to find it by.
  public var keywords: [String]
}

/// What was found by a definition.
public struct DefinitionFindings: Sendable, Equatable {
  /// The definition.
  public var definition: SegmentDefinition
  /// The stretches, in order, without overlaps.
  public var stretches: [FoundStretch]
  /// What was left out of what the model said, and why.
  public var dropped: [Correction]
}

/// A stretch that a definition means.
public struct FoundStretch: Sendable, Equatable {
  /// From when to when, where pictures appear.
  public var range: TimeRange
  /// Every field of the definition, in its order.
  public var metadata: JSONValue
  /// The fields for which nothing is known: they hold an empty value.
  public var unanswered: [String]
  /// What was changed of what the model said.
  public var corrections: [Correction]
}

/// A change of what a model said.
public struct Correction: Sendable, Equatable {
  /// What was done.
  public enum Kind: String, Sendable, CaseIterable {
    /// Moved into the stretch that was shown.
    case clamped
    /// Moved to where a picture appears.
    case snapped
    /// Moved to a cut near it.
    case snappedToCut = "snapped_to_cut"
    /// Start and end had changed places.
    case swapped
    /// Cut off where another stretch begins.
    case overlap
    /// Taken apart to keep the longest length.
    case split
    /// Made longer to keep the shortest length.
    case lengthened
    /// Left out.
    case dropped
    /// Brought into the shape that was asked for.
    case reshaped
  }

  /// What was done.
  public let kind: Kind
  /// What it was done to, and why, in words for people.
  public let message: String

  /// Notes a change.
  public init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }
}

/// What stands behind what is said of a segment.
public struct SegmentEvidence: Sendable, Equatable {
  /// The pictures that the model saw of it.
  public var pictures: [SeenPicture] = []
  /// The longest stretch of it between pictures that the model saw; nil if it saw none.
  public var longestUnseen: TimeRange?
  /// Pictures that were left out because they hardly differ from one that was shown.
  public var duplicates = 0
  /// What was changed of what the model said.
  public var corrections: [Correction] = []
}

/// A picture that a model saw.
public struct SeenPicture: Sendable, Equatable {
  /// When it appears.
  public var timestamp: Timestamp
  /// Pixels in a row.
  public var width: Int
  /// Rows.
  public var height: Int
  /// The SHA-256 digest of the file that was sent, in hexadecimal digits.
  public var digest: String
}
