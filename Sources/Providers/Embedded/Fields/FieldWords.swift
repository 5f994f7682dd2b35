/// Words that the names and descriptions of fields are made of, American and singular.
enum FieldWords {
  /// Words that change nothing about what is meant.
  static let small = set(
    """
    a an the of to this that these those it its is are was were has have contains contain containing any there whether \
    if true false main overall total all every each short brief concise one two three few single return list extract \
    provide write state and or as for with value field measured mean average your you should be at present estimated
    """)

  /// Words for the passage itself.
  static let passage = set(
    "video clip film movie footage recording segment scene chapter part section passage shot picture frame whole"
  )

  /// Words that may stand in the description of a measure beside its names.
  static let neutral = set(
    """
    screen second minute millisecond time sound audio speech track file word hour order stream language general english \
    chinese decibel hertz pixel slide dbfs percent from in on by between when where what how which into during \
    throughout most common commonest used using mostly prominent prevailing dominant perceived integer float decimal \
    number string boolean scale range unit format hh mm ss fff json iso code zero relative absolute exact approximate \
    static still fixed pan panning tilt tilting zoom zooming handheld slow medium moderate fast quiet loud silent dark \
    bright low high normal yes no not otherwise only either give name type kind color colors does do happen long \
    start end starting ending begin beginning first last describe description detail level much many rgb hex
    """)

  /// Words for what only seeing, or knowing, tells.
  static let others = set(
    """
    person people speaker man woman men women child children boy girl face host guest actor character player team \
    object product brand logo place location setting country city room emotion mood feeling sentiment action activity \
    event animal dog cat car vehicle food clothes clothing weapon gesture genre style music song instrument relation
    """)

  /// Words for those who speak: what they say is what is said.
  static let speakers = set(
    "speaker person people anyone anybody someone somebody narrator host guest character")

  /// Chinese words for what only seeing, or knowing, tells.
  static let chineseOthers = [
    "人物", "人数", "说话人", "谁", "男", "女", "孩", "脸", "物体", "产品", "品牌", "地点", "地方", "位置", "情绪",
    "心情", "动作", "事件", "动物", "汽车", "食物", "服装", "音乐", "歌", "类型", "风格",
  ]

  /// Chinese words for the passage, whose colour, light and length are meant.
  static let chinesePassage = [
    "视频", "片段", "场景", "章节", "影片", "这段", "本段", "镜头", "画面", "屏幕", "声音", "语音", "整体", "简短",
    "屏幕上", "画面上", "画面中", "视频中", "片段中", "主要",
  ]

  private static func set(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map { FieldName.plain(String($0)) })
  }
}
