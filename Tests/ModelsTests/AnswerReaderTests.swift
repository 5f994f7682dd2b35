import JSON
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct AnswerReaderTests {
  @Test(arguments: [
    (#"{"a":1}"#, #"{"a":1}"#), ("\u{FEFF} \n{\"a\":1}\n", #"{"a":1}"#),
    ("```json\n{\"a\":1}\n```", #"{"a":1}"#),
    ("Here you are:\n```\n[1,2]\n```\nAnything else?", "[1,2]"),
    ("<think>maybe {\"a\":0}</think>\n{\"a\":1}", #"{"a":1}"#),
    (#"As in [1], the answer is {"a":{"b":[1,2]}} (see [2])."#, #"{"a":{"b":[1,2]}}"#),
    ("[]", "[]"),
  ])
  func `the value is found among what is around it`(answer: String, value: String) throws {
    let reading = try #require(AnswerReader().json(in: answer))
    #expect(reading.value.text == value && reading.failure == nil)
  }

  @Test(arguments: [
    (#"{"segments":[{"n":1},{"n":2},{"n":"#, #"{"segments":[{"n":1},{"n":2}]}"#),
    ("```json\n{\"segments\":[{\"n\":1},{\"t\":\"ab", #"{"segments":[{"n":1}]}"#),
    (#"{"segments":[{"n":1},{'n':2}]}"#, #"{"segments":[{"n":1}]}"#),
    ("{", "{}"),
  ])
  func `of a cut or broken answer what was finished is kept`(answer: String, value: String) throws {
    let reading = try #require(AnswerReader().json(in: answer))
    #expect(reading.value.text == value && reading.failure != nil)
  }

  @Test(arguments: ["", "I cannot see any video.", "<think>{\"a\":1}", "```j", "3"])
  func `where there is none, none is found`(answer: String) {
    #expect(AnswerReader().json(in: answer) == nil)
  }

  @Test func `words come without thoughts and without space around them`() {
    #expect(AnswerReader().words(in: "<think>hm</think>\n\n A cat. \n") == "A cat.")
  }

  @Test func `many beginnings cost no more than a moment`() {
    let answer = String(repeating: "[x ", count: 100_000)
    #expect(AnswerReader().json(in: answer)?.value.text == "[]")
  }
}
