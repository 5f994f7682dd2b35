#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Chooses what must be seen of a video to find its shots, by its key pictures and the sizes of the others.
///
/// An encoder spends bytes where a picture cannot be told from those before it, and most put a key picture
/// where a shot begins. So key pictures that came out of turn and show another view are believed to be cuts;
/// where sizes leap or stay high, pictures are looked at; in between nothing is expected.
public struct SparsePlan: Sendable, Equatable {
  /// The numbers of pictures all of which must be seen, in order and apart.
  public let stretches: [Range<Int>]
  /// Key pictures that begin a shot, in order.
  public let likelyCuts: [LikelyCut]
  /// How many pictures must be decoded: a stretch from the key picture before it on.
  public let decodedCount: Int

  /// Chooses, for the pictures with numbers in `range`.
  ///
  /// `keys` are the signatures of the key pictures in the range, in order; what precedes the first of them
  /// is seen whole.
  public init(_ pictures: [CodedPicture], in range: Range<Int>, keys: [PictureSignature]) {
    let model = SparseModel()
    let sizes = pictures.map(\.size)
    let ends = keys.dropFirst().map(\.ordinal) + [range.upperBound]
    let intervals = zip(keys, ends).dropLast().map { $1 - $0.ordinal }
    // An interval that comes once is nobody's limit.
    let limit = intervals.max().flatMap { longest in
      intervals.count { $0 == longest } > 1 ? longest : nil
    }
    var seen = [range.lowerBound..<(keys.first?.ordinal ?? range.upperBound)]
    var cuts: [LikelyCut] = []
    var features = keys.first.map(SignatureFeatures.init)
    for (place, (key, end)) in zip(keys, ends).enumerated() {
      let next = place + 1 < keys.count ? SignatureFeatures(keys[place + 1]) : nil
      guard let current = features else { break }
      let figures = next.map {
        KeyFigures(current, $0, sizes, start: key.ordinal, end: end, model)
      }
      seen += Group(start: key.ordinal, end: end, sizes: sizes, model: model)
        .stretches(view: figures?.view)
      if current.deviation < model.flatDeviation {
        seen.append(key.ordinal..<min(end, key.ordinal + model.afterFlat))
      }
      let isInRhythm = Self.isInRhythm(place + 1, keys, reach: model.rhythm)
      if let score = figures?.score(model, isDue: end - key.ordinal == limit) {
        if score > model.sure, !isInRhythm {
          cuts.append(LikelyCut(ordinal: end, confidence: 1 / (1 + exp(-score))))
        } else if score > model.doubtful {
          seen.append(
            max(key.ordinal, end - model.margin)..<min(range.upperBound, end + model.margin))
        }
      }
      features = next
    }
    (likelyCuts, stretches) = (cuts, Self.joined(seen))
    decodedCount = Self.decoded(stretches, starts: keys.map(\.ordinal), in: range)
  }

  /// Whether key pictures before and after lie equally far away, as where videos are coded in pieces.
  private static func isInRhythm(_ place: Int, _ keys: [PictureSignature], reach: Int) -> Bool {
    guard place < keys.count else { return false }
    let after = Set(keys[(place + 1)...].prefix(reach).map { $0.ordinal - keys[place].ordinal })
    return keys[..<place].suffix(reach).contains {
      after.contains(keys[place].ordinal - $0.ordinal)
    }
  }

  /// The same in order and apart.
  private static func joined(_ stretches: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) where !stretch.isEmpty {
      if let last = joined.last, stretch.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, stretch.upperBound)
      } else {
        joined.append(stretch)
      }
    }
    return joined
  }

  /// How many pictures must be decoded to see stretches and the key pictures where groups start.
  private static func decoded(_ stretches: [Range<Int>], starts: [Int], in range: Range<Int>) -> Int
  {
    var rest = stretches[...]
    var count = (starts.first ?? range.upperBound) - range.lowerBound
    for (start, end) in zip(starts, starts.dropFirst() + [range.upperBound]) {
      while let first = rest.first, first.upperBound <= start { rest.removeFirst() }
      let last = rest.prefix { $0.lowerBound < end }.last
      count += max(1, min(end, last?.upperBound ?? start) - start)
    }
    return count
  }
}

/// The pictures from a key picture to the next.
private struct Group {
  let start: Int
  let end: Int
  let sizes: [Int]
  let model: SparseModel

  /// Where boundaries might lie by the sizes; `view` is how far the next key picture's view is, if there is one.
  func stretches(view: Float?) -> [Range<Int>] {
    guard end - start >= model.shortGroup else { return [start..<end] }
    return spikes + ((view ?? 1.1) > model.raisedView ? raised : [])
  }

  /// Around pictures that are far larger than those beside them.
  private var spikes: [Range<Int>] {
    let key = Double(sizes[start])
    let least = (model.spikes.map(\.ofKey).min() ?? 0) * key
    return (start + 2..<end).filter { place in
      let size = Double(sizes[place])
      guard size > least else { return false }
      let before = sizes[max(start + 1, place - model.neighbours)..<max(start + 1, place - 1)]
      let after = sizes[min(end, place + 2)..<min(end, place + model.neighbours + 1)]
      let largest = (before + after).max(count: 2)
      guard largest.count == 2 else { return false }
      return model.spikes.contains {
        size > $0.ofKey * key && size > $0.ofNeighbours * Double(largest[1])
      }
    }.map(around)
  }

  /// Around runs that are larger all along than most of the group.
  private var raised: [Range<Int>] {
    let run = model.raisedRun
    guard end - start > 2 * run else { return [] }
    var sums: [Int] = []
    var sum = sizes[start + 1..<start + 1 + run].reduce(0, +)
    for place in start + 1...end - run {
      sums.append(sum)
      if place + run < end { sum += sizes[place + run] - sizes[place] }
    }
    // In a still view next to nothing is soon several times as much.
    let least = Swift.max(
      model.raised * Double(sums.sorted()[sums.count / 4]),
      model.raisedOfKey * Double(run * sizes[start]))
    return sums.indices.filter { Double(sums[$0]) > least }.map { place in
      let first = start + 1 + place
      return max(start, first - model.margin)..<min(end, first + run + model.margin)
    }
  }

  private func around(_ place: Int) -> Range<Int> {
    max(start, place - model.margin)..<min(end, place + model.margin + 1)
  }
}

extension Collection<Int> {
  /// The largest elements, largest first.
  fileprivate func max(count: Int) -> [Int] {
    var largest: [Int] = []
    for element in self {
      let place = largest.firstIndex { element > $0 } ?? largest.count
      guard place < count else { continue }
      largest.insert(element, at: place)
      if largest.count > count { largest.removeLast() }
    }
    return largest
  }
}
