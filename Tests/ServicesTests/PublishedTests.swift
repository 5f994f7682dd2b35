import Analysis
import JSON
import Models
import Services
import TestSupport
import Testing
import Wires

@Suite(
  .timeLimit(.minutes(40)), .computing,
  .enabled(if: Published.isInstalled, "Tests/Clients/install installs what is missing"))
struct PublishedTests {
  @Test func `those who published the documents read ours`() async throws {
    var documents: [(type: String, json: String)] = []
    let scripts = [finder, mumbler, refuser]
    let questions: [AnalysisRequest.Question] = [
      .prompt("Why?", .text), .prompt("Why?", .json), .segments,
      try TwelveLabsQuestion(try Analysed.wire(segmentationRequest)).question,
    ]
    for script in scripts {
      for question in questions {
        let analysed = try await Analysed(question, script)
        documents += Self.documents(analysed)
      }
    }
    let complaints = try Published.complaints(about: documents)
    #expect(complaints.count == documents.count && documents.count > 60)
    for (document, found) in zip(documents, complaints) {
      #expect(found == [], "\(document.type): \(document.json)")
    }
  }

  /// What every service says of an analysis.
  private static func documents(_ analysed: Analysed) -> [(type: String, json: String)] {
    let task = analysed.task()
    let page = TwelveLabs.TasksListResponse(
      data: [task],
      pageInfo: .init(page: 1, limitPerPage: 10, totalPage: 1, totalResults: 1))
    let event = TwelveLabs.AnalyzeTaskWebhookEvent(
      id: "whe_1", createdAt: task.createdAt, task)
    let kind = task.status == .ready ? "Ready" : "Failed"
    let visuals = BibiGPT.VisualsTask(analysed.result, document: [:]).task
    var documents = [
      ("twelvelabs AnalyzeTaskResponse", task.json),
      ("twelvelabs TasksListResponse", page.json),
      ("twelvelabs AnalyzeTask\(kind)WebhookEvent", event.json),
      ("bibigpt/visuals.openapi.yaml POST /v1/video/visuals 200", visuals.json),
    ]
    if let result = task.result {
      let answer = TwelveLabs.NonStreamAnalyzeResponse(result, error: task.error)
      documents.append(("twelvelabs NonStreamAnalyzeResponse", answer.json))
    }
    let extract = "dumplingai/extract-video.openapi.yaml POST /api/v1/extract-video"
    do throws(ServiceFailure) {
      let answer = try DumplingAI.ExtractVideoResponse(
        analysed.result, prompt: "Why?", jsonMode: true)
      documents.append(("\(extract) 200", answer.json))
    } catch {
      documents.append(
        ("\(extract) 500", DumplingAI.ErrorResponse(failed: error.message).json))
    }
    let chat = "bibigpt/chat-completions.openapi.yaml POST /api/v1/chat/completions"
    do throws(ServiceFailure) {
      let answer = try OpenAI.ChatCompletion(
        analysed.result, model: nil, wantsJSON: false, stamp: Analysed.stamp)
      documents += [("openai ChatCompletion", answer.json), ("\(chat) 200", answer.json)]
      documents += answer.chunks(withUsage: true).map { ("openai ChatCompletionChunk", $0.json) }
    } catch {
      documents.append(("\(chat) 400", OpenAI.ChatErrorBody(error: error.message).json))
    }
    return documents.map { ($0.0, $0.1.text) }
  }
}
