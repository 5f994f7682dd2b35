/// Finds the terms that tell a passage from the others of its clip.
///
/// A term counts the more the oftener it comes in the passage and the fewer passages it comes in; several words
/// count as one term if the clip repeats them. The same words give the same terms in the same order.
struct KeyTerms {
  private struct Count {
    var times = 0
    var passages = 0
    var lastPassage = -1
  }

  private var counts: [Term: Count] = [:]
  private let passages: Int

  /// Counts the terms of all passages.
  init(_ passages: [[Int32]], _ lexicon: Lexicon) {
    self.passages = passages.count
    for (number, words) in passages.enumerated() {
      Term.each(in: words, lexicon) { term, _ in
        counts[term, default: Count()].times += 1
        if counts[term]?.lastPassage != number {
          counts[term]?.passages += 1
          counts[term]?.lastPassage = number
        }
      }
    }
  }

  /// The key terms of some words of the clip, most telling first.
  func best(_ most: Int, of words: [Int32], _ lexicon: Lexicon) -> [Term] {
    var found: [Term: (times: Int, place: Int, isWhole: Bool)] = [:]
    var place = 0
    Term.each(in: words, lexicon) { term, isWhole in
      found[term, default: (0, place, isWhole)].times += 1
      place += 1
    }
    var ranked: [(term: Term, score: Double, place: Int)] = []
    for (term, here) in found {
      let length = term.numbers.count
      let count = counts[term] ?? Count()
      guard count.times > 1 || here.isWhole else { continue }
      let rarity = (Double(passages) / Double(max(1, count.passages))).squareRoot()
      // Where words are not parted by spaces, only what is repeated is surely a word.
      let trust = count.times == 1 && lexicon[term[0]].isIdeograph ? 0.5 : 1
      let score = trust * Double(here.times) * rarity * (1 + 0.6 * Double(length - 1))
      ranked.append((term, score, here.place))
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }
    var chosen: [Term] = []
    for candidate in ranked {
      if chosen.count == most { break }
      if !chosen.contains(where: { candidate.term.overlaps($0, lexicon) }) {
        chosen.append(candidate.term)
      }
    }
    return chosen
  }
}

extension Lexicon {
  /// A term as it is shown.
  func text(of term: Term) -> String {
    let words = term.numbers.map { self[$0] }
    return words.map(\.shown).joined(separator: words.first?.isIdeograph == true ? "" : " ")
  }
}
