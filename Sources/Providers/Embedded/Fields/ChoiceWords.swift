internal import Models

/// The words by which lists of choices name what was measured.
extension Look.Light {
  /// The words for it.
  var names: [String] {
    switch self {
    case .veryDark: ["very dark", "dark", "low", "dim", "low light", "很暗", "暗", "偏暗", "昏暗"]
    case .dark: ["dark", "low", "dim", "low light", "暗", "偏暗", "昏暗"]
    case .medium: ["medium", "moderate", "normal", "medium light", "适中", "中等", "正常"]
    case .bright: ["bright", "high", "light", "well lit", "明亮", "亮"]
    case .veryBright: ["very bright", "bright", "high", "light", "well lit", "很亮", "明亮", "亮"]
    }
  }
}

extension Look.Pace {
  /// The words for it.
  var names: [String] {
    switch self {
    case .slow: ["slow", "slow paced", "slow cutting", "low", "慢", "缓慢", "慢节奏"]
    case .medium: ["medium", "moderate", "normal", "medium paced", "适中", "中等", "正常"]
    case .fast: ["fast", "fast paced", "fast cutting", "quick", "rapid", "high", "快", "快速", "快节奏"]
    }
  }
}

extension Hearing.Level {
  /// The words for it.
  var names: [String] {
    switch self {
    case .silent: ["silent", "silence", "mute", "muted", "no sound", "无声", "静音", "寂静"]
    case .quiet: ["quiet", "soft", "low", "安静", "小声", "轻"]
    case .moderate: ["moderate", "medium", "normal", "moderately loud", "适中", "中等", "正常"]
    case .loud: ["loud", "high", "响亮", "大声", "响"]
    }
  }
}

extension ShotFacts.Motion {
  /// The words for it.
  var names: [String] {
    switch self {
    case .still:
      ["static", "still", "fixed", "stationary", "locked", "locked off", "固定", "静止", "固定镜头"]
    case .pan: ["pan", "panning", "moving", "dynamic", "横摇", "摇", "摇镜", "平移", "移动", "运动"]
    case .tilt: ["tilt", "tilting", "moving", "dynamic", "纵摇", "俯仰", "移动", "运动"]
    case .zoom: ["zoom", "zooming", "moving", "dynamic", "变焦", "推拉", "移动", "运动"]
    case .handheld: ["handheld", "hand held", "shaky", "moving", "dynamic", "手持", "晃动", "移动", "运动"]
    }
  }

  /// Whether choices can mean nothing but the camera.
  static func isMeant(by choices: [String]) -> Bool {
    let moves: Set = [
      "pan", "panning", "tilt", "tilting", "zoom", "zooming", "handheld", "hand held",
    ]
    return Set(choices.map { $0.lowercased() }).intersection(moves).count > 1
  }
}

extension WrittenLanguage {
  /// The words for it.
  var names: [String] {
    switch self {
    case .english: [tag, "english", "eng", "en-us", "en-gb", "英语", "英文"]
    case .chinese: [tag, "chinese", "zho", "zh-cn", "中文", "汉语"]
    case .japanese: [tag, "japanese", "jpn", "ja-jp", "日本語", "日语", "日文"]
    case .korean: [tag, "korean", "kor", "ko-kr", "한국어", "韩语", "韩文"]
    }
  }
}
