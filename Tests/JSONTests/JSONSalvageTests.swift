import JSON
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct JSONSalvageTests {
  /// Whether everything in `part` stands in `whole`, and what is missing is missing at the end of lists and
  /// objects that reach the cut.
  private static func holds(_ whole: JSONValue, _ part: JSONValue, isItem: Bool) -> Bool {
    if whole.text == part.text { return true }
    if isItem { return false }
    switch (whole, part) {
    case (.list(let all), .list(let some)):
      return some.count <= all.count
        && zip(all, some).allSatisfy { holds($0, $1, isItem: true) }
    case (.object(let all), .object(let some)):
      return some.count <= all.count
        && zip(all, some).enumerated().allSatisfy { place, pair in
          // Only the last member can have been cut.
          pair.0.name == pair.1.name
            && holds(pair.0.value, pair.1.value, isItem: place < some.count - 1)
        }
    default: return false
    }
  }

  @Test(arguments: 0..<40) func `whatever is kept of a cut text stands in the whole`(
    seed: Int
  ) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let value = JSONValue.object([
      .init("segments", .list((0..<3).map { _ in RandomJSON.value(&random, isFinite: true) })),
      .init("rest", RandomJSON.value(&random, isFinite: true)),
    ])
    let bytes = Array(value.text.utf8)
    var kept = 0
    for end in bytes.indices.dropFirst() {
      let salvage = JSONReader().salvage(bytes[..<end])
      let part = try #require(salvage.value)
      #expect(!salvage.isWhole)
      #expect(Self.holds(value, part, isItem: false))
      // More text never gives less.
      let items = part["segments"]?.asList?.count ?? 0
      #expect(items >= kept)
      kept = items
    }
    #expect(kept == 3)
    #expect(JSONReader().salvage(bytes).isWhole)
  }

  @Test func `finished items stay, and one in the middle goes`() {
    let text = #"{"segments":[{"n":1,"words":["a","b"]},{"n":2,"words":["c""#
    #expect(
      JSONReader().salvage(text.utf8).value?.text == #"{"segments":[{"n":1,"words":["a","b"]}]}"#)
  }

  @Test func `finished members of an object stay, and half a word goes`() {
    let text = #"{"title":"Sea","tags":["salt","wa"#
    #expect(JSONReader().salvage(text.utf8).value?.text == #"{"title":"Sea","tags":["salt"]}"#)
  }

  @Test func `what goes wrong in the middle keeps what stands before it`() {
    let text = #"{"segments":[{"n":1},{"n":oops},{"n":3}]}"#
    #expect(JSONReader().salvage(text.utf8).value?.text == #"{"segments":[{"n":1}]}"#)
  }

  @Test func `what follows a whole value is left`() {
    let salvage = JSONReader().salvage(#"{"a":1} and that is all"#.utf8)
    #expect(salvage.isWhole && salvage.length == 7)
  }
}
