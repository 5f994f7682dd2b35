/// Texts drawn by lot from many scripts, with what means harm among them.
public enum RandomText {
  private static let scripts = [
    "The quick brown fox jumps over lazy dogs while seven wizards hum",
    "Größe Übermut façade naïve Žluťoučký kůň",
    "Съешь же ещё этих мягких французских булок", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "夜幕降临城市的霓虹灯在雨中闪烁行人撑着伞",
    "こんにちは世界吾輩は猫であるカタカナ", "안녕하세요 세계 오늘은 맑은 하늘입니다", "غروب الشمس فوق الصحراء الذهبية القافلة ببطء",
    "שלום עולם זהו טקסט בעברית", "सूर्यास्त के समय पहाड़ों पर हल्की बर्फ", "นกบินข้ามทะเลสาบในยามเช้า", "🎬🚀❤️👩‍👩‍👧🌊🔥⭐️🇨🇭",
    "{\\b1}{\\pos(0,0)}{\\fs900}\\N\\n\\h\\\\{}}{{\\p1}m 0 0 l 900 900",
    "\u{7}\u{1B}\u{0}\u{7F}\u{85}\t\r",
    "\u{202E}\u{2066}\u{200F}\u{FEFF}\u{2028}\u{FFFD}\u{E000}\u{10FFFF}", "Z̸̢͎̘̍͋a̷̧̛̗l̴̰̇g̶̱̈́o̵̗͝ﷺ﷽𒐫꧅",
    "0123456789,.!?;:\"'()[]<>/%&@#-–—…",
  ].map { Array($0) }

  /// So many signs, in words and in pieces of scripts.
  public static func of(_ length: Int, _ random: inout SplitMix64) -> String {
    var text = ""
    while text.count < length {
      let script = scripts[Int.random(in: scripts.indices, using: &random)]
      let long = random.next() % 12 == 0
      for _ in 0..<Int.random(in: 1...(long ? 60 : 9), using: &random) {
        text.append(script[Int.random(in: script.indices, using: &random)])
      }
      if random.next() % 4 != 0 { text += " " }
    }
    return text
  }
}
