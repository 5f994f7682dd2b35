import Commands
import JSON
import Tasks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct TasksTests {
  /// A data folder with a task in each of some states, the oldest first.
  private static func filled(_ path: String) async throws -> [TaskRecord] {
    let store = try Store(path, as: .visitor)
    var tasks: [TaskRecord] = []
    for (number, api) in ["native", "twelvelabs", "bibigpt"].enumerated() {
      let new = NewTask(
        owner: "anna", api: api, kind: "analysis",
        request: #"{"order":{"source":"film-\#(number).mp4"}}"#)
      tasks.append(try #require(try await store.tasks.submit(new).task))
    }
    tasks[1] = try await store.tasks.cancel(tasks[1].id)
    return tasks
  }

  @Test func `tasks are listed, the newest first, for people and for programs`() async throws {
    let folder = try TemporaryFolder()
    let tasks = try await Self.filled(folder.path)
    let list = try ToolRun(["tasks", "--data", folder.path])
    let lines = list.text.split(separator: "\n")
    #expect(list.code == .success && lines.count == 4)
    #expect(lines[1].hasPrefix(tasks[2].id) && lines[1].hasSuffix("film-2.mp4"))
    let cancelled = try ToolRun([
      "tasks", "--data", folder.path, "--json", "--state", "cancelled",
    ])
    let document = try JSONReader().value(of: cancelled.text)
    #expect(document["id"]?.asText == tasks[1].id && document["api"]?.asText == "twelvelabs")
    let one = try ToolRun(["tasks", "--data", folder.path, "--api", "native", "-j"])
    #expect(try JSONReader().value(of: one.text)["id"]?.asText == tasks[0].id)
  }

  @Test func `a task is shown, stopped and forgotten`() async throws {
    let folder = try TemporaryFolder()
    let task = try await Self.filled(folder.path)[0]
    let data = ["--data", folder.path]
    let shown = try ToolRun(["tasks", "show", task.id] + data)
    #expect(try JSONReader().value(of: shown.text)["state"]?.asText == "queued")
    #expect(try ToolRun(["tasks", "cancel", task.id] + data).code == .success)
    #expect(try ToolRun(["tasks", "cancel", task.id] + data).code == .success)
    #expect(try ToolRun(["tasks", "delete", task.id] + data).code == .success)
    #expect(try ToolRun(["tasks", "show", task.id] + data).code == .noInput)
    let mixed = try ToolRun(["tasks", "delete", task.id, "nothing"] + data)
    #expect(mixed.code == .incomplete && mixed.error.contains("nothing"))
  }

  @Test func `what ended is pruned, what waits stays`() async throws {
    let folder = try TemporaryFolder()
    _ = try await Self.filled(folder.path)
    let pruned = try ToolRun([
      "tasks", "prune", "--older-than", "0", "--json", "--data", folder.path,
    ])
    let count = try JSONReader().value(of: pruned.text)["tasks"]?["count"]
    #expect(count?.asInteger == 1)
    let left = try ToolRun(["tasks", "--json", "--data", folder.path])
    #expect(left.text.split(separator: "\n").count == 2)
  }

  @Test func `a folder that is none is an error that says what to do`() throws {
    let run = try ToolRun(["tasks", "--data", "/nowhere"])
    #expect(run.code == .noInput && run.error.contains("shotlog serve"))
  }
}
