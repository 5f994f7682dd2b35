import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct JSONTextTests {
  private struct Document: Encodable {
    let someKey: [String: String]
    let aNumber: Double
    let missing: Int?
  }

  @Test func `keys are in snake case and order, and what others wrote stays as it is`() throws {
    let document = Document(someKey: ["theirKey": "a/b é"], aNumber: 0.1, missing: nil)
    let text = String(decoding: try JSONText.of(document), as: UTF8.self)
    #expect(text == #"{"a_number":0.1,"some_key":{"theirKey":"a/b é"}}"# + "\n")
  }
}
