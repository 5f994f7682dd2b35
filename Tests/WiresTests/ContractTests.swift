import FoundationEssentials
import JSON
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct ContractTests {
  @Test func `every example is looked at`() throws {
    let folder = Repository.path("Fixtures/wire")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.contains(".json") && !$0.hasPrefix("twelvelabs/segments") }
    #expect(Set(files) == Set(Example.all.map(\.file)))
  }

  @Test(arguments: Example.all) func `what was read is written again`(example: Example) throws {
    for document in try example.documents {
      #expect(try example.again(document).sorted().spreadText == document.sorted().spreadText)
    }
  }

  @Test(.enabled(if: Published.isInstalled, "Tests/Clients/install installs what is missing"))
  func `those who published a document know every member of ours`() throws {
    var documents: [(type: String, json: String)] = []
    for example in Example.all {
      guard let type = example.type else { continue }
      documents += try example.documents.map { (type, try example.again($0).text) }
    }
    let complaints = try Published.complaints(about: documents)
    #expect(complaints.count == documents.count && documents.count > 20)
    for (document, found) in zip(documents, complaints) {
      #expect(found == [], "\(document.type): \(document.json)")
    }
  }

  @Test(.enabled(if: Published.isInstalled, "Tests/Clients/install installs what is missing"))
  func `what clients ask is read whole`() throws {
    let requests = try JSONReader().value(of: try Published.requests()).asList ?? []
    #expect(requests.count == 8)
    for request in requests {
      let body = try #require(request["body"])
      let again =
        switch request["type"] {
        case "CreateAnalyzeTaskRequest": try TwelveLabs.CreateAnalyzeTaskRequest(body).json
        case "AnalyzeRequest": try TwelveLabs.AnalyzeRequest(body).json
        default: try OpenAI.ChatCompletionRequest(body).json
        }
      #expect(again.sorted().spreadText == body.sorted(withNulls: false).spreadText)
    }
  }

  @Test(.enabled(if: Published.isInstalled, "Tests/Clients/install installs what is missing"))
  func `the checkers find what is wrong`() throws {
    let task = #"{"task_id":"a","status":"ready","created_at":"2026-05-07T10:29:19.968Z""#
    let complaints = try Published.complaints(about: [
      ("twelvelabs AnalyzeTaskResponse", task + "}"),
      ("twelvelabs AnalyzeTaskResponse", task + #","updated_at":"2026-05-07T10:29:19.968Z"}"#),
      ("twelvelabs AnalyzeTaskResponse", task + #","result":{"data":{}}}"#),
      ("openai ChatCompletion", #"{"id":"a","object":"chat.completion","created":"1"}"#),
      (
        "bibigpt/visuals.openapi.yaml POST /v1/video/visuals 200",
        #"{"taskId":"a","status":"pending","result":1}"#
      ),
    ])
    #expect(complaints.map(\.isEmpty) == [true, false, false, false, false])
  }
}
