/// How letters are to look.
package struct TypeStyle: Sendable, Hashable {
  /// The family asked for first; what it lacks comes from the machine's other fonts.
  package let family: String
  /// How heavy the strokes are: 400 is a book's text, 700 bold.
  package let weight: Int
  /// Whether the letters lean.
  package let isItalic: Bool

  /// Makes a style.
  package init(family: String, weight: Int, isItalic: Bool = false) {
    (self.family, self.weight, self.isItalic) = (family, weight, isItalic)
  }

  /// What stands in for a family that is not there.
  static let substitute = "DejaVu Sans"
}
