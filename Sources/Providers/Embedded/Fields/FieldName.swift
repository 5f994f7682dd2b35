/// The name or description of a field, made comparable.
struct FieldName {
  /// What it may be called, the fullest first.
  let keys: [String]
  /// Whether it names something that only seeing tells.
  let namesOtherThings: Bool
  /// Whether it is about something else than the passage: "of the car".
  let speaksOfOtherThings: Bool

  /// Reads a name.
  init(_ name: String) {
    let clean = CleanText.line(name)
    if clean.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) {
      let words = clean.filter { $0.isLetter || $0.isNumber || $0.isPunctuation }
      keys = Self.chineseKeys(String(words))
      namesOtherThings = Self.chineseOthers.contains { words.contains($0) }
      speaksOfOtherThings = namesOtherThings || Self.isOwned(String(words))
    } else {
      let words = Self.words(clean)
      let plain = words.filter { !Self.small.contains($0) }
      let bare = plain.filter { !Self.passage.contains($0) }
      keys = [plain, bare].filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
      namesOtherThings = words.contains(where: Self.others.contains)
      speaksOfOtherThings = namesOtherThings || Self.hasOwner(words)
    }
  }

  /// The words of a name in whatever case it is written, in small letters, American and singular.
  static func words(_ name: String) -> [String] { words(in: String(name.prefix(400))) }

  /// The same of a longer text.
  static func words(in name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var before: Character = " "
    func close() {
      if !word.isEmpty { words.append(plain(word.lowercased())) }
      word = ""
    }
    for character in name {
      let isWord = character.isLetter || character.isNumber
      if !isWord || character.isUppercase && before.isLowercase { close() }
      if isWord { word.append(character) }
      before = character
    }
    close()
    return words
  }

  /// A word American and singular.
  static func plain(_ word: String) -> String {
    let american = word.replacing("colour", with: "color").replacing("grey", with: "gray")
    guard american.count > 3, american.hasSuffix("s"), !american.hasSuffix("ss") else {
      return american
    }
    return String(american.dropLast())
  }

  /// Whether words such as "of the car" follow.
  private static func hasOwner(_ words: [String]) -> Bool {
    for (place, word) in words.enumerated() where ["of", "in", "on", "from", "by"].contains(word) {
      let rest = words[(place + 1)...].drop { small.contains($0) }
      if let owner = rest.first, !passage.contains(owner), !neutral.contains(owner) { return true }
    }
    return false
  }

  private static func chineseKeys(_ name: String) -> [String] {
    let words = name.filter { !$0.isPunctuation }
    let plain = without(["是否", "有没有", "的", "主要", "有", "简短", "一句话"], words)
    let bare = without(
      ["这个", "这段", "本段", "整个", "视频", "片段", "场景", "章节", "影片", "该", "本"], plain)
    return [words, plain, bare].filter { !$0.isEmpty }
  }

  private static func without(_ parts: [String], _ name: String) -> String {
    parts.reduce(name) { $0.replacing($1, with: "") }
  }

  /// Whether it begins with an owner: "汽车的".
  private static func isOwned(_ name: String) -> Bool {
    let clause = name.prefix { !$0.isPunctuation }
    guard let end = clause.lastIndex(of: "的") else { return false }
    let owner = clause[..<end]
    return !chinesePassage.contains { owner.hasSuffix($0) }
  }

  private static func set(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map { plain(String($0)) })
  }

  /// Whether a word is one that every question holds.
  static func isSmall(_ word: String) -> Bool { small.contains(word) }

  private static let small = set(
    """
    a an the of to this that it its is are was has have contains contain containing any there whether if true false \
    main overall total all every each short brief concise one two three few single sentence-long give return list \
    extract provide write state and or as for with value field measured mean average your you should be at
    """)
  private static let passage = set(
    "video clip film movie footage recording segment scene chapter part section passage shot picture frame whole"
  )
  private static let neutral = set(
    """
    screen second seconds minute minutes millisecond time sound audio speech track file word words hour hours order \
    stream language general short english chinese decibel decibels hertz pixel pixels slide slides dbfs percent
    """)
  /// What only seeing, or knowing, tells.
  static let others = set(
    """
    person people speaker man woman men women child children boy girl face host guest actor character player team \
    object product brand logo place location setting country city room emotion mood feeling sentiment action activity \
    event animal dog cat car vehicle food clothes clothing weapon gesture genre style music song instrument relation
    """)
  /// The same in Chinese.
  static let chineseOthers = [
    "人物", "人数", "说话人", "谁", "男", "女", "孩", "脸", "物体", "产品", "品牌", "地点", "地方", "位置", "情绪",
    "心情", "动作", "事件", "动物", "汽车", "食物", "服装", "音乐", "歌", "类型", "风格",
  ]
  private static let chinesePassage = [
    "视频", "片段", "场景", "章节", "影片", "段", "镜头", "画面", "屏幕", "声音", "语音", "本", "该", "片", "要",
    "简短", "上", "中",
  ]
}
