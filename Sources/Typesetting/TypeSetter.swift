/// Sets texts: finds the largest type in which one fits into a box, and where its lines end.
///
/// A setter belongs to one thread at a time.
package final class TypeSetter {
  private struct Word: Hashable {
    let text: String
    let style: TypeStyle
  }

  private let press = TypePress()
  private var advances: [Word: Double] = [:]
  private static let measuringSize = 100.0
  /// From one size that is tried to the next.
  private static let step = 0.94
  /// Words are rather set smaller than broken, down to this part of the largest size.
  private static let sizeToKeepWords = 0.6

  /// Makes a setter.
  package init() {}

  /// The text in lines of nearly equal length, in the largest type whose ink fits into the box; nil if none does.
  package func set(
    _ text: String, _ style: TypeStyle, width: Int, height: Int, sizes: ClosedRange<Double>
  ) -> SetText? {
    let pieces = LinePiece.pieces(of: text.limitingMarks)
    guard !pieces.isEmpty else { return nil }
    let measured = pieces.map { MeasuredPiece($0, advance: advance(of: $0.text, style)) }
    let space = advance(of: " ", style)
    let direction = text.readsFromRight ? "\u{200F}" : ""
    var size = sizes.upperBound
    while size >= sizes.lowerBound {
      let room = Double(width) * Self.measuringSize / size
      let mayBreak = size <= max(sizes.lowerBound, sizes.upperBound * Self.sizeToKeepWords)
      if let lines = Self.lines(measured, space: space, room: room, mayBreak: mayBreak) {
        let set = SetText(lines.map { direction + $0 }, style, size: size)
        if set.height <= Double(height), fits(set, width, height) { return set }
      }
      size *= Self.step
    }
    return nil
  }

  /// Draws a text with the middle of its ink at a place, as far as that lies on the field.
  package func draw(
    _ text: SetText, x: Int, y: Int, onto plane: inout [UInt8], width: Int, height: Int
  ) -> InkBox {
    let found = press.ink(
      of: text.lines(x: 3 * width / 2, y: height), text.style, width: 3 * width,
      height: 3 * height)
    let middle = (found.columns.lowerBound + found.columns.upperBound) / 2 - 3 * width / 2
    let centre = (found.rows.lowerBound + found.rows.upperBound) / 2 - height
    return press.draw(
      text.lines(x: x - middle, y: y - centre), text.style, onto: &plane, width: width,
      height: height)
  }

  /// What is drawn decides, whatever the sum of the words' widths: marks may lie far outside.
  private func fits(_ text: SetText, _ width: Int, _ height: Int) -> Bool {
    let ink = press.ink(
      of: text.lines(x: 3 * width / 2, y: height), text.style, width: 3 * width,
      height: 3 * height)
    return ink.columns.count <= width && ink.rows.count <= height
  }

  /// How far a text moves what follows it, at the measuring size.
  private func advance(of text: String, _ style: TypeStyle) -> Double {
    let word = Word(text: text, style: style)
    if let known = advances[word] { return known }
    let width = inkWidth("H\(text)H", style) - (text.isEmpty ? 0 : advance(of: "", style))
    // Prompts of any length share one setter.
    if advances.count > 4096 { advances = [:] }
    advances[word] = width
    return width
  }

  private func inkWidth(_ text: String, _ style: TypeStyle) -> Double {
    let size = Self.measuringSize
    let field = (width: Int(size) * (text.count + 4) * 2, height: Int(size) * 4)
    let line = TypePress.Line(
      text: text, size: size, x: field.width / 4, y: field.height / 4, isCentred: false)
    return Double(
      press.ink(of: [line], style, width: min(field.width, 16384), height: field.height)
        .columns.count)
  }

  private static func lines(
    _ pieces: [MeasuredPiece], space: Double, room: Double, mayBreak: Bool
  ) -> [String]? {
    guard mayBreak || pieces.allSatisfy({ $0.advance <= room }) else { return nil }
    let pieces = pieces.flatMap { $0.parts(noWiderThan: room) }
    let count = MeasuredPiece.lineCount(pieces, space: space, room: room)
    return MeasuredPiece.lines(pieces, count: count, space: space, room: room)
  }
}

extension String {
  /// Without more marks on one letter than any script has.
  fileprivate var limitingMarks: String {
    var text = String.UnicodeScalarView()
    var marks = 0
    for scalar in unicodeScalars {
      let isMark =
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
      marks = isMark ? marks + 1 : 0
      if marks <= 4 { text.append(scalar) }
    }
    return String(text)
  }

  /// Whether the first letter is one of a script that runs from right to left.
  fileprivate var readsFromRight: Bool {
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
        if scalar.properties.generalCategory == .otherLetter { return true }
      default:
        if scalar.properties.isAlphabetic { return false }
      }
    }
    return false
  }
}
