internal import CLibass

/// Draws lines of text with the machine's fonts, shaped and ordered as their scripts want.
///
/// libass rather than FFmpeg's filters: `drawtext` of FFmpeg 5.1 knows one font and no shaping, and its `ass`
/// filter is this library, only that it takes files alone and does not tell where the ink is.
///
/// A press belongs to one thread at a time.
@safe
final class TypePress {
  /// A line and the place of its upper edge: its middle, if centred, or its left end.
  struct Line: Equatable {
    let text: String
    let size: Double
    let x: Int
    let y: Int
    var isCentred = true
  }

  private let handle: OpaquePointer

  init() {
    guard let handle = unsafe clibass_open(TypeStyle.substitute) else {
      preconditionFailure("out of memory")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe clibass_close(handle) }

  /// Where the lines' ink would be on a field of that size; what lies beyond it is not seen.
  func ink(of lines: [Line], _ style: TypeStyle, width: Int, height: Int) -> InkBox {
    unsafe press(lines, style, width, height, nil)
  }

  /// Adds the lines' ink to a plane of one byte a pixel, and says where that is.
  func draw(
    _ lines: [Line], _ style: TypeStyle, onto plane: inout [UInt8], width: Int, height: Int
  ) -> InkBox {
    precondition(plane.count == width * height)
    return unsafe plane.withUnsafeMutableBufferPointer { plane in
      unsafe press(lines, style, width, height, plane.baseAddress)
    }
  }

  private func press(
    _ lines: [Line], _ style: TypeStyle, _ width: Int, _ height: Int,
    _ plane: UnsafeMutablePointer<UInt8>?
  ) -> InkBox {
    var script = TypeScript(style, width: width, height: height)
    for line in lines {
      script.add(line.text, size: line.size, x: line.x, y: line.y, isCentred: line.isCentred)
    }
    let bytes = script.bytes.map { CChar(bitPattern: $0) }
    var box = clibass_box()
    let isRead = unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return unsafe clibass_draw(
        handle, base, bytes.count, CInt(width), CInt(height), plane, &box)
    }
    guard isRead else { return InkBox(columns: 0..<0, rows: 0..<0) }
    return InkBox(
      columns: Int(box.left)..<Int(box.right), rows: Int(box.top)..<Int(box.bottom))
  }
}
