internal import Batches
internal import FoundationEssentials
internal import MediaTypes

/// What was asked of a batch, checked.
struct BatchSettings: Sendable {
  let origins: [ItemWalk.Origin]
  let jobs: Int
  /// Bytes for each item.
  let memory: Int64
  let timeout: Duration?
  let shard: Shard
  let retries: Bool
  let repeats: Bool
  let isStrict: Bool
  /// Where results go; nil for standard output.
  let folder: String?
  let tellsEvents: Bool
  /// Seconds that files must rest while folders are watched; nil if they are not.
  let watchRest: Double?

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    origins = try Self.origins(arguments, console)
    jobs =
      try arguments.value(.jobs, .whole(1...1024)) ?? ProcessInfo.processInfo.activeProcessorCount
    let memory = try arguments.value(.memory, .byteCount) ?? OwnProcess.memory / 4 * 3
    self.memory = memory / Int64(jobs)
    guard self.memory >= Self.leastMemory else {
      throw .usage(
        "--memory leaves \(self.memory >> 20) MB for each of \(jobs) items, and none can begin with less than "
          + "\(Self.leastMemory >> 20)", advice: "allow more, or fewer --jobs")
    }
    timeout = try arguments.value(.itemTimeout, .seconds).map {
      .milliseconds(Int64(Swift.min($0.value * 1000, 1e15)))
    }
    shard = try arguments.value(.shard, .shard) ?? .whole
    (retries, repeats) = (arguments.has(.retry), arguments.has(.again))
    isStrict = arguments.has(.batchStrict)
    folder = arguments.text(of: .batchOut)
    tellsEvents = arguments.has(.batchEvents)
    guard folder != nil || arguments.has(.stream) else {
      throw .usage(
        "nobody says where results go",
        advice: "add --out DIR, or --stream for standard output")
    }
    if arguments.has(.stream) {
      for option in [Option.batchOut, .batchEvents, .retry, .again, .watch]
      where arguments.has(option) {
        throw .usage(
          "--stream keeps nothing, and \(option.flag) is for what is kept", advice: "choose one")
      }
    }
    watchRest =
      arguments.has(.watch) ? try arguments.value(.settle, .seconds)?.value ?? 5 : nil
  }

  private static func origins(
    _ arguments: Arguments, _ console: Console
  ) throws(CommandError) -> [ItemWalk.Origin] {
    var origins: [ItemWalk.Origin] = []
    for words in arguments.positionals {
      origins.append(words == "-" ? .pipe(console.input) : .words(words))
    }
    if let path = arguments.text(of: .manifest) {
      guard FileSystem.exists(path) else {
        throw CommandError(
          .noInput, "\(path): no such manifest", advice: "check the spelling of its path")
      }
      origins.append(.manifest(path))
    }
    guard !origins.isEmpty else {
      throw .usage(
        "batch has nothing to look at", advice: "name videos or folders, or add --manifest FILE")
    }
    return origins
  }

  /// The program itself needs that much before it has read anything.
  private static let leastMemory: Int64 = 128 << 20
}

extension ValueReader where Value == Shard {
  static var shard: Self {
    ValueReader(expected: "a part and the number of parts, such as 2/8") { Shard($0) }
  }
}
