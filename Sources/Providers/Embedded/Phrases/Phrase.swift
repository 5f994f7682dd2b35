/// Everything that a report says in words of its own, in both languages side by side.
///
/// A slot is its number in braces; `{0|shot|shots}` is the number with the first word after one, the second else.
enum Phrase: CaseIterable {
  case untitled, numbered, seconds, bracketed, pair, titleHeading, filmLine, length, size, rate,
    withSound,
    withoutSound, partShown
  case heading, summary, keywords, chapters, timeline, speech, screen, looks, sound, counts,
    defects, mentions
  case segmentCount, shotCount, cutCount, shotLength, wordCount, speechCount, screenCount,
    chapterCount
  case said, onScreen, saidCentrally, about, more, nothingSaid, nothingOnScreen,
    noKeywords, noChapters, beyond, unmeasured, unmeasuredSound
  case veryDark, dark, mediumLight, bright, veryBright, littleDetail, muchDetail, camera, still,
    handheld, pan, tilt, zoom, slow, fast, mainly, slowPace, mediumPace, fastPace, lightMeasure,
    sharpnessMeasure
  case black, grey, white, red, orange, brown, yellow, green, cyan, blue, purple, pink
  case silent, quiet, moderate, loud, level, silentAt, noSilence, blackAt, frozenAt, damagedAt,
    noDefects
  case english, chinese, japanese, korean

  /// The wording in both languages.
  var wording: Wording {
    switch self {
    case .untitled: Wording("Video", "视频")
    case .numbered: Wording("Segment {0}", "片段 {0}")
    case .seconds: Wording("{0} s", "{0} 秒")
    case .bracketed: Wording("{0} ({1})", "{0}（{1}）")
    case .pair: Wording("{0}: {1}", "{0}：{1}")
    case .titleHeading: Wording("Title", "标题")
    case .filmLine: Wording("{0}: {1}.", "{0}：{1}。")
    case .length: Wording("{0} long ({1} s)", "时长 {0}（{1} 秒）")
    case .size: Wording("{0} × {1} pixels", "{0} × {1} 像素")
    case .rate: Wording("{0|picture|pictures} a second", "每秒 {0} 帧")
    case .withSound: Wording("with sound", "有声音")
    case .withoutSound: Wording("without sound", "无声音")
    case .partShown: Wording("What follows is about {0} of it.", "以下只涉及其中的 {0}。")
    case .heading: Wording("{0}:", "{0}：")
    case .summary: Wording("Summary", "概要")
    case .keywords: Wording("Keywords", "关键词")
    case .chapters: Wording("Chapters", "章节")
    case .timeline: Wording("Timeline", "时间线")
    case .speech: Wording("What is said", "所说内容")
    case .screen: Wording("Text on screen", "画面文字")
    case .looks: Wording("How it looks", "画面观感")
    case .sound: Wording("How it sounds", "声音")
    case .counts: Wording("Counted", "计数")
    case .defects: Wording("Black, frozen and unreadable stretches", "黑场、静帧与无法读取之处")
    case .mentions: Wording("Where words of the question come up", "问题中的词出现之处")
    case .segmentCount: Wording("{0|segment|segments}", "{0} 个片段")
    case .shotCount: Wording("{0|shot|shots}", "{0} 个镜头")
    case .cutCount: Wording("{0|change of shot|changes of shot}", "{0} 次镜头切换")
    case .shotLength: Wording("{0} s a shot on average", "平均每个镜头 {0} 秒")
    case .wordCount: Wording("{0|word|words} said", "说出 {0} 个词")
    case .speechCount: Wording("{0|line|lines} said", "{0} 句话")
    case .screenCount: Wording("{0|text|texts} on screen", "{0} 处画面文字")
    case .chapterCount: Wording("{0|chapter|chapters}", "{0} 个章节")
    case .said: Wording("Said: {0}", "所说：{0}")
    case .onScreen: Wording("On screen: {0}", "画面文字：{0}")
    case .saidCentrally: Wording("Central in what is said: {0}", "所说内容的核心：{0}")
    case .about: Wording("The words that count most: {0}", "最重要的词：{0}")
    case .more: Wording("{0} more", "另有 {0} 项")
    case .nothingSaid:
      Wording(
        "No words are known to be said: there are no lines of subtitles or of a transcription.",
        "没有已知的话语：没有字幕或转写。")
    case .nothingOnScreen: Wording("No text is known to stand on the screen.", "没有已知的画面文字。")
    case .noKeywords: Wording("There are no words to take keywords from.", "没有可供提取关键词的文字。")
    case .noChapters:
      Wording(
        "The file names no chapters; these are its segments.",
        "文件没有章节；以下是各片段。")
    case .beyond:
      Wording(
        "What is in the pictures was measured, not recognised: who or what is seen, where and why cannot be told from it; configure a model that sees to ask for that.",
        "画面内容只经测量，未经识别：无法由此得知画面中是谁、是什么、在哪里、为什么；如要询问这些，请配置能看画面的模型。")
    case .unmeasured: Wording("Nothing was measured.", "未作测量。")
    case .unmeasuredSound: Wording("The loudness was not measured.", "未测量响度。")
    case .veryDark: Wording("very dark", "很暗")
    case .dark: Wording("dark", "偏暗")
    case .mediumLight: Wording("medium light", "亮度适中")
    case .bright: Wording("bright", "明亮")
    case .veryBright: Wording("very bright", "很亮")
    case .littleDetail: Wording("little detail", "细节少")
    case .muchDetail: Wording("much detail", "细节多")
    case .camera: Wording("{0} camera", "{0}镜头")
    case .still: Wording("static", "固定")
    case .handheld: Wording("handheld", "手持")
    case .pan: Wording("pan", "横摇")
    case .tilt: Wording("tilt", "纵摇")
    case .zoom: Wording("zoom", "变焦")
    case .slow: Wording("slow {0}", "缓慢{0}")
    case .fast: Wording("fast {0}", "快速{0}")
    case .mainly: Wording("mainly {0}", "主要是{0}")
    case .slowPace: Wording("slow cutting", "剪辑节奏慢")
    case .mediumPace: Wording("moderate cutting", "剪辑节奏适中")
    case .fastPace: Wording("fast cutting", "剪辑节奏快")
    case .lightMeasure: Wording("mean light {0} of 1", "平均亮度 {0}（最高 1）")
    case .sharpnessMeasure: Wording("detail {0} of 1", "细节 {0}（最高 1）")
    case .black: Wording("black", "黑色")
    case .grey: Wording("grey", "灰色")
    case .white: Wording("white", "白色")
    case .red: Wording("red", "红色")
    case .orange: Wording("orange", "橙色")
    case .brown: Wording("brown", "棕色")
    case .yellow: Wording("yellow", "黄色")
    case .green: Wording("green", "绿色")
    case .cyan: Wording("cyan", "青色")
    case .blue: Wording("blue", "蓝色")
    case .purple: Wording("purple", "紫色")
    case .pink: Wording("pink", "粉色")
    case .silent: Wording("silent", "无声")
    case .quiet: Wording("quiet", "安静")
    case .moderate: Wording("moderately loud", "音量适中")
    case .loud: Wording("loud", "响亮")
    case .level: Wording("{0} dBFS on average", "平均 {0} dBFS")
    case .silentAt: Wording("silent at {0}", "无声：{0}")
    case .noSilence: Wording("no silent stretches", "没有无声段")
    case .blackAt: Wording("black at {0}", "黑场：{0}")
    case .frozenAt: Wording("frozen at {0}", "静帧：{0}")
    case .damagedAt: Wording("unreadable at {0}", "无法读取：{0}")
    case .noDefects:
      Wording(
        "No black, frozen or unreadable stretches were found.",
        "未发现黑场、静帧或无法读取之处。")
    case .english: Wording("English", "英语")
    case .chinese: Wording("Chinese", "中文")
    case .japanese: Wording("Japanese", "日语")
    case .korean: Wording("Korean", "韩语")
    }
  }
}

/// A phrase in both languages.
struct Wording {
  /// In English.
  let english: String
  /// In Chinese.
  let chinese: String

  /// Puts both side by side.
  init(_ english: String, _ chinese: String) { (self.english, self.chinese) = (english, chinese) }
}
