/// Finds what somebody probably meant.
enum NearestMatch {
  /// The candidate that is nearest to the word; nil if none is near.
  static func of(_ word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    let ranked = candidates.map { (name: $0, distance: distance(word, $0.lowercased())) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    let letters = word.count { $0 != "-" }
    if best.distance <= max(1, letters / 3) { return best.name }
    let isBeginning = letters >= 2
    return isBeginning ? candidates.first { $0.lowercased().hasPrefix(word) } : nil
  }

  /// How many letters must be changed, added, removed or swapped with a neighbour.
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var rows = [Array(0...b.count)]
    for (i, letter) in a.enumerated() {
      var row = [i + 1]
      for (j, other) in b.enumerated() {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
