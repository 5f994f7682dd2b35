internal import JSON
internal import Tasks

/// One run of a command about the tasks of a data folder.
struct TasksRun {
  private let arguments: Arguments
  private let console: Console
  private let store: Store

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    let folder = try console.serverFolder(arguments)
    guard FileSystem.exists("\(folder)/shotlog.db") else {
      throw CommandError(
        .noInput, "\(folder) is no data folder",
        advice: "\"shotlog serve\" makes one; --data names another")
    }
    do {
      store = try Store(folder, as: .visitor)
    } catch {
      throw CommandError(error)
    }
  }

  func list() throws(CommandError) -> ExitCode {
    var query = TaskQuery()
    query.owner = arguments.text(of: .taskOwner)
    query.api = arguments.text(of: .taskAPI)
    query.states = arguments.text(of: .taskState).flatMap(TaskState.init).map { [$0] }
    query.limit = try arguments.value(.taskLimit, .whole(1...1000)) ?? 20
    let page = try asking { [query] store throws(StoreError) in try await store.tasks.list(query) }
    guard !arguments.has(.tasksJSON) else {
      for task in page.tasks { try console.output.write(TaskDocument.json(task).text + "\n") }
      return .success
    }
    var table = TextTable(["id", "state", "api", "owner", "created", "video"])
    for task in page.tasks {
      table.add([
        task.id, task.state.rawValue, task.api, TextStyle.harmless(task.owner),
        TaskDocument.time(task.created), TextStyle.harmless(TaskDocument.title(of: task)),
      ])
    }
    try console.output.write(table.text(console.style))
    if page.total > page.tasks.count {
      console.say("\(page.tasks.count) of \(page.total) tasks; --limit shows more")
    }
    return .success
  }

  func show() throws(CommandError) -> ExitCode {
    let id = arguments.positionals[0]
    let (task, files) = try asking { store throws(StoreError) in
      (try await store.tasks.task(id), try await store.tasks.files(of: id))
    }
    guard let task else { throw Self.missing(id) }
    try console.output.write(TaskDocument.json(task, files: files).spreadText + "\n")
    return .success
  }

  func cancel() throws(CommandError) -> ExitCode {
    try each { id, store throws(StoreError) in _ = try await store.tasks.cancel(id) }
  }

  func delete() throws(CommandError) -> ExitCode {
    try each { id, store throws(StoreError) in
      try await store.tasks.delete(id, in: Set(TaskState.allCases))
    }
  }

  func prune() throws(CommandError) -> ExitCode {
    var retention = Retention()
    if let days = try arguments.value(.olderThan, .whole(0...36500)) {
      let age = Duration.seconds(days * 86400)
      (retention.tasks, retention.assets, retention.deliveries) = (age, age, age)
    }
    if let bytes = try arguments.value(.downTo, .byteCount) {
      (retention.taskBytes, retention.assetBytes, retention.cacheBytes) = (bytes, bytes, bytes)
    }
    let pruned = try asking { [retention] store throws(StoreError) in
      try await store.prune(keeping: retention)
    }
    let parts: KeyValuePairs<String, Freed> = [
      "tasks": pruned.tasks, "assets": pruned.assets, "cached results": pruned.cached,
      "deliveries": pruned.deliveries, "left files": pruned.orphans,
    ]
    if arguments.has(.tasksJSON) {
      let document = JSONValue.object(
        parts.map { name, freed in
          .init(
            name.replacing(" ", with: "_"),
            ["count": .integer(Int64(freed.count)), "bytes": .integer(freed.bytes)])
        })
      try console.output.write(document.text + "\n")
    } else {
      var table = TextTable(["removed", " count", " size"])
      for (name, freed) in parts {
        table.add([name, "\(freed.count)", Decimal.bytes(freed.bytes)])
      }
      try console.output.write(table.text(console.style))
    }
    return .success
  }

  /// Does something to each task that is named; one that fails does not keep the others from it.
  private func each(
    _ work: @escaping @Sendable (String, Store) async throws(StoreError) -> Void
  ) throws(CommandError) -> ExitCode {
    var failures = 0
    for id in arguments.positionals {
      do {
        try asking { store throws(StoreError) in try await work(id, store) }
      } catch {
        guard arguments.positionals.count > 1 else { throw error }
        console.say(error.line)
        failures += 1
      }
    }
    return failures == 0 ? .success : .incomplete
  }

  private func asking<Value: Sendable>(
    _ question: @escaping @Sendable (Store) async throws(StoreError) -> Value
  ) throws(CommandError) -> Value {
    let store = store
    do {
      return try console.waiting { () async throws(StoreError) in try await question(store) }
    } catch {
      throw CommandError(error)
    }
  }

  private static func missing(_ id: String) -> CommandError {
    CommandError(.noInput, "there is no task \(id)", advice: "\"shotlog tasks\" lists them")
  }
}

extension Console {
  /// Where a server keeps everything.
  func serverFolder(_ arguments: Arguments) throws(CommandError) -> String {
    if let folder = arguments.text(of: .data) { return OwnProcess.absolute(folder) }
    guard let folder = dataFolder else {
      throw .usage("nothing says where everything is kept", advice: "name a folder with --data")
    }
    return "\(folder)/server"
  }
}

extension CommandError {
  /// Something that the memory could not do.
  fileprivate init(_ error: StoreError) {
    let code: ExitCode =
      switch error.code {
      case .notFound: .noInput
      case .wrongState, .inUse, .invalidRequest, .keyReused, .claimLost: .usage
      case .diskFull, .unusable, .folderInUse: .noOutput
      case .damaged, .newer: .badInput
      case .busy, .tooLarge: .limit
      }
    self.init(code, error.message)
  }
}
