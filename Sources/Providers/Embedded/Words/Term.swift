/// One to four words that stand side by side, by their numbers; -1 where there is none.
typealias Term = SIMD4<Int32>

extension Term {
  /// The numbers.
  var numbers: [Int32] { (0..<4).map { self[$0] }.filter { $0 >= 0 } }

  /// Whether it shares a word with the other, or two neighbouring characters of Chinese.
  func overlaps(_ other: Term, _ lexicon: Lexicon) -> Bool {
    let (mine, theirs) = (numbers, other.numbers)
    guard let first = mine.first, lexicon[first].isIdeograph else {
      return mine.contains(where: theirs.contains)
    }
    return zip(mine, mine.dropFirst()).contains { pair in
      zip(theirs, theirs.dropFirst()).contains { $0 == pair }
    }
  }

  /// Every run of words that might be a term; `isWhole` says that it ends where the phrase does.
  static func each(
    in words: [Int32], _ lexicon: Lexicon, _ body: (_ term: Term, _ isWhole: Bool) -> Void
  ) {
    var place = 0
    while place < words.count {
      let isIdeograph = words[place] >= 0 && lexicon[words[place]].isIdeograph
      var end = place
      while end < words.count, words[end] >= 0, !lexicon[words[end]].isStop,
        lexicon[words[end]].isIdeograph == isIdeograph
      {
        end += 1
      }
      let run = words[place..<end]
      if isIdeograph {
        runs(in: run, of: 2...4) { body($0, run.count <= 4 && $1 == run.count) }
      } else {
        runs(in: run, of: 1...3) { term, count in
          let isTelling = (0..<count).allSatisfy { lexicon[term[$0]].isTelling }
          if isTelling { body(term, count == 1) }
        }
      }
      place = Swift.max(end, place + 1)
    }
  }

  private static func runs(
    in words: ArraySlice<Int32>, of lengths: ClosedRange<Int>, _ body: (Term, Int) -> Void
  ) {
    for start in words.indices {
      var term = Term(repeating: -1)
      for length in 1...lengths.upperBound where start + length <= words.endIndex {
        term[length - 1] = words[start + length - 1]
        if length >= lengths.lowerBound { body(term, length) }
      }
    }
  }
}
