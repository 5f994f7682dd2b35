import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct ProbeAnswerTests {
  private func answer(_ text: String, output: Int = 4) -> ProbeAnswer {
    ProbeAnswer(
      Finding(.text(text), finish: .stop, usage: TokenUsage(input: 30, output: output)),
      of: .compatible, wordTokens: 20, time: .seconds(1))
  }

  @Test(arguments: ["2048", "The digits are 2 0 4 8.", "Picture 1: 2048", "<think>9?</think>2048"])
  func `digits are found in whatever stands around them`(text: String) {
    #expect(answer(text).names("2048"))
  }

  @Test(arguments: ["", "none", "2084", "204", "<think>2048</think>I cannot see it."])
  func `other digits are not those that were shown`(text: String) {
    #expect(!answer(text).names("2048"))
  }

  @Test func `a digit misread is no blindness, and luck is no sight`() {
    #expect(answer("2046").misreads("2048") && answer("It says 3048").misreads("2048"))
    for text in ["2048", "2064", "1234", "204", "20480", ""] {
      #expect(!answer(text).misreads("2048"))
    }
  }

  @Test func `thoughts show in what is counted`() {
    #expect(answer("ready", output: 200).hasThoughts)
    #expect(answer("<think>Hm.</think>ready").hasThoughts)
    #expect(!answer("ready").hasThoughts)
  }
}
