import TestSupport
import Testing
import Typesetting

@testable import Rendering

@Suite(.timeLimit(.minutes(40)), .computing) struct SceneTests {
  @Test(arguments: [
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("Dr. Who meets J. S. Bach. They sing.", ["Dr. Who meets J. S. Bach.", "They sing."]),
    ("It costs 3.50 in total... Really?!", ["It costs 3.50 in total...", "Really?!"]),
    ("夜幕降临。灯亮了！", ["夜幕降临。", "灯亮了！"]), ("غروب الشمس؟ نعم.", ["غروب الشمس؟", "نعم."]),
    ("1. First\n2) Second\n- Third\n* Fourth", ["First", "Second", "Third", "Fourth"]),
    ("2001 was a year", ["2001 was a year"]),
    (
      "He waits. \"I am not coming back.\" Rain.",
      ["He waits.", "“I am not coming back.”", "Rain."]
    ),
    ("She says: \"I am here.\"", ["She says: “I am here.”"]),
    ("The word \"never\" stays", ["The word \"never\" stays"]), ("", []), ("... !", []),
    ("她说：「我在等你。」", ["她说：「我在等你。」"]),
  ])
  func `sentences and quoted lines become scenes`(prompt: String, scenes: [String]) {
    #expect(SceneReader.scenes(of: prompt, without: nil).map(\.text) == scenes)
  }

  @Test(arguments: [
    ("A red car in heavy rain.", "rain, RED", "A car in heavy."),
    ("Trains and rain", "rain", "Trains and"), ("Don't stop", "don't", "stop"),
    ("一只红色的猫在雨中", "红色 雨", "一只的猫在中"), ("Text, with logo, here", "logo", "Text, with, here"),
    ("Nothing left out", "", "Nothing left out"), ("The Größe", "größe", "The"),
  ])
  func `words that are not wanted are left out`(prompt: String, negative: String, kept: String) {
    #expect(SceneReader.scenes(of: prompt, without: negative).map(\.text) == [kept])
  }

  @Test func `a scene of nothing but such words is left out`() {
    #expect(
      SceneReader.scenes(of: "Blood. A calm sea.", without: "blood").map(\.text)
        == ["A calm sea."])
  }

  @Test(arguments: 1...60)
  func `scenes follow each other without a gap`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let weights = (0..<Int.random(in: 1...30, using: &random)).map { _ in
      Int.random(in: 0...9000, using: &random)
    }
    let pictures = weights.count + Int.random(in: 0...2000, using: &random)
    let ranges = SceneTiming.ranges(of: weights, pictures: pictures)
    #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == pictures)
    #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(ranges.allSatisfy { !$0.isEmpty })
    for (a, b) in zip(weights.indices, weights.indices.dropFirst()) where weights[a] > weights[b] {
      #expect(ranges[a].count >= ranges[b].count - 1)
    }
  }

  @Test(arguments: ["“", "“a", "“ ", "\"x ", "「", "A. ", "夜。", "1. \n"])
  func `prompts of nothing but marks are read in no time`(mark: String) {
    let prompt = String(repeating: mark, count: 32000 / mark.count)
    let time = processorTime {
      _ = SceneReader.scenes(of: prompt, without: prompt)
    }
    #expect(time < .seconds(20))
  }

  @Test func `many short sentences share cards, and the first are told`() {
    let scenes = (1...100).map { SceneText(text: "Sentence \($0).") }
    let fitted = SceneTiming.fitted(scenes, most: 5)
    #expect(fitted.count == 5)
    #expect(fitted[0].text.hasPrefix("Sentence 1. Sentence 2."))
    #expect(SceneTiming.fitted(scenes, most: 200) == scenes)
  }

  @Test(arguments: 1...30)
  func `nothing on a card touches its margin`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (width, height) = [(320, 180), (180, 320), (240, 240), (64, 36)][Int(seed % 4)]
    let setter = TypeSetter()
    let text = RandomText.of(Int.random(in: 1...160, using: &random), &random)
    let scene = SceneText(text: text, isQuote: seed % 2 == 0)
    for card in CardSetter(setter, width: width, height: height).cards(for: scene, most: 20) {
      let ink = Overlay(card.text, setter, .onPictures, width: width, height: height).ink
      #expect(ink.columns.lowerBound >= width / 20 && ink.columns.upperBound <= width - width / 20)
      #expect(ink.rows.lowerBound >= height / 20 && ink.rows.upperBound <= height - height / 20)
    }
  }

  @Test(arguments: [
    "A long sentence, with a comma in its middle, that goes on and on until it has no breath left",
    String(repeating: "word ", count: 200), String(repeating: "长", count: 500),
  ])
  func `what is too long for one card goes on on the next`(text: String) {
    let cards = CardSetter(TypeSetter(), width: 160, height: 90)
      .cards(for: SceneText(text: text), most: 1000)
    let told = cards.map(\.scene.text).joined().filter { !$0.isWhitespace }
    #expect(told == text.filter { !$0.isWhitespace })
  }
}
