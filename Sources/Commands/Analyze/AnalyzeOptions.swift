internal import Services

extension Option {
  static let model = Option(
    "model", short: "m", .text("NAME"),
    help: "Who answers: embedded unless given, which needs no network and says what was measured.")
  static let record = Option(
    "record", .file("FILE"), help: "Write down what the model answers; the file grows.")
  static let replay = Option(
    "replay", .file("FILE"), help: "Answer from what --record wrote down, without any model.")
  static let prompt = Option(
    "prompt", short: "p", .text("TEXT"), help: "What to find out about the whole video.")
  static let schema = Option(
    "schema", .file("FILE"), help: "A JSON schema that the answer must fit.")
  static let reference = Option(
    "reference", .file("FILE"), isRepeatable: true,
    help:
      "A picture to show beside the prompt, which may speak of it by its name, as in \"Where is logo?\"."
  )
  static let definitions = Option(
    "segments", .file("FILE"),
    help: "Kinds of segments to look for, as JSON: a list of id, description and fields.")
  static let asService = Option(
    "as", .choice(SpokenService.allCases.map(\.rawValue)),
    help: "Give the result as this service would, on one line.")
  static let systemText = Option(
    "system", .text("TEXT"), help: "What else the model should know or mind.")
  static let language = Option(
    "language", .text("TAG"), help: "The language of the answer, such as en or zh-CN.")
  static let temperature = Option(
    "temperature", .text("0-1"), help: "How freely to answer; left to the model unless given.")
  static let maxOutput = Option(
    "max-output", .text("N"), help: "The most tokens of one answer.")
  static let pictureSide = Option(
    "size", short: "s", .text("N"),
    help: "The longest side of pictures that are shown; what suits the model unless given.")
  static let analysisFPS = Option(
    "fps", .text("R"),
    help: "Pictures shown in each second of watching; chosen by what happens unless given.")
  static let analysisSpeed = Option(
    "speed", .text("S"), help: "Watch so many times as fast: 2 shows half as many pictures.")
  static let screen = Option(
    "screen", .text("LANG,..."),
    help:
      "Read the text on the screen in these languages of Tesseract, such as eng,chi_sim; none reads "
      + "nothing. eng unless given, if it is installed.")
  static let subtitles = Option(
    "subtitles", .file("FILE"), isRepeatable: true,
    help: "A file of subtitles; one beside the video with its name is found unasked.")
  static let transcriber = Option(
    "transcribe", .text("NAME"),
    help:
      "Who writes down what is said in a video without subtitles, such as local/whisper-1; none sends no "
      + "sound. Nobody unless given here or as \"transcriber\" in the configuration.")
  static let maxCost = Option("max-cost", .text("DOLLARS"), help: "Stop before it costs more.")
  static let maxRequests = Option("max-requests", .text("N"), help: "Stop after so many calls.")
  static let maxTokens = Option(
    "max-tokens", .text("N"), help: "Stop before calls take more tokens in all.")
  static let dryRun = Option(
    "dry-run", help: "Show the calls that would be made and about what they cost; ask nobody.")
  static let offline = Option("offline", help: "Open no connection, whatever is configured.")
  static let noAnswerCache = Option(
    "no-cache", help: "Keep nothing and use nothing that was kept.")
  static let strict = Option(
    "strict", help: "End with a code that is not zero unless everything was done as it was asked.")
  static let reproducible = Option(
    "reproducible", help: "Leave out what differs from run to run: durations and transfers.")

  static let question = [
    model, config, record, replay, prompt, schema, reference, definitions, systemText, language,
    temperature, maxOutput,
  ]
  static let showing = [analysisSpeed, analysisFPS, pictureSide, screen, subtitles, transcriber]
  static let spending = [maxCost, maxRequests, maxTokens, dryRun, offline]
}

extension ValueReader where Value == Double {
  static var dollars: Self {
    ValueReader(expected: "an amount such as 0.50") { text in
      Double(text).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }
  }
}
