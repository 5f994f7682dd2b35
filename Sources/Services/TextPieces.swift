/// Takes words apart for those who read them as they come.
enum TextPieces {
  /// The fewest bytes of a piece, but for the last.
  private static let leastBytes = 32
  /// About the most: some languages put nothing between words.
  private static let mostBytes = 256

  /// Pieces that end behind a word each, if words end, and together are the words.
  static func pieces(of words: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var length = 0
    for character in words {
      piece.append(character)
      length += character.utf8.count
      guard length >= mostBytes || length >= leastBytes && character.isWhitespace else { continue }
      pieces.append(piece)
      (piece, length) = ("", 0)
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }
}
