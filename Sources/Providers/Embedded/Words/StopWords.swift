/// Words that say nothing about what something is about.
enum StopWords {
  /// Those of English, in small letters.
  static let english = words(
    """
    a about above after again against all almost also although always am among an and another any anybody anyone
    anything are aren't around as at away back be became because been before being below between both but by call came
    can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each either else enough
    even ever every everybody everyone everything few first for from get gets getting give go goes going gone gonna good
    got had has hasn't have haven't having he he's her here here's hers herself him himself his how i i'd i'll i'm i've
    if in into is isn't it it'd it'll it's its itself just keep kind know last least less let let's like little look looked looking looks lot
    made make many may maybe me mean might mine more most much must my myself need never new next no nobody none nor not
    nothing now of off oh ok okay old on once one only onto or other others our ours out over own perhaps please put
    quite rather really right said same saw say says see seem seen shall she she's should shouldn't since so some
    somebody someone something sometimes still such sure take tell than that that's the their theirs them themselves
    then there there's these they they'd they'll they're they've thing things think this those though three through till
    to today together too took toward try two uh um under until up upon us use used very want was wasn't way we we'd
    we'll we're we've well went were weren't what what's when where which while who who's whom whose why will with
    within without won't would wouldn't yeah yes yet you you'd you'll you're you've your yours yourself
    """)

  /// Characters of Chinese that hold words together, and end every term.
  static let chinese = Set("的了是在和与及或也都就而但你我他她它们这那吗呢吧啊呀把被着很还又有不没个其之所以因为")

  /// Whether a word in small letters says nothing.
  static func contains(_ word: String) -> Bool {
    english.contains(word.contains("\u{2019}") ? word.replacing("\u{2019}", with: "'") : word)
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
