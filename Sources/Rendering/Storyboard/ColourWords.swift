/// Words that bring a colour to mind, in the languages that prompts are most often written in.
enum ColourWords {
  /// A colour as painters name it: its hue in degrees, how pure and how light it is.
  struct Tint: Equatable {
    let hue: Double
    let purity: Double
    var isLight = false
  }

  /// The tints that a text brings to mind, in its order, each once.
  static func tints(in text: String) -> [Tint] {
    let text = text.lowercased()
    let words = Set(text.split { !$0.isLetter }.map(String.init))
    var found: [(place: String.Index, tint: Tint)] = []
    for (tint, names) in table {
      for name in names.split(separator: " ").map(String.init) {
        // Chinese and Japanese write no spaces, and Arabic puts its article before the word.
        let isWhole = name.unicodeScalars.allSatisfy { $0.value < 0x590 }
        if isWhole && !words.contains(name) { continue }
        guard let place = text.firstRange(of: name)?.lowerBound else { continue }
        found.append((place, tint))
        break
      }
    }
    return found.sorted { ($0.place, $0.tint.hue) < ($1.place, $1.tint.hue) }.map(\.tint)
  }

  private static let table: [(Tint, String)] = [
    (
      Tint(hue: 355, purity: 0.75),
      "red crimson scarlet ruby blood rojo rouge rot rosso vermelho красный 红 紅 赤 أحمر احمر אדום लाल"
    ),
    (
      Tint(hue: 18, purity: 0.8),
      "orange sunset sunrise dusk dawn autumn fire flame ember copper naranja atardecer feuer sonnenuntergang coucher закат 橙 夕 日落 黄昏 火 غروب شروق نار شاطئ שקיעה"
    ),
    (
      Tint(hue: 44, purity: 0.75),
      "yellow gold golden sun sunny honey sand desert amber amarillo jaune gelb dorado wüste желтый 黄 金 沙漠 太阳 太陽 أصفر ذهب صحراء צהוב זהב"
    ),
    (
      Tint(hue: 140, purity: 0.5),
      "green forest jungle grass leaf leaves emerald moss garden tree trees verde vert grün wald bosque forêt зеленый лес 绿 緑 森 林 草 أخضر غابة ירוק יער जंगल"
    ),
    (Tint(hue: 175, purity: 0.6), "teal turquoise cyan aqua lagoon mint türkis turquesa 青 تركواز"),
    (
      Tint(hue: 205, purity: 0.65),
      "blue ocean sea water wave waves sky river lake rain storm harbor lighthouse azul mer bleu blau meer himmel синий море 蓝 藍 海 水 雨 空 أزرق بحر ماء سماء مطر כחול ים"
    ),
    (
      Tint(hue: 235, purity: 0.55),
      "night midnight space galaxy star stars moon city cyberpunk indigo noche nuit nacht weltraum ночь 夜 星 月 宇宙 ليل نجوم قمر לילה रात"
    ),
    (
      Tint(hue: 278, purity: 0.55),
      "purple violet lavender magic dream neon morado pourpre lila фиолетовый 紫 霓 梦 夢 بنفسجي حلم סגול"
    ),
    (
      Tint(hue: 330, purity: 0.6),
      "pink rose blossom cherry magenta love heart rosa rosado 粉 桜 樱 爱 愛 وردي حب ורוד אהבה"
    ),
    (
      Tint(hue: 26, purity: 0.4),
      "brown wood coffee chocolate earth leather marrón brun braun kaffee 棕 茶 咖啡 بني قهوة"
    ),
    (
      Tint(hue: 215, purity: 0.08),
      "grey gray silver black shadow fog mist concrete steel noir schwarz negro gris grau nebel черный 灰 黑 黒 雾 霧 银 أسود رمادي ضباب שחור"
    ),
    (
      Tint(hue: 208, purity: 0.3, isLight: true),
      "white snow snowy ice winter paper bright blanco blanc weiß schnee nieve neige снег зима 白 雪 冬 أبيض ثلج לבן שלג बर्फ"
    ),
  ]
}
