import Testing

/// The places that may touch memory or threads that the compiler cannot check.
private let owners: KeyValuePairs<String, [String]> = [
  "unsafe ": [
    "Sources/Media/", "Sources/Reading/", "Sources/Web/", "Sources/Commands/Process/",
    "Sources/Providers/Replay/RecordingFile.swift",
  ],
  "@unchecked": [
    "Sources/Media/Sampling/SegmentPipeline.swift", "Sources/Media/Sources/PipeBytes.swift",
  ],
  "nonisolated(unsafe)": [
    "Sources/Media/Sources/Interruption.swift", "Sources/Commands/Process/",
    "Sources/Web/Exchange/Transfer.swift",
  ],
]

@Suite(.timeLimit(.minutes(15))) struct UnsafeTests {
  @Test(arguments: owners.map(\.key))
  func `what the compiler cannot check stays where it is owned`(word: String) throws {
    let places = try #require(owners.first { $0.key == word }).value
    for file in try SourceFile.all(in: "Sources")
    where !places.contains(where: { file.path.hasPrefix($0) }) {
      for line in file.lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        #expect(!line.contains(word), "\(file.path): \(line)")
      }
    }
  }

  @Test func `nothing is forced`() throws {
    for file in try SourceFile.all(in: "Sources") {
      for line in file.lines {
        #expect(!line.contains("try!") && !line.contains("fatalError"), "\(file.path): \(line)")
      }
    }
  }
}
