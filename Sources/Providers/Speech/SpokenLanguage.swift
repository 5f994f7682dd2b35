/// Languages as servers name them: as tags, or in English words.
enum SpokenLanguage {
  /// The tag: `english` and `EN` are `en`; nil for words that name none of Whisper's languages.
  static func tag(_ name: String) -> String? {
    let name = name.lowercased()
    if let tag = tags[name] { return tag }
    let primary = name.prefix { $0 != "-" && $0 != "_" }
    return (2...3).contains(primary.count) && primary.allSatisfy { $0.isASCII && $0.isLetter }
      ? String(primary) : nil
  }

  private static let tags: [String: String] = Dictionary(
    uniqueKeysWithValues: list.split(whereSeparator: \.isWhitespace).compactMap { pair in
      let sides = pair.split(separator: "=")
      return sides.count == 2 ? (String(sides[0]).replacing("_", with: " "), String(sides[1])) : nil
    }
  )

  /// The languages that Whisper knows, and the other names that it has for some.
  private static let list = """
    afrikaans=af albanian=sq amharic=am arabic=ar armenian=hy assamese=as azerbaijani=az bashkir=ba basque=eu
    belarusian=be bengali=bn bosnian=bs breton=br bulgarian=bg burmese=my cantonese=yue castilian=es catalan=ca
    chinese=zh croatian=hr czech=cs danish=da dutch=nl english=en estonian=et faroese=fo finnish=fi flemish=nl
    french=fr galician=gl georgian=ka german=de greek=el gujarati=gu haitian=ht haitian_creole=ht hausa=ha
    hawaiian=haw hebrew=he hindi=hi hungarian=hu icelandic=is indonesian=id italian=it japanese=ja javanese=jw
    kannada=kn kazakh=kk khmer=km korean=ko lao=lo latin=la latvian=lv letzeburgesch=lb lingala=ln lithuanian=lt
    luxembourgish=lb macedonian=mk malagasy=mg malay=ms malayalam=ml maltese=mt mandarin=zh maori=mi marathi=mr
    moldavian=ro moldovan=ro mongolian=mn myanmar=my nepali=ne norwegian=no nynorsk=nn occitan=oc panjabi=pa
    pashto=ps persian=fa polish=pl portuguese=pt punjabi=pa pushto=ps romanian=ro russian=ru sanskrit=sa
    serbian=sr shona=sn sindhi=sd sinhala=si sinhalese=si slovak=sk slovenian=sl somali=so spanish=es
    sundanese=su swahili=sw swedish=sv tagalog=tl tajik=tg tamil=ta tatar=tt telugu=te thai=th tibetan=bo
    turkish=tr turkmen=tk ukrainian=uk urdu=ur uzbek=uz valencian=ca vietnamese=vi welsh=cy yiddish=yi yoruba=yo
    """
}
