import Evaluation
import FoundationEssentials
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct BreakdownTests {
  private let clip = AnnotatedClip(
    file: "a.mkv", cuts: [50, 90], graduals: [.init(120...139, "dissolve")],
    joins: [
      Join("cut", 50...50, isSameShot: false), Join("cut", 90...90, isSameShot: true),
      Join("dissolve", 120...139, isSameShot: true),
    ],
    disturbances: [.init(10...12, "flash"), .init(20...39, "shake"), .init(160...162, "flash")])

  private func breakdown(of detections: [ClosedRange<Int>], tolerance: Int = 1) -> Breakdown {
    var breakdown = Breakdown()
    let matching = Matching(clip, detections, tolerance: tolerance)
    breakdown.add(matching, of: clip, tolerance: tolerance)
    return breakdown
  }

  @Test(arguments: [
    (1, "1"), (2, "4-8"), (8, "4-8"), (9, "9-20"), (20, "9-20"), (21, "21-40"), (40, "21-40"),
    (41, "41+"), (500, "41+"),
  ])
  func `changes are sorted by their length`(frames: Int, name: String) {
    #expect(Breakdown.Length(frames).rawValue == name)
  }

  @Test func `what is found is counted by kind, shot and length`() throws {
    let breakdown = breakdown(of: [50...50, 125...130])
    let lines = breakdown.sorts.map { sort in
      let count = breakdown.changes[sort]
      return "\(sort.kind) \(sort.isSameShot) \(sort.length.rawValue) "
        + "\(count?.hits ?? -1)/\(count?.all ?? -1)"
    }
    #expect(lines == ["cut false 1 1/1", "cut true 1 0/1", "dissolve true 9-20 1/1"])
  }

  @Test func `a gradual change that starts where a cut was found is not found with it`() {
    let clip = AnnotatedClip(
      file: "a", cuts: [50], graduals: [.init(52...70, "wipe")],
      joins: [Join("cut", 50...50, isSameShot: false), Join("wipe", 52...70, isSameShot: false)])
    var breakdown = Breakdown()
    breakdown.add(Matching(clip, [50...50], tolerance: 1), of: clip, tolerance: 1)
    #expect(breakdown.sorts.map { breakdown.changes[$0]?.hits } == [1, 0])
  }

  @Test func `false alarms are counted where they lie`() {
    let breakdown = breakdown(of: [9...9, 13...13, 14...14, 30...33, 100...100])
    #expect(breakdown.disturbances.mapValues(\.all) == ["flash": 2, "shake": 1])
    #expect(breakdown.disturbances.mapValues(\.hits) == ["flash": 2, "shake": 1])
    #expect(breakdown.falseAlarmsElsewhere == 2)
    #expect(self.breakdown(of: [14...14], tolerance: 2).falseAlarmsElsewhere == 0)
  }

  @Test func `clips are summed up, and those made of one piece change nothing`() {
    var sum = Breakdown()
    for _ in 0..<3 {
      sum.add(Matching(clip, [90...90], tolerance: 1), of: clip, tolerance: 1)
    }
    let plain = AnnotatedClip(file: "b.mkv", cuts: [7])
    sum.add(Matching(plain, [7...7], tolerance: 1), of: plain, tolerance: 1)
    #expect(sum.sorts.map { sum.changes[$0]?.hits } == [0, 3, 0])
    #expect(sum.sorts.map { sum.changes[$0]?.all } == [3, 3, 3])
    #expect(sum.disturbances["flash"]?.all == 6)
  }

  @Test func `joins and disturbances are read`() throws {
    let text = """
      {"file": "a.mkv", "cuts": [50], "gradual": [], "ambiguous": [], "frames": 99, "joins": [
        {"kind": "cut", "variant": "", "first": 50, "last": 50, "length": 1, "same_shot": true}],
       "disturbances": [[3, 9, "shake"]], "pieces": [["x.mp4", 0, 1, 0, 49]]}
      """
    let clip = try JSONDecoder().decode(AnnotatedClip.self, from: Data(text.utf8))
    #expect(clip.joins == [Join("cut", 50...50, isSameShot: true)])
    #expect(clip.disturbances == [.init(3...9, "shake")])
  }

  @Test(arguments: [
    #"{"file": "a", "cuts": [], "joins": [{"kind": "wipe", "first": 9, "last": 8, "same_shot": true}]}"#,
    #"{"file": "a", "cuts": [], "joins": [{"kind": "wipe", "first": 9, "last": 10}]}"#,
    #"{"file": "a", "cuts": [], "disturbances": [[9, 3, "shake"]]}"#,
  ])
  func `broken joins are refused`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(AnnotatedClip.self, from: Data(text.utf8))
    }
  }
}
