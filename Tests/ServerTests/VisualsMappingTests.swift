import HTTP
import JSON
import TestSupport
import Testing
import Wires

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct VisualsMappingTests {
  private static func request(_ text: String) throws -> BibiGPT.VisualsRequest {
    try VisualsMapping.request(Array(text.utf8), type: "application/json")
  }

  @Test(arguments: [
    #"{"videoUrl":"https://a.b/c","speed":1}"#,
    #"{"videoUrl":"https://a.b/c","speed":1.0,"force":false}"#,
    #"{"videoUrl":"https://a.b/c","model":"gemini-3-flash-preview"}"#,
    #"{"force":true,"nobody":["knows"],"videoUrl":"https://a.b/c"}"#,
  ])
  func `what is left out means what is usual`(text: String) throws {
    let plain = try Self.request(#"{"videoUrl":"https://a.b/c"}"#)
    #expect(
      VisualsMapping.likeness(of: try Self.request(text)) == VisualsMapping.likeness(of: plain))
  }

  @Test(arguments: [
    #"{"videoUrl":"https://a.b/d"}"#, #"{"videoUrl":"https://a.b/c","speed":2}"#,
    #"{"videoUrl":"https://a.b/c","model":"m"}"#, #"{"videoUrl":"https://a.b/c","language":"en"}"#,
    #"{"videoUrl":"https://a.b/c","language":""}"#,
    #"{"videoUrl":"https://a.b/c\",1"}"#.replacing("\\\"", with: "%22"),
  ])
  func `another video, speed, model or language is another task`(text: String) throws {
    let plain = try Self.request(#"{"videoUrl":"https://a.b/c"}"#)
    #expect(
      VisualsMapping.likeness(of: try Self.request(text)) != VisualsMapping.likeness(of: plain))
  }

  @Test(arguments: [0.5, 0.50001, 1, 3.9999, 4]) func `speeds within their bounds are taken`(
    speed: Double
  ) throws {
    #expect(try Self.request(#"{"videoUrl":"a:b","speed":\#(speed)}"#).speed == speed)
  }

  @Test(arguments: [
    #"{"videoUrl":"a:b","speed":0.49999}"#, #"{"videoUrl":"a:b","speed":4.00001}"#,
    #"{"videoUrl":"a:b","speed":"2"}"#,
    #"{"videoUrl":"a:b","speed":null}"#, #"{"videoUrl":"a:b","force":"yes"}"#,
    #"{"videoUrl":"a:b","force":1}"#,
    #"{"videoUrl":"a:b","model":null}"#, #"{"videoUrl":"a:b","language":7}"#, #"{"videoUrl":"b"}"#,
    #"{"videoUrl":7}"#,
    #"{"speed":1}"#, "[]", "7", "", "{",
  ])
  func `what breaks the document is refused, and says what is wrong`(text: String) throws {
    let refusal = try #require(throws: VisualsRefusal.self) { _ = try Self.request(text) }
    #expect(refusal.status == 400)
    guard case .bytes(let bytes) = refusal.response.body else {
      Issue.record("there is no body")
      return
    }
    let body = try BibiGPT.ErrorBody(try JSONReader().value(of: bytes), nulls: .areValues)
    #expect(body.code == "BAD_REQUEST" && body.issues?.isEmpty == false)
  }

  @Test func `all that is wrong is said at once`() throws {
    let refusal = try #require(throws: VisualsRefusal.self) {
      _ = try Self.request(#"{"videoUrl":"b","speed":9}"#)
    }
    guard case .bytes(let bytes) = refusal.response.body else { return }
    #expect(try BibiGPT.ErrorBody(try JSONReader().value(of: bytes)).issues?.count == 2)
  }

  @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", nil])
  func `a body of another kind is refused`(type: String?) {
    #expect(throws: VisualsRefusal.self) {
      _ = try VisualsMapping.request(Array(#"{"videoUrl":"a:b"}"#.utf8), type: type)
    }
  }

  @Test func `a procedure's answers are in the vendor's envelope`() {
    #expect(
      BibiGPT.ProcedureAnswer.result(["taskId": "a"]).json.text
        == #"{"result":{"data":{"json":{"taskId":"a"}}}}"#)
    let refusal = VisualsRefusal(404).response(of: "vision.getVideoProcessingTask")
    guard case .bytes(let bytes) = refusal.body else {
      Issue.record("there is no body")
      return
    }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"error":{"json":{"message":"Not found","code":-32004,"data":{"code":"NOT_FOUND","#
        + #""httpStatus":404,"path":"vision.getVideoProcessingTask"}}}}"#)
  }
}
