/// A file that a worker made for its task.
package struct ResultFile: Sendable, Equatable {
  /// What it is asked for by.
  package let name: String
  /// Its media type.
  package let type: String
  /// Where it is until the task is finished, in the data folder.
  package let draft: String

  package init(name: String, type: String, draft: String) {
    (self.name, self.type, self.draft) = (name, type, draft)
  }
}

/// A file that a finished task has.
package struct KeptFile: Sendable, Equatable {
  /// What it is asked for by.
  package let name: String
  /// Its media type.
  package let type: String
  /// In bytes.
  package let size: Int64
  /// Where it is.
  package let path: String
}

/// The files of tasks that are done.
struct ResultFiles {
  let connection: Connection
  let folder: DataFolder

  /// Moves files in; those that were moved in already stay.
  func take(_ files: [ResultFile], of task: TaskRecord) throws(StoreError) {
    guard !files.isEmpty else { return }
    let place = "\(folder.results)/\(task.id)"
    try FileSystem.makeFolder(place)
    for file in files {
      guard !file.name.isEmpty, !file.name.contains("/"), file.name != "..", file.name != "." else {
        throw StoreError(.invalidRequest, "\"\(file.name)\" is not a file name")
      }
      let path = folder.result(file.name, of: task.id)
      if FileSystem.facts(of: file.draft) != nil {
        FileSystem.touch(file.draft)
        try FileSystem.move(file.draft, to: path)
      }
      guard let facts = FileSystem.facts(of: path) else {
        throw StoreError(.notFound, "\(file.draft) is not there")
      }
      try connection.run(
        "INSERT INTO task_files (task, name, type, size) VALUES (?, ?, ?, ?)",
        .integer(task.sequence), .text(file.name), .text(file.type), .integer(facts.size))
      try connection.run(
        "UPDATE tasks SET size = size + ? WHERE sequence = ?", .integer(facts.size),
        .integer(task.sequence))
    }
    try FileSystem.synchronise(place)
    try FileSystem.synchronise(folder.results)
  }

  /// Removes all files of a task that is there no more.
  static func remove(of task: String, in folder: DataFolder) {
    let place = "\(folder.results)/\(task)"
    for name in FileSystem.names(in: place) { try? FileSystem.remove("\(place)/\(name)") }
    FileSystem.removeFolder(place)
  }
}

extension TaskStore {
  /// The files of a task that is done, by name.
  package func files(of task: String) async throws(StoreError) -> [KeptFile] {
    let folder = folder
    return try await reader.read { connection throws(StoreError) in
      try connection.rows(
        """
        SELECT task_files.name, task_files.type, task_files.size FROM task_files
        JOIN tasks ON tasks.sequence = task_files.task WHERE tasks.id = ? ORDER BY task_files.name
        """, [.text(task)]
      ) { row in
        let name = row.text()
        return KeptFile(
          name: name, type: row.text(), size: row.integer(), path: folder.result(name, of: task))
      }
    }
  }
}
