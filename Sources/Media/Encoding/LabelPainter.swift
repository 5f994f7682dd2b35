internal import CMedia
package import MediaTypes

/// Writes short texts onto pictures: white with a thin dark edge.
package struct LabelPainter: Sendable {
  /// A text and its place.
  package struct Label: Sendable, Equatable {
    /// The text; a line feed begins a new line.
    package let text: String
    /// The middle of the text's upper edge, in pixels from the left.
    package let x: Int
    /// The text's upper edge, in pixels from the top.
    package let y: Int

    /// Makes a label.
    package init(_ text: String, x: Int, y: Int) { (self.text, self.x, self.y) = (text, x, y) }
  }

  /// The size of the type in pixels.
  package let typeSize: Int

  /// Makes a painter.
  package init(typeSize: Int) { self.typeSize = typeSize }

  /// Writes all labels onto an RGB picture; what lies outside is cut off.
  package func paint(_ labels: [Label], onto picture: inout Picture) throws(MediaError) {
    let layout = picture.layout
    guard layout.format == .rgb24 else {
      throw MediaError(.invalidRequest, "labels are written onto RGB pictures only")
    }
    try picture.checkSize()
    // All texts in one piece, so that one pointer keeps them all in place.
    var texts: [CChar] = []
    let starts = labels.map { label in
      let start = texts.count
      texts.append(
        contentsOf: label.text.utf8.lazy.filter { $0 != 0 }.map { CChar(bitPattern: $0) })
      texts.append(0)
      return start
    }
    let code = unsafe texts.withUnsafeBufferPointer { [typeSize] texts in
      guard let text = texts.baseAddress else { return CInt(0) }
      let drawn = unsafe zip(labels, starts).map { label, start in
        unsafe cmedia_label(
          text: text + start, x: CInt(clamping: label.x), y: CInt(clamping: label.y))
      }
      return unsafe picture.pixels.withUnsafeMutableBufferPointer { pixels in
        unsafe drawn.withUnsafeBufferPointer { drawn in
          guard let base = pixels.baseAddress, let first = drawn.baseAddress else { return CInt(0) }
          return unsafe cmedia_draw_labels(
            base, CInt(layout.width), CInt(layout.height), CInt(clamping: typeSize), first,
            CInt(drawn.count))
        }
      }
    }
    guard code == 0 else { throw MediaError(code, making: "the labels could not be written") }
  }
}
