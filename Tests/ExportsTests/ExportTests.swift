import Exports
import MediaTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct ExportTests {
  @Test(arguments: ExportFormat.allCases) func `the same list gives the same bytes`(
    format: ExportFormat
  ) throws {
    let first = try Example.text(format)
    #expect(Array(first.utf8) == Array(try Example.text(format).utf8))
    #expect(!first.isEmpty)
  }

  @Test(arguments: ExportFormat.allCases) func `pieces make the whole`(format: ExportFormat) throws
  {
    var pieces: [String] = []
    try Export(Example.entries, of: Example.film, as: format).write { pieces.append($0) }
    #expect(pieces.joined() == (try Example.text(format)))
    #expect(pieces.count >= Example.entries.count)
  }

  @Test func `a sink that fails ends the writing`() throws {
    struct Full: Error {}
    var count = 0
    let export = try Export(Example.entries, of: Example.film, as: .json)
    #expect(throws: Full.self) {
      try export.write { _ throws(Full) in
        count += 1
        throw Full()
      }
    }
    #expect(count == 1)
  }

  @Test(arguments: ExportFormat.allCases) func `names are those of the command line`(
    format: ExportFormat
  ) {
    #expect(ExportFormat(rawValue: format.name) == format)
    #expect(format.name == format.name.lowercased())
    #expect(format.mediaType.contains("/"))
    #expect(!format.fileExtension.isEmpty && !format.fileExtension.contains("."))
  }

  @Test(arguments: ExportFormat.allCases, [Ratio(0), -1, nil])
  func `what counts frames needs a rate`(format: ExportFormat, rate: Ratio?) throws {
    var source = Example.film
    source.rate = rate
    var entries = Example.entries
    func write() throws -> String { try Export(entries, of: source, as: format).text }
    if format.countsFrames {
      #expect(throws: ExportError.self) { try write() }
    } else {
      #expect(!(try write()).isEmpty)
    }
    entries[0].frames = nil
    if format == .qpFile {
      let error = #expect(throws: ExportError.self) { try write() }
      #expect(error?.reason == .noRate)
    }
  }

  @Test(arguments: ExportFormat.allCases) func `an empty list can be written`(format: ExportFormat)
    throws
  {
    let text = try Export([], of: Example.film, as: format).text
    #expect(text.isEmpty == [.jsonLines, .subRip, .qpFile].contains(format))
  }

  @Test(arguments: 0..<30) func `no time makes it trap`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    func stamp() -> Timestamp {
      let base = TimeBase(
        Int32(clamping: random.integer()), Int32(clamping: random.integer()))
      return Timestamp(random.integer(), base ?? .microseconds)
    }
    func range() -> TimeRange {
      let (first, second) = (stamp(), stamp())
      return TimeRange(min(first, second), upTo: max(first, second))
    }
    for _ in 0..<20 {
      let source = ExportSource(
        name: "a", range: range(), playerZero: random.next() % 2 == 0 ? stamp() : nil,
        rate: Ratio(random.integer(), max(1, random.integer())), width: Int(random.integer()),
        height: Int(random.integer()),
        sampleAspect: Ratio(random.integer(), max(1, random.integer())) ?? 1,
        sound: .init(rate: Int(random.integer()), channels: Int(random.integer())))
      let entries = (0..<5).map { _ in
        ExportEntry(
          range(), kind: "", title: "", frames: Int.min...Int(random.integer()),
          confidence: [Double.nan, .infinity, -1, 0.5, 1e300].randomElement(using: &random))
      }
      for format in ExportFormat.allCases {
        do throws(ExportError) {
          _ = try Export(entries, of: source, as: format).text
        } catch {
          #expect(error.reason == .noRate)
        }
      }
    }
  }
}
