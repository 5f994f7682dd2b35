internal import Confinement
internal import Fetching
internal import JSON

/// What a worker is handed: what it may do, and what it is to do.
struct WorkLine {
  var settings: ServerSettings
  /// Files and folders that it may read.
  var readable: [String]
  /// Folders in which it may write.
  var writable: [String] = []
  /// Whether it talks to models.
  var network: Bool

  /// The line for a piece of work.
  func json(_ name: String, _ work: JSONValue) -> JSONValue {
    .object([
      .init(
        "confine",
        .members([
          "memory": .integer(settings.workerMemory),
          "cpu": .integer(settings.workerTime.components.seconds * 8),
          "file": .integer(settings.sources.largest),
          "readable": .list((readable + settings.workerReads).map { .text($0) }),
          "writable": .list(writable.map { .text($0) }),
          "network": .flag(network),
          "parent": .integer(Int64(Confinement.ownProcess)),
        ])),
      .init(name, work),
    ])
  }
}
