internal import HTTP
internal import JSON
internal import Services
internal import Tasks
internal import Wires

/// Chat completions about a video, plain and streamed.
///
/// The analysis is a task like any other, and stays in the list of tasks for those who operate the server.
struct ChatRoutes {
  let desk: Desk
  /// How long a stream is silent before a comment says that it goes on.
  var silence = Duration.seconds(5)

  /// Adds the route.
  func add(to router: inout Router) {
    let (desk, access) = (desk, desk.access)
    router.group(
      "/api/v1/chat/completions",
      // By its document, the right to read opens it.
      admit: { head, _ in
        let decision = access.decide(head, .bearer, for: .read)
        if case .admitted = decision { return nil }
        return ChatRefusal(decision).response
      },
      problem: { problem, _ in ChatRefusal(problem).response }
    ) { group in
      group.on(.post, "/", options: RouteOptions(bodyLimit: desk.settings.largestBody)) {
        request, _ in
        do {
          return try await complete(request)
        } catch let refusal as ChatRefusal {
          return refusal.response
        } catch let error as StoreError {
          return ChatRefusal(error).response
        }
      }
    }
  }

  private func complete(_ request: Request) async throws -> Response {
    let caller = try desk.caller(of: request, .bearer)
    let chat = try await ChatReading(desk: desk, caller: caller).chat(in: request)
    let submission = try await desk.store.tasks.submit(
      desk.task(chat.order, for: caller, api: ChatReading.api))
    guard let task = submission.task else { throw ChatRefusal(500, "There is no task") }
    guard chat.request.stream == true else {
      return .json(200, try await completion(of: task, chat).json)
    }
    return .events(keepAlive: silence, comment: "ping") { events in
      try await stream(task, chat, to: events)
    }
  }

  private func stream(
    _ task: TaskRecord, _ chat: ChatReading.Chat, to events: EventStream
  ) async throws {
    do {
      let start = OpenAI.ChatCompletionChunk(
        id: Self.name(of: task), created: Self.created(task), model: chat.model, .start)
      try await events.send(data: start.json.text)
      let completion = try await completion(of: task, chat)
      for chunk in completion.chunks(withUsage: chat.request.includesUsage == true).dropFirst() {
        try await events.send(data: chunk.json.text)
      }
      try await events.send(data: "[DONE]")
    } catch let refusal as ChatRefusal {
      try await fail(refusal, events)
    } catch let error as StoreError {
      try await fail(ChatRefusal(error), events)
    }
  }

  private func fail(_ refusal: ChatRefusal, _ events: EventStream) async throws {
    try await events.send(data: OpenAI.ChatErrorBody(error: refusal.message).streamed.text)
  }

  /// The answer, once the task has one.
  private func completion(
    of task: TaskRecord, _ chat: ChatReading.Chat
  ) async throws -> OpenAI.ChatCompletion {
    let outcome: Result<TaskRecord, any Error>
    do {
      outcome = .success(try await desk.outcome(of: task.id))
    } catch {
      outcome = .failure(error)
    }
    await chat.order.removeAssets(from: desk)
    let last = try outcome.get()
    guard last.state == .done, let result = last.result else { throw ChatRefusal(last) }
    guard let answer = try? JSONReader().value(of: result)["answer"],
      var completion = try? OpenAI.ChatCompletion(answer)
    else { throw ChatRefusal(500, "The answer cannot be read") }
    // Known before the answer is, so that the first piece of a stream can say them.
    completion.id = Self.name(of: task)
    completion.created = Self.created(task)
    completion.model = chat.model
    return completion
  }

  private static func name(of task: TaskRecord) -> String { "chatcmpl-\(task.id)" }
  private static func created(_ task: TaskRecord) -> Int64 { task.created.milliseconds / 1000 }
}
