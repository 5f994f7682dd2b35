/// What a question may ask for, as far as it was measured.
enum Topic: CaseIterable {
  case title, summary, keywords, chapters, timeline, speech, screen, looks, sound, counts, film
  case defects

  /// What is told where a question names nothing of it.
  static let general: [Topic] = [
    .summary, .keywords, .chapters, .timeline, .speech, .screen, .looks, .sound, .counts, .film,
    .defects,
  ]

  /// The words by which a question asks for it; Chinese ones may stand anywhere in it.
  var words: (english: [String], chinese: [String]) {
    switch self {
    case .title: (["title", "headline"], ["标题", "起名"])
    case .summary:
      (
        [
          "summary", "summarize", "summarise", "summarizing", "overview", "synopsis", "recap",
          "gist", "tldr",
          "what happens", "is it about", "this about", "is about", "video about", "film about",
          "clip about", "describe", "description", "main points",
          "key points",
        ],
        ["总结", "概括", "概要", "摘要", "概述", "简介", "讲了什么", "讲什么", "主要内容", "大意", "介绍", "描述", "要点"]
      )
    case .keywords:
      (
        ["keyword", "key word", "key term", "tag", "hashtag", "topic", "theme"],
        ["关键词", "关键字", "标签", "主题", "话题"]
      )
    case .chapters:
      (["chapter", "table of contents", "outline"], ["章节", "目录", "大纲"])
    case .timeline:
      (
        [
          "timeline", "segment", "scene", "timestamp", "section", "breakdown", "break down",
          "shot list", "shot by shot", "scene by scene",
        ],
        ["时间线", "时间轴", "片段", "场景", "分段", "时间戳", "分镜"]
      )
    case .speech:
      (
        [
          "said", "speak", "spoken", "speech", "transcript", "transcribe", "transcription", "quote",
          "dialog", "dialogue", "subtitle", "narration", "line",
        ],
        ["说", "台词", "对白", "字幕", "转写", "转录", "语录", "引用", "旁白", "讲话", "金句"]
      )
    case .screen:
      (
        [
          "text", "on screen", "onscreen", "caption", "title", "title card", "slide", "written",
          "ocr", "overlay",
          "credit",
        ],
        ["文字", "标题", "幻灯片", "花字", "屏幕上写"]
      )
    case .looks:
      (
        [
          "look", "color", "light", "lighting", "bright", "brightness", "dark", "camera", "motion",
          "movement",
          "visual", "visually", "sharp", "sharpness", "pace", "pacing", "rhythm", "pan", "zoom",
          "handheld",
        ],
        ["画面", "颜色", "色彩", "色调", "光线", "明暗", "亮度", "运镜", "镜头运动", "摄像机", "相机", "清晰", "节奏"]
      )
    case .sound:
      (
        [
          "sound", "audio", "loud", "loudness", "volume", "silence", "silent", "quiet", "noise",
          "hear", "heard",
        ],
        ["声音", "音量", "响度", "静音", "无声", "安静", "音频", "听"]
      )
    case .counts: (["how many", "count", "number of"], ["多少", "几个", "数量", "几次"])
    case .film:
      (
        [
          "duration", "how long", "length", "resolution", "format", "frame rate", "fps",
          "dimension",
        ],
        ["时长", "多长", "长度", "分辨率", "帧率", "格式", "尺寸", "多久"]
      )
    case .defects:
      (
        [
          "black", "frozen", "freeze", "damage", "damaged", "corrupt", "corrupted", "broken",
          "glitch", "defect",
          "unreadable",
        ],
        ["黑场", "黑屏", "静帧", "定格", "损坏", "花屏", "卡顿", "坏帧"]
      )
    }
  }
}
