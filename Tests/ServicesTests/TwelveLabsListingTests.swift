import JSON
import Services
import TestSupport
import Testing
import Wires

/// Reads what stands after the question mark.
private func words(_ query: String) -> [(name: String, value: String)] {
  query.split(separator: "&").map { part in
    let mark = part.firstIndex(of: "=") ?? part.endIndex
    return (String(part[..<mark]), String(part[mark...].dropFirst()))
  }
}

@Suite(.timeLimit(.minutes(40))) struct TwelveLabsListingTests {
  @Test(arguments: [
    "page=0", "page=-1", "page=a", "page=", "page=1.0", "page=+1", "page=99999999999999999999",
    "page_limit=0", "page_limit=51", "status=done", "status=", "analysis_mode=segments",
    "status=ready&status=done",
  ])
  func `lists refuse what they do not know`(query: String) throws {
    let refusal = #expect(throws: TwelveLabsRefusal.self) {
      _ = try TwelveLabsTaskListing(words(query))
    }
    #expect(refusal?.status == 400 && refusal?.code == .parameterInvalid)
    #expect(query.hasPrefix(refusal?.parameter ?? "?"))
  }

  @Test func `conditions of a list of tasks are read`() throws {
    let none = try TwelveLabsTaskListing(words("other=1"))
    #expect(none.paging.page == 1 && none.paging.limit == 10 && none.assetIDs.isEmpty)
    #expect(none.status == nil && none.videoURL == nil && none.mode == nil)
    let all = try TwelveLabsTaskListing(
      words(
        "page=3&page_limit=50&status=canceled&video_url=https://e.com/v&asset_id=a&video_id=a"
          + "&analysis_mode=time_based_metadata"))
    #expect(all.paging.page == 3 && all.paging.limit == 50 && all.status == .canceled)
    #expect(all.videoURL == "https://e.com/v" && all.assetIDs == ["a"])
    #expect(all.mode == .timeBasedMetadata)
  }

  @Test(arguments: [(0, 0), (1, 1), (10, 1), (11, 2), (100, 10)])
  func `pages are counted`(total: Int, pages: Int64) throws {
    let info = try TwelveLabsTaskListing(words("page=7")).paging.info(total: total)
    #expect(info == .init(page: 7, limitPerPage: 10, totalPage: pages, totalResults: Int64(total)))
  }

  @Test func `conditions of a list of assets are read`() throws {
    let listing = try TwelveLabsAssetListing(
      words("page=2&asset_ids=a&asset_ids=b&asset_types=video&asset_types=audio&filename=Clip"))
    #expect(listing.ids == ["a", "b"] && listing.families == [.video, .audio])
    #expect(listing.filename == "Clip" && listing.paging.page == 2)
    for query in ["asset_types=film", "page_limit=51"] {
      #expect(throws: TwelveLabsRefusal.self) { _ = try TwelveLabsAssetListing(words(query)) }
    }
  }

  @Test func `the rest of what assets are asked for is read`() throws {
    #expect(try TwelveLabsAssetDeletion(words("force=true")).isForced)
    #expect(try !TwelveLabsAssetDeletion([]).isForced)
    #expect(throws: TwelveLabsRefusal.self) { _ = try TwelveLabsAssetDeletion(words("force=1")) }
    #expect(try TwelveLabsTranscriptPart.parts([]) == [.words])
    #expect(
      try TwelveLabsTranscriptPart.parts(words("include=words,utterances&include=sentences"))
        == [.words, .utterances, .sentences])
    #expect(throws: TwelveLabsRefusal.self) {
      _ = try TwelveLabsTranscriptPart.parts(words("include=speakers"))
    }
  }

  @Test(arguments: [
    ("a", true), (String(repeating: "~", count: 255), true), ("!", true), ("", false),
    (String(repeating: "a", count: 256), false), ("a b", false), ("ä", false), ("a\u{7F}", false),
  ])
  func `an idempotency key has visible letters`(key: String, isTaken: Bool) {
    let refusal = Result { () throws(TwelveLabsRefusal) in try TwelveLabsIdempotency.check(key) }
      .failure
    #expect((refusal == nil) == isTaken)
  }

  @Test func `bodies that mean the same have one form`() throws {
    func form(_ body: String) throws -> String {
      TwelveLabsIdempotency.canonical(try JSONReader().value(of: body)).text
    }
    #expect(
      try form(#"{"b":[{"d":1,"c":null}, null],"a":2.0,"e":null}"#)
        == #"{"a":2,"b":[{"d":1},null]}"#)
    #expect(try form(#"{"a":[1,2]}"#) != form(#"{"a":[2,1]}"#))
    var random = SplitMix64(seed: 9)
    let members = (0..<8).map { #""m\#($0)":{"x\#($0)":\#($0),"a":[\#($0)]}"# }
    let first = try form("{\(members.joined(separator: ","))}")
    for _ in 0..<50 {
      var shuffled = members.shuffled(using: &random)
      shuffled.insert(#""n":null"#, at: Int.random(in: 0...8, using: &random))
      #expect(try form("{\(shuffled.joined(separator: " , "))}") == first)
    }
  }
}
