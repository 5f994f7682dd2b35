import JSON
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing, .serialized) struct SpeedTests {
  /// A build for debugging is some twenty times as slow.
  private static var allowed: Duration {
    #if DEBUG
    .seconds(30)
    #else
    .seconds(1)
    #endif
  }

  @Test(arguments: [
    Instruction(.describe), Instruction(.answer(prompt: "")),
    Instruction(.answer(prompt: "summary and timeline"), shape: .json),
    Instruction(
      .fill(
        SegmentDefinition(
          id: "a", description: "b",
          fields: [
            SegmentField("title", .string, description: ""),
            SegmentField("mood", .string, description: "", choices: ["calm", "tense"]),
            SegmentField("keywords", .array(of: .string), description: ""),
          ]))),
  ])
  func `five thousand segments are answered in a second`(instruction: Instruction) {
    let clip = TestClips.long(5000)
    let time = processorTime {
      _ = EmbeddedModel().answer(clip, instruction)
    }
    #expect(time < Self.allowed)
  }
}
