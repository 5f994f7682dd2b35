/// Gives the bytes of a request's body, however large the pieces are.
@safe
struct BodySource {
  private let next: (@Sendable () throws -> [UInt8]?)?
  private var piece: [UInt8]
  private var place = 0

  init(_ body: WebRequest.Body) {
    switch body {
    case .none: (next, piece) = (nil, [])
    case .bytes(let bytes): (next, piece) = (nil, bytes)
    case .stream(_, let next): (self.next, piece) = (next, [])
    }
  }

  /// Fills some of the buffer; 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while place == piece.count {
      guard let following = try next?() else { return 0 }
      (piece, place) = (following, 0)
    }
    let count = min(buffer.count, piece.count - place)
    unsafe piece.withUnsafeBytes { bytes in
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]))
    }
    place += count
    return count
  }
}
