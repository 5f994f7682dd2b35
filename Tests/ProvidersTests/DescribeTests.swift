import JSON
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .waiting) struct DescribeTests {
  private static func segments(_ clip: Clip, _ language: String) async throws -> [JSONValue] {
    let instruction = Instruction(.describe, language: language)
    let finding = try await EmbeddedModel().describe(clip, following: instruction)
    guard case .json(let value) = finding.content else { return [] }
    let schema = try #require(instruction.schema)
    #expect(SchemaCheck(schema).complaints(about: value).isEmpty)
    return try #require(value["segments"]?.asList)
  }

  @Test func `a segment is described by its chapter, its words and its measures`() async throws {
    let segments = try await Self.segments(TestClips.harbour, "en")
    #expect(segments.map { $0["title"]?.asText } == ["Arrival", "Market", "Market"])
    #expect(
      segments.map { $0["description"]?.asText } == [
        "Said: “The old lighthouse stands above the harbour wall.” "
          + "“Every ship looks for the lighthouse.” On screen: “PORT OF CALL”. "
          + "2 shots from 0.000 and 4.000 s, dark, blue, slow pan, quiet, silent at 0.000–2.500 s.",
        "Said: “Fish market prices rose again this year.” “The fish market opens at four.” "
          + "On screen: “Fish market, 4 am”. 1 shot, very bright, white, handheld camera, loud.",
        "1 shot, very dark, black, static camera, silent, black at 55.000–60.000 s, "
          + "frozen at 40.000–55.000 s.",
      ])
    #expect(segments[0]["keywords"]?.asList?.first == "lighthouse")
    #expect(segments[1]["keywords"]?.asList?.first == "fish market")
  }

  @Test func `a segment without words is named by what was measured`() async throws {
    let segments = try await Self.segments(TestClips.mute, "en")
    #expect(segments.map { $0["title"]?.asText } == ["Red, fast zoom", "Green, static camera"])
    #expect(segments[0]["keywords"] == ["red", "fast zoom", "silent"])
    #expect(segments.map { $0["segment"] } == [7, 8])
  }

  @Test func `Chinese is read and written`() async throws {
    let segments = try await Self.segments(TestClips.lesson, "zh-CN")
    #expect(
      segments[0]["description"]
        == "所说：“茶叶的历史很长。”“茶叶最早在云南种植，后来茶马古道把茶叶带到西藏。”画面文字：“第一课”。1 个镜头，明亮，灰色，固定镜头，音量适中。")
    let keywords = try segments.map { try #require($0["keywords"]?.asList) }
    #expect(keywords[0].first == "茶叶" && keywords[0].contains("茶马古道"))
    #expect(keywords[1].first == "茶马古道")
  }

  @Test func `what stands on the screen all the time names no segment`() async throws {
    let segments = try await Self.segments(TestClips.long(12), "en")
    #expect(segments[3]["title"] == "Car 3")
    #expect(segments[3]["keywords"]?.asList?.first == "paint work")
    #expect(!JSONValue.list(segments).text.contains("WORKSHOP"))
  }
}
