import JSON
import MediaTypes
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct TranscriptReadingTests {
  /// Ten seconds of silence that start at two seconds on the clock.
  private static func sound() throws -> SpeechSound {
    let start = Timestamp(2000, .milliseconds)
    return try #require(
      SpeechSound([
        SoundBlock(start: start, sampleRate: 1000, samples: Array(repeating: 0, count: 10000))
      ]))
  }

  /// Lines as `start-end text`, in milliseconds from the start of the sound.
  private func lines(_ answer: String) throws -> [String]? {
    let sound = try Self.sound()
    return TranscriptReading(of: sound).transcript(try Question.json(answer))?.lines.map { line in
      func time(_ timestamp: Timestamp) -> Int {
        Int((timestamp.seconds(since: sound.range.start) * 1000).rounded())
      }
      return "\(time(line.range.start))-\(time(line.range.end)) \(line.text)"
    }
  }

  @Test func `segments are lines, from their first word to their last`() throws {
    let answer = """
      {"task":"transcribe","language":"english","duration":9,"text":"The quick. Fox",
      "segments":[{"start":0.0,"end":3.3,"text":" The  quick."},{"start":3.3,"end":9,"text":" Fox"}],
      "words":[{"word":"The","start":1.25,"end":1.5},{"word":"quick","start":1.5,"end":2.125}]}
      """
    #expect(try lines(answer) == ["1250-2125 The quick.", "3300-9000 Fox"])
  }

  @Test func `whisper's tokens inside segments are words, too`() throws {
    let answer = """
      {"text":" the quick","segments":[{"start":0,"end":4,"text":" the quick","words":[
      {"word":" the","start":1,"end":1.25,"t_dtw":-1},{"word":" qui","start":1.25,"end":1.5},
      {"word":"ck","start":1.5,"end":2}]}]}
      """
    #expect(try lines(answer) == ["1000-2000 the quick"])
  }

  @Test func `without segments words are put together up to pauses and ends of sentences`() throws {
    let answer = """
      {"text":"x","words":[{"word":"One","start":0,"end":0.5},{"word":"two.","start":0.5,"end":1},
      {"word":"Three","start":1,"end":1.5},{"word":"four","start":3,"end":3.5},
      {"word":" five","start":3.5,"end":4}]}
      """
    #expect(try lines(answer) == ["0-1000 One two.", "1000-1500 Three", "3000-4000 four five"])
    let chinese = """
      {"text":"x","words":[{"word":"敏捷","start":0,"end":0.5},{"word":"的","start":0.5,"end":1}]}
      """
    #expect(try lines(chinese) == ["0-1000 敏捷的"])
  }

  @Test func `a text alone is one line`() throws {
    #expect(try lines(#"{"text":" All of it\n"}"#) == ["0-10000 All of it"])
    #expect(try lines(#"{"text":"  "}"#) == [])
    #expect(try lines(#"{"text":"","segments":[]}"#) == [])
    #expect(try lines(#"{"segments":[{"start":0,"end":5,"text":" [BLANK_AUDIO]"}]}"#) == [])
  }

  @Test(arguments: ["{}", "[]", #"{"error":"no"}"#, #"{"words":3}"#])
  func `what is no transcript is none`(answer: String) throws {
    #expect(try lines(answer) == nil)
  }

  @Test func `times that cannot be are left out, and others cut to the sound`() throws {
    let answer = """
      {"segments":[{"start":-1,"end":1,"text":"a"},{"start":2,"end":1,"text":"b"},
      {"start":1e308,"end":1e308,"text":"c"},{"start":3,"end":null,"text":"d"},
      {"start":4,"end":5,"text":"e"},{"start":3,"end":6,"text":"f"},{"start":"5","end":6,"text":"g"},
      {"start":9,"end":99,"text":"h"},{"start":10,"end":11,"text":"i"}]}
      """
    #expect(try lines(answer) == ["0-1000 a", "4000-5000 e", "9000-10000 h"])
  }

  @Test(arguments: 0..<200)
  func `no line leaves the sound or comes before the one before it`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func number() -> String {
      switch random.next() % 8 {
      case 0: "null"
      case 1: "1e308"
      case 2: "-\(random.next() % 100)"
      case 3: "\(random.integer())"
      default: "\(Double(random.next() % 12000) / 1000)"
      }
    }
    func items(_ name: String) -> String {
      (0..<(random.next() % 9)).map { place in
        #"{"\#(name)":" w\#(place)","start":\#(number()),"end":\#(number())}"#
      }.joined(separator: ",")
    }
    let answer = #"{"text":"t","segments":[\#(items("text"))],"words":[\#(items("word"))]}"#
    let sound = try Self.sound()
    let found = TranscriptReading(of: sound).transcript(try Question.json(answer))
    let lines = try #require(found).lines
    var last = sound.range.start
    for line in lines {
      #expect(last <= line.range.start && line.range.start <= line.range.end, "\(answer)")
      #expect(line.range.end <= sound.range.end && !line.text.isEmpty, "\(answer)")
      last = line.range.start
    }
  }

  @Test(arguments: [
    ("english", "en"), ("EN", "en"), ("zh-CN", "zh"), ("Haitian Creole", "ht"), ("yue", "yue"),
    ("cantonese", "yue"), ("klingonese", nil), ("", nil), ("e1", nil),
  ])
  func `languages are told by their tags`(name: String, tag: String?) {
    #expect(SpokenLanguage.tag(name) == tag)
  }
}
