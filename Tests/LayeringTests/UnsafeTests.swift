import TestSupport
import Testing

/// The places that may touch memory or threads that the compiler cannot check.
private let owners: KeyValuePairs<String, [String]> = [
  "unsafe ": [
    "Sources/Batches/Files/", "Sources/Threads/", "Sources/Media/",
    "Sources/Reading/", "Sources/Web/", "Sources/HTTP/",
    "Sources/Confinement/", "Sources/Fetching/Files/", "Sources/Commands/Process/",
    "Sources/Providers/Replay/RecordingFile.swift", "Sources/Tasks/SQLite/",
    "Sources/Tasks/Folder/", "Sources/Tasks/Moment.swift", "Sources/Typesetting/TypePress.swift",
    "Sources/ShotlogC/",
  ],
  "@unchecked": [
    "Sources/Threads/",
    "Sources/Media/Sampling/SegmentPipeline.swift", "Sources/Media/Sources/PipeBytes.swift",
  ],
  "nonisolated(unsafe)": [
    "Sources/Media/Sources/Interruption.swift", "Sources/Commands/Process/",
    "Sources/Web/Exchange/Transfer.swift", "Sources/HTTP/Exchange/",
  ],
]

@Suite(.timeLimit(.minutes(40)), .computing) struct UnsafeTests {
  @Test(arguments: owners.map(\.key))
  func `what the compiler cannot check stays where it is owned`(word: String) throws {
    let places = try #require(owners.first { $0.key == word }).value
    for file in try SourceFile.all(in: "Sources")
    where !places.contains(where: { file.path.hasPrefix($0) }) {
      let lines = file.lines(with: word).filter {
        !$0.drop(while: { $0 == " " }).hasPrefix("//")
      }
      #expect(lines.isEmpty, "\(file.path)")
    }
  }

  @Test func `nothing is forced`() throws {
    for file in try SourceFile.all(in: "Sources") {
      let lines = file.lines(with: "try!") + file.lines(with: "fatalError")
      #expect(lines.isEmpty, "\(file.path)")
    }
  }
}
