/// Chooses the sentences that share most with all the others.
struct CentralSentences {
  private let sentences: [Sentence]
  private let features: [[Int64]]
  private var weights: [Int64: Int] = [:]

  /// Counts the words of sentences; `words` are theirs by number.
  init(_ sentences: [Sentence], words: [[Int32]], _ lexicon: Lexicon) {
    self.sentences = sentences
    features = words.map { Self.features(of: $0, lexicon) }
    for feature in features.joined() { weights[feature, default: 0] += 1 }
  }

  /// The most central sentences in order of time; none says much the same as another.
  func best(_ most: Int) -> [Sentence] {
    let scores = features.map { features in
      let sum = features.reduce(0) { $0 + (weights[$1] ?? 0) }
      // Long sentences hold more words, and are not better for that alone.
      return Double(sum) / Double(features.count + 4)
    }
    let order = sentences.indices.sorted {
      scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
    }
    var chosen: [Int] = []
    for place in order.prefix(most * 8) where chosen.count < most {
      let mine = Set(features[place])
      let isNew = chosen.allSatisfy { other in
        let theirs = Set(features[other])
        return mine.intersection(theirs).count * 2 <= min(mine.count, theirs.count)
      }
      if isNew || chosen.isEmpty { chosen.append(place) }
    }
    return chosen.sorted().map { sentences[$0] }
  }

  /// The telling words, and pairs of Chinese characters, each once.
  private static func features(of words: [Int32], _ lexicon: Lexicon) -> [Int64] {
    var features: [Int64] = []
    var before: Int32?
    for word in words {
      guard word >= 0, !lexicon[word].isStop else {
        before = nil
        continue
      }
      if !lexicon[word].isIdeograph {
        features.append(Int64(word))
        before = nil
      } else {
        if let before { features.append(Int64(before + 1) << 32 | Int64(word)) }
        before = word
      }
    }
    var seen: Set<Int64> = []
    return features.filter { seen.insert($0).inserted }
  }
}
