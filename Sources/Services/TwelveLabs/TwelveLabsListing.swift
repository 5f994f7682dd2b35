package import Wires

/// Which page of a list is asked for.
package struct TwelveLabsPaging: Sendable, Equatable {
  /// The page, from 1.
  package let page: Int
  /// The most entries of a page.
  package let limit: Int

  /// Reads what stands after the question mark.
  package init(_ words: [(name: String, value: String)]) throws(TwelveLabsRefusal) {
    try self.init(QueryWords(words))
  }

  init(_ words: QueryWords) throws(TwelveLabsRefusal) {
    page = try words.number("page", in: 1...Int.max, default: 1)
    limit = try words.number("page_limit", in: 1...50, default: 10)
  }

  /// How many entries stand on the pages before.
  package var skipped: Int {
    let (count, overflows) = (page - 1).multipliedReportingOverflow(by: limit)
    return overflows ? .max : count
  }

  /// What a page says of itself, of so many entries on all pages.
  package func info(total: Int) -> TwelveLabs.PageInfo {
    TwelveLabs.PageInfo(
      page: Int64(page), limitPerPage: Int64(limit),
      totalPage: Int64(total / limit + (total % limit == 0 ? 0 : 1)), totalResults: Int64(total))
  }
}

/// Which tasks `GET /analyze/tasks` asks for: those that meet every condition, the newest first.
package struct TwelveLabsTaskListing: Sendable, Equatable {
  /// Which page.
  package let paging: TwelveLabsPaging
  /// How far they are.
  package let status: TwelveLabs.AnalyzeTaskStatus?
  /// The link of their video.
  package let videoURL: String?
  /// The asset of their video; all names that are given for it, which contradict each other if they differ.
  package let assetIDs: Set<String>
  /// How the video is analysed.
  package let mode: TwelveLabs.AnalysisMode?

  /// Reads what stands after the question mark; parameters that nobody knows are left out.
  package init(_ words: [(name: String, value: String)]) throws(TwelveLabsRefusal) {
    let words = QueryWords(words)
    paging = try TwelveLabsPaging(words)
    status = try words.choice("status")
    videoURL = words.value("video_url")
    assetIDs = Set([words.value("asset_id"), words.value("video_id")].compactMap(\.self))
    mode = try words.choice("analysis_mode")
  }
}

/// Which assets `GET /assets` asks for: those that meet every condition, the newest first.
package struct TwelveLabsAssetListing: Sendable, Equatable {
  /// What assets may be.
  package enum Family: String, Sendable, CaseIterable {
    /// Pictures.
    case image
    /// Films.
    case video
    /// Sound.
    case audio
    /// Words.
    case document
  }

  /// Which page.
  package let paging: TwelveLabsPaging
  /// Their names; empty for any.
  package let ids: Set<String>
  /// What they are; empty for anything.
  package let families: Set<Family>
  /// What the names of their files contain, in whatever case.
  package let filename: String?

  /// Reads what stands after the question mark; parameters that nobody knows are left out.
  package init(_ words: [(name: String, value: String)]) throws(TwelveLabsRefusal) {
    let words = QueryWords(words)
    paging = try TwelveLabsPaging(words)
    ids = Set(words.values("asset_ids"))
    families = Set(try words.choices("asset_types"))
    filename = words.value("filename")
  }
}

/// What `DELETE /assets/{asset_id}` asks for.
package struct TwelveLabsAssetDeletion: Sendable, Equatable {
  /// Whether the asset goes even though a task that is not finished needs it.
  package let isForced: Bool

  /// Reads what stands after the question mark.
  package init(_ words: [(name: String, value: String)]) throws(TwelveLabsRefusal) {
    isForced = try QueryWords(words).flag("force")
  }
}

/// Which parts of what was said `GET /assets/{asset_id}/transcription` asks for.
package enum TwelveLabsTranscriptPart: String, Sendable, CaseIterable {
  /// Each word.
  case words
  /// Each sentence.
  case sentences
  /// Each turn of a speaker.
  case utterances

  /// Reads what stands after the question mark; without anything, words.
  package static func parts(
    _ words: [(name: String, value: String)]
  ) throws(TwelveLabsRefusal) -> Set<TwelveLabsTranscriptPart> {
    let parts: [TwelveLabsTranscriptPart] = try QueryWords(words).choices("include")
    return parts.isEmpty ? [.words] : Set(parts)
  }
}
