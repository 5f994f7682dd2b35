/// The names under which facts are asked for.
///
/// Small words, and words for the passage itself, are left out on both sides before names are compared.
enum FactNames {
  /// The facts by the keys of their names.
  static let facts: [String: Fact] = {
    var facts: [String: Fact] = [:]
    for fact in Fact.allCases {
      for name in names(of: fact) {
        if let key = FieldName(name).keys.first, facts[key] == nil { facts[key] = fact }
      }
    }
    return facts
  }()

  /// The names of a fact, English ones first.
  static func names(of fact: Fact) -> [String] { rows[fact.rawValue] ?? [] }

  /// Every word of every name.
  static let words: Set<String> = Set(rows.values.joined().flatMap(FieldName.words(_:)))

  private static let rows: [String: [String]] = {
    let rows = table.split(separator: "\n").map { row in
      row.split(separator: "|").map { $0.split(separator: ",").map { CleanText.line(String($0)) } }
    }
    return Dictionary(rows.map { ($0[0][0], Array($0.dropFirst().joined())) }) { first, _ in first }
  }()

  private static let table = """
    title | title, headline, heading, name of the segment, scene title, caption title | 标题, \
      题目, 小标题
    summary | summary, synopsis, overview, abstract, description, recap, gist, what happens, \
      content summary, sentence summary, executive summary, detailed summary, detailed description | 摘要, 概要, 总结, 描述, 简介, 概述, 内容
    keywords | keywords, key words, tags, topics, topic, key terms, hashtags | 关键词, 关键字, \
      标签, 主题, 话题
    speech | speech, transcript, transcription, dialogue, dialog, spoken words, spoken text, \
      what is said, narration, voice over, subtitles, spoken, talking, anybody speaks, someone \
      speaks, voiceover, subtitle text | 字幕, 台词, 对白, 对话, 语音, 旁白, 所说, 说话, 说的话, 转写, 转录, 字幕内容
    quotes | quotes, quote, key quote, key sentence, key sentences, central sentence, notable \
      quotes, memorable quote, key points, main points | 引语, 金句, 语录, 引用, 关键句, 要点
    screen | text on screen, on screen text, onscreen text, screen text, visible text, written \
      text, ocr, ocr text, displayed text, text overlay, title card, titles on screen, slide \
      text, text on slides, burned in text, chyron, lower third, text lines on screen | 画面文字, 屏幕文字, \
      屏幕上的文字, 画面上的文字, 花字, 文字内容
    text | text, words, line, sentence, caption | 文字, 文本, 句子, 文案
    language | language, spoken language, language spoken | 语言, 语种
    languageCode | language code, language tag, iso language code, iso 639 code | 语言代码
    start | start, start time, starts at, start seconds, start timestamp, begin, begins at, \
      beginning, from, timestamp, time, onset | 开始, 开始时间, 起始时间, 起点, 时间, 时间点, \
      时间戳
    end | end, end time, ends at, end seconds, end timestamp, until, finish time | 结束, \
      结束时间, 终点
    duration | duration, length, running time, runtime, run time, duration seconds, length in \
      seconds, how long, length seconds | 时长, 长度, 持续时间
    span | time range, timecode, time span, timing, time code | 时间段, 时间范围, \
      时间码
    firstCut | first cut, first change of shot, time of the first cut | 首次切换, 第一次切换
    cuts | cuts, cut times, cut points, shot starts, times of cuts, shot changes, cut timestamps \
      | 切换时间, 切点, 镜头切换时间
    bestFrame | best frame, thumbnail, thumbnail time, best thumbnail, key frame, keyframe, \
      cover frame, poster frame, representative frame | 最佳画面, 封面, 封面时间, 代表帧, 关键帧
    firstWords | first words, speech start, speech starts at, first speech, first spoken words | \
      首句时间, 开始说话, 语音开始
    firstText | first text, text appears at, first text on screen, text start | 文字出现时间
    number | number, index, segment number, scene number, shot number, chapter number, segment \
      index, scene index | 序号, 编号, 片段编号
    shotCount | shot count, number of shots, shots, how many shots, num shots | 镜头数, \
      镜头数量, 镜头个数, 多少个镜头
    cutCount | cut count, number of cuts, how many cuts, num cuts, number of shot changes | \
      切换次数, 剪辑次数
    segmentCount | segment count, number of segments, scene count, number of scenes, how many \
      scenes, how many segments, num scenes, num segments, scenes, segments | 片段数, 片段数量, 场景数, 场景数量
    chapterCount | chapter count, number of chapters, how many chapters, num chapters, chapters | 章节数, \
      章节数量
    wordCount | word count, number of words, how many words, words spoken, num words | 词数, \
      字数, 单词数
    lineCount | line count, number of lines, sentence count, number of spoken lines, subtitle \
      count, number of subtitles | 句数, 台词数, 字幕条数
    textCount | text count, number of texts, number of texts on screen, screen text count | \
      文字条数, 画面文字数量
    speechSeconds | speech duration, speaking time, seconds of speech, speech length, speech \
      seconds, spoken seconds | 说话时长, 语音时长
    look | look, looks, appearance, visual look, how it looks, visuals | 画面, 外观, 画面观感, \
      观感
    colours | color, colors, dominant color, dominant colors, main color, palette, color \
      palette, primary color, prevailing color | 颜色, 主色, 主色调, 色彩, 主要颜色, 色调
    colourCode | color code, color hex, hex color, dominant color hex, hex | 颜色代码, 色值
    light | light, lighting, brightness, luminance, exposure, light level, lightness, luma, brightness level, lighting conditions, light conditions | \
      光线, 亮度, 明暗, 光照
    dark | dark, darkness, low light, is dark, picture dark | 暗, 偏暗, 昏暗, 黑暗
    bright | bright, well lit, is bright | 亮, 明亮
    motion | motion, camera, camera motion, camera movement, camera move, movement, camera work \
      | 镜头运动, 运镜, 相机运动, 摄像机运动, 镜头移动
    motionAmount | motion amount, motion speed, camera speed, amount of motion, motion level | \
      运动量, 运动幅度, 运动速度
    moves | moving camera, camera moving | 镜头是否移动, \
      移动镜头
    sharpness | sharpness, detail, focus measure, level of detail, amount of detail | 清晰度, \
      锐度, 细节
    pace | pace, pacing, editing pace, cutting rate, cuts per minute, editing speed | 节奏, \
      剪辑节奏
    shotLength | average shot length, mean shot length, shot length, average shot duration, shot \
      duration | 平均镜头长度, 镜头长度, 平均镜头时长
    sound | sound, how it sounds, audio, sound level, volume, audio level, volume level | 声音, 音频, 音量
    loudness | loudness, mean loudness, average loudness, dbfs, level in decibels, loudness db | \
      响度, 平均响度, 分贝
    silent | silent, silence, muted, no sound, quiet throughout | 无声, 静音, 寂静, 安静
    loud | loud, noisy sound level, loud sound | 响亮, 大声
    silentSeconds | silent seconds, seconds of silence, silence duration, silence length | \
      静音时长, 无声时长
    hasSound | sound track, audio track, sound stream, audio stream | 有声音, 音轨, 有音频
    black | black, black frames, black screen, black seconds, black picture | 黑场, 黑屏
    frozen | frozen, freeze, freeze frame, frozen seconds, frozen picture, still picture | 静帧, \
      定格, 画面静止
    damaged | damaged, damage, corrupt, corrupted, unreadable, broken frames | 损坏, 破损, \
      无法读取
    filmTitle | video title, film title, movie title, title of the video, video name | 视频标题, \
      片名, 影片标题
    width | width, video width, picture width | 宽度, 宽
    height | height, video height, picture height | 高度, 高
    size | resolution, dimensions, frame size, picture size, video size | 分辨率, 尺寸, 画面尺寸
    frameRate | frame rate, fps, frames per second, framerate | 帧率, 帧速率
    orientation | orientation, picture format | 画面方向, 横竖屏, 方向
    """
}
