/// A text in lines, in a type of one size.
package struct SetText: Sendable, Equatable {
  /// The lines from the first to the last.
  package let lines: [String]
  /// How the letters look.
  package let style: TypeStyle
  /// From one line to the next, in pixels.
  package let size: Double

  init(_ lines: [String], _ style: TypeStyle, size: Double) {
    (self.lines, self.style, self.size) = (lines, style, size)
  }

  /// All lines with what is kept free for them.
  var height: Double { size * Double(lines.count) }

  func lines(x: Int, y: Int) -> [TypePress.Line] {
    lines.enumerated().map { place, line in
      TypePress.Line(text: line, size: size, x: x, y: y + Int(size * Double(place)))
    }
  }
}
