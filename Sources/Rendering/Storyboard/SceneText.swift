/// What one card says.
struct SceneText: Equatable {
  var text: String
  /// Whether somebody says it.
  var isQuote = false

  /// How long it takes to read, in milliseconds: ideographs say more each than letters do.
  var readingTime: Int {
    let letters = text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 60 : 160) }
    return 1300 + letters
  }
}
