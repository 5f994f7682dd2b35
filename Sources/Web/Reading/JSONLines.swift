/// Cuts a stream of one JSON document a line into its lines, however its bytes arrive.
package struct JSONLines: Sendable {
  private var lines: LineSplitter

  /// Makes a splitter that refuses lines of more bytes than that.
  package init(longest: Int = 16 << 20) { lines = LineSplitter(.lineFeed, longest: longest) }

  /// Takes what came and gives the lines that are whole now, blank ones left out.
  package mutating func append(_ bytes: [UInt8]) throws(WebError) -> [[UInt8]] {
    var found: [[UInt8]] = []
    try lines.append(bytes) { line throws(WebError) in
      if let line = Self.stripped(line) { found.append(line) }
    }
    return found
  }

  /// Gives the line that the end of the stream left without a line feed; nil if there is none.
  package mutating func finish() -> [UInt8]? { lines.finish().flatMap { Self.stripped($0[...]) } }

  private static func stripped(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    let blanks: [UInt8] = [0x20, 0x09, 0x0D]
    let end = line.lastIndex { !blanks.contains($0) }
    return end.map { Array(line[...$0].drop { blanks.contains($0) }) }
  }
}
