/// What a `Range` field asks of so many bytes.
enum ByteRange: Equatable {
  /// All of them: nothing is asked, or not in a way that is answered in part.
  case all
  /// Some.
  case part(Range<Int64>)
  /// Some that there are not.
  case none

  init(_ header: String?, size: Int64) {
    self = .all
    guard let header, header.lowercased().hasPrefix("bytes=") else { return }
    // Several ranges at once are seldom asked for, and may be answered with everything.
    let ends = header.dropFirst(6).trimmed
      .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return }
    // More digits than fit mean more bytes than there are.
    let first = ends[0].isEmpty ? nil : Int64(ends[0]) ?? .max
    let last = ends[1].isEmpty ? nil : Int64(ends[1]) ?? .max
    switch (first, last) {
    case (nil, nil): return
    case (nil, let count?):
      self = count == 0 || size == 0 ? .none : .part(max(0, size - count)..<size)
    case (let first?, let last):
      if let last, last < first { return }
      self = first >= size ? .none : .part(first..<min(last ?? size, size - 1) + 1)
    }
  }
}
