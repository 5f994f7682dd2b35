/// A prompt, and what of it can be answered without seeing.
struct Question {
  /// What it asks for; empty if it names nothing that is measured.
  let topics: Set<Topic>
  /// Whether it asks for what only seeing tells.
  let goesBeyond: Bool
  /// What it asks for besides if its words come up nowhere: when they do, and what is said.
  let topicsIfNothingIsFound: Set<Topic>
  /// Whether it asks for every word that is said.
  let wantsEveryWord: Bool
  /// In how many sentences it wants its summary; nil if it does not say.
  let sentences: Int?
  /// Its words that may come up in the clip, in small letters; pairs of characters in Chinese.
  let searchWords: Set<String>

  /// Reads a prompt.
  init(_ prompt: String) {
    let clean = CleanText.line(String(prompt.prefix(4000)))
    let words = FieldName.words(in: clean)
    let text = " " + words.joined(separator: " ") + " "
    topics = Set(
      Topic.allCases.filter { topic in
        topic.words.english.contains {
          text.contains(" \($0) ") || text.contains(" \(Self.plural($0)) ")
        }
          || topic.words.chinese.contains { clean.contains($0) }
      })
    goesBeyond =
      words.contains { Self.beyond.contains($0) || FieldWords.others.contains($0) }
      || (Self.chineseBeyond + FieldWords.chineseOthers).contains { clean.contains($0) }
    var missing: Set<Topic> = []
    if words.contains("when") || ["何时", "什么时候"].contains(where: clean.contains) {
      missing.insert(.timeline)
    }
    if words.contains(where: Self.saying.contains)
      || ["提到", "说到", "讲到"].contains(where: clean.contains)
    {
      missing.insert(.speech)
    }
    topicsIfNothingIsFound = missing
    wantsEveryWord =
      words.contains { ["transcript", "transcribe", "transcription", "subtitle"].contains($0) }
      || ["字幕", "转写", "转录", "台词", "全文"].contains { clean.contains($0) }
    sentences = Self.sentences(words, clean)
    searchWords = Self.searchWords(clean)
  }

  private static func plural(_ words: String) -> String { words + "s" }

  private static func sentences(_ words: [String], _ text: String) -> Int? {
    let numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    for (number, next) in zip(words, words.dropFirst()) where next == "sentence" {
      if let count = Int(number), (1...10).contains(count) { return count }
      if let place = numbers.firstIndex(of: number) { return place + 1 }
    }
    let chinese = ["一", "两", "三", "四", "五", "六", "七", "八", "九", "十"]
    for (place, number) in chinese.enumerated()
    where text.contains("\(number)句话") || text.contains("\(place + 1)句话") {
      return place + 1
    }
    return nil
  }

  private static func searchWords(_ prompt: String) -> Set<String> {
    var words: Set<String> = []
    let known = Topic.allCases.flatMap(\.words.chinese) + chineseBeyond + chineseSmall
    let bare = known.sorted { $0.count > $1.count }.reduce(prompt) { $0.replacing($1, with: " ") }
    words.formUnion(keys(of: bare))
    let asked = Set(
      Topic.allCases.flatMap(\.words.english).flatMap { $0.split(separator: " ") }.map(String.init))
    return words.filter { word in
      !asked.contains(word) && !asked.contains(word + "s") && !beyond.contains(word)
        && !FieldWords.small.contains(word) && !asksOnly.contains(word) && !saying.contains(word)
    }
  }

  /// The telling words of a text, singular and in small letters, and its pairs of Chinese characters.
  static func keys(of text: String) -> Set<String> {
    var keys: Set<String> = []
    var before: Character?
    for piece in WordBreaker.pieces(of: text) {
      switch piece {
      case .word(let word):
        let small = word.lowercased()
        if small.count > 2, !StopWords.contains(small) { keys.insert(FieldName.plain(small)) }
        before = nil
      case .ideograph(let character):
        if let before { keys.insert("\(before)\(character)") }
        before = StopWords.chinese.contains(character) ? nil : character
      case .border: before = nil
      }
    }
    return keys
  }

  private static let beyond: Set<String> = [
    "who", "whom", "whose", "why", "where", "wear", "wearing", "doing", "happen", "happening",
    "see", "seen", "show",
    "shown", "visible", "recognize", "identify", "detect", "appear",
  ]
  private static let saying: Set<String> = [
    "say", "saying", "mention", "mentioned", "mentioning", "talk", "talked", "talking",
  ]
  private static let asksOnly: Set<String> = [
    "please", "explain", "video", "film", "clip", "movie", "write", "sentence", "paragraph",
    "bullet", "point", "word",
    "list", "detail", "detailed", "json", "return", "answer", "question", "content", "time", "find",
    "short", "long",
  ]
  private static let chineseBeyond = ["为什么", "哪里", "穿", "在做", "做什么", "发生", "看到", "看见", "出现", "识别"]
  private static let chineseSmall = [
    "何时", "什么时候", "提到", "说到", "讲到",
    "什么", "哪些", "哪个", "怎么", "怎样", "如何", "视频", "影片", "请", "一下", "列出", "告诉我", "一句话", "两句话",
    "三句话",
  ]
}
