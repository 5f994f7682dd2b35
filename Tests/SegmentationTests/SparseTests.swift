import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

/// A made-up film as an encoder with key pictures far apart would code it.
private struct CodedFilm {
  var pictures: [Picture] = []
  var coded: [CodedPicture] = []
  /// Where shots start, but the first.
  private(set) var cuts: [Int] = []
  private var random: SplitMix64

  init(seed: Int) { random = SplitMix64(seed: UInt64(seed)) }

  /// Adds a shot that starts with a key picture, or inside a group, as where the encoder saw no cut.
  mutating func addShot(_ count: Int, startsGroup: Bool = true, groups: Int = 250) {
    if !pictures.isEmpty { cuts.append(pictures.count) }
    let scene = ShotScene(seed: random.next(), across: 0.05)
    for (place, picture) in scene.pictures(count).enumerated() {
      pictures.append(picture)
      let isKey = place % groups == 0 && (place > 0 || startsGroup)
      let size = isKey || place == 0 ? 40_000 : Int.random(in: 1500...2500, using: &random)
      coded.append(CodedPicture(size: size, isKey: isKey))
    }
  }

  /// The shots, and how many pictures were seen for them.
  func sparseShots(
    _ signatures: [PictureSignature]? = nil
  ) -> (shots: [Shot], plan: SparsePlan, seen: Int) {
    let all = signatures ?? SegmentationTests.signatures(pictures)
    let keys = all.filter { coded[$0.ordinal].isKey }
    let plan = SparsePlan(coded, in: pictures.indices, keys: keys)
    let seen = Set(plan.stretches.joined()).union(keys.map(\.ordinal)).sorted()
    var detector = SparseShotDetector(plan)
    var shots = seen.flatMap { detector.observe(all[$0]) }
    shots += detector.finish(at: all[all.count - 1].range.end, ordinal: all.count - 1)
    return (shots, plan, seen.count)
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SparseTests {
  @Test func `key pictures that came out of turn are believed, and hardly anything else is seen`() {
    var film = CodedFilm(seed: 1)
    for length in [120, 300, 90, 430, 150] { film.addShot(length) }
    let (shots, plan, seen) = film.sparseShots()
    #expect(shots.dropFirst().map(\.ordinals.lowerBound) == film.cuts)
    #expect(plan.likelyCuts.map(\.ordinal) == film.cuts)
    #expect(seen * 10 < film.pictures.count)
    #expect(plan.decodedCount * 10 < film.pictures.count)
  }

  @Test func `a cut inside a group is found by what its picture cost`() {
    var film = CodedFilm(seed: 2)
    film.addShot(100)
    film.addShot(110, startsGroup: false)
    film.addShot(520)
    let (shots, plan, _) = film.sparseShots()
    #expect(shots.dropFirst().map(\.ordinals.lowerBound) == film.cuts)
    #expect(plan.likelyCuts.map(\.ordinal) == [210])
    #expect(plan.stretches.contains { $0.contains(99) && $0.contains(101) })
  }

  @Test func `a slow transition is found by what it costs all along`() {
    var film = CodedFilm(seed: 3)
    film.addShot(250)
    film.addShot(750)
    var (from, to) = (film.pictures[200], film.pictures[250])
    // The dissolve lies inside the first group; the second starts when it is due.
    for place in 200..<250 {
      if place >= 230 { (from, to) = (film.pictures[250], film.pictures[250]) }
      let share = min(1, Double(place - 199) / 31)
      film.pictures[place] = from.mixed(with: to, share)
      film.coded[place] = CodedPicture(size: place < 230 ? 14_000 : 2000, isKey: false)
    }
    let found = film.sparseShots().shots.compactMap(\.opening)
    #expect(found.map(\.kind) == [.dissolve])
    #expect(found.allSatisfy { $0.ordinals.overlaps(205..<225) })
  }

  @Test func `short groups, and what precedes the first key picture, are seen whole`() {
    var film = CodedFilm(seed: 4)
    film.addShot(30, startsGroup: false)
    film.addShot(40)
    film.addShot(45)
    film.addShot(200)
    let plan = film.sparseShots().plan
    #expect(plan.stretches.first.map { $0.lowerBound == 0 && $0.upperBound >= 115 } == true)
  }

  @Test(arguments: 0..<(TestSize.isLong ? 40 : 12))
  func `shots tile the video whatever is seen of it`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var film = CodedFilm(seed: 100 + seed)
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      film.addShot(
        .random(in: 1...(TestSize.isLong ? 90 : 30), using: &random),
        startsGroup: .random(using: &random), groups: .random(in: 5...80, using: &random))
    }
    for _ in 0..<10 {
      let place = film.coded.indices.randomElement(using: &random) ?? 0
      film.coded[place] = CodedPicture(
        size: .random(in: 0...100_000, using: &random), isKey: film.coded[place].isKey)
    }
    guard film.coded.contains(where: \.isKey) else { return }
    let all = signatures(film.pictures)
    let (shots, plan, _) = film.sparseShots(all)
    #expect(shots.flatMap { Array($0.ordinals) } == Array(film.pictures.indices))
    #expect(shots.first?.range.start == all.first?.range.start)
    #expect(shots.last?.range.end == all.last?.range.end)
    for (a, b) in zip(shots, shots.dropFirst()) {
      #expect(a.range.end == b.range.start && a.closing == b.opening)
      #expect(b.range.start == all[b.ordinals.lowerBound].range.start)
    }
    for (a, b) in zip(plan.stretches, plan.stretches.dropFirst()) {
      #expect(a.upperBound < b.lowerBound && !a.isEmpty && !b.isEmpty)
    }
    #expect(plan.decodedCount <= film.pictures.count)
  }
}
