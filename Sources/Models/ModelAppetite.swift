/// How much a model can look at in one call, and what it understands.
public struct ModelAppetite: Sendable, Equatable {
  /// How strictly a model keeps to a JSON schema.
  public enum SchemaSupport: String, Sendable, CaseIterable {
    /// It is asked in words, and answers in words that may hold JSON.
    case words
    /// It answers in JSON of whatever shape.
    case json
    /// It answers in the shape that a schema asks for.
    case schema
  }

  /// Pictures it looks at in one call; with 0 it is shown none, and knows what was measured.
  public var picturesPerCall = 16
  /// Segments it is asked about in one call.
  public var segmentsPerCall = 8
  /// The longest side of a picture, in pixels.
  public var longestSide = 512
  /// The longest side of a picture that bears much text.
  public var longestSideOfText = 1280
  /// Whether pictures must bear their times, since its server moves them away from the words beside them.
  public var wantsTimesOnPictures = false
  /// Tokens of question and answer together; nil if there is no bound.
  public var contextTokens: Int?
  /// The most tokens of an answer; nil if there is no bound.
  public var outputTokens: Int?
  /// Bytes of all pictures of a call; nil if there is no bound.
  public var bytesPerCall: Int?
  /// Calls that may run side by side.
  public var concurrentCalls = 1
  /// How it keeps to a schema.
  public var schemaSupport = SchemaSupport.words
  /// Whether it can say by itself where segments lie; if not it is asked about given ones.
  public var findsSegments = true
  /// Whether it answers at once and for nothing, so that nothing is gained by keeping its answers.
  public var isInstant = false
  /// What a picture costs in tokens.
  public var pictureTokens = PictureTokens.patches(side: 28)
  /// What tokens cost; nil if nobody told.
  public var prices: TokenPrices?

  /// Makes the appetite of a model of which nothing is known.
  public init() {}
}

/// How many tokens a picture counts, by its size.
public enum PictureTokens: Sendable, Equatable {
  /// The same for each.
  case each(Int)
  /// One for each square of that many pixels a side, at the edges for parts of squares too.
  case patches(side: Int)
  /// A base for each picture, and so many for each square tile of that many pixels a side.
  case tiles(base: Int, each: Int, side: Int)

  /// What a picture counts.
  public func count(width: Int, height: Int) -> Int {
    func squares(_ side: Int) -> Int {
      let side = max(1, side)
      return ((width + side - 1) / side) * ((height + side - 1) / side)
    }
    return switch self {
    case .each(let count): count
    case .patches(let side): squares(side)
    case .tiles(let base, let each, let side): base + each * squares(side)
    }
  }
}

/// What tokens cost, in US dollars for a million of them.
public struct TokenPrices: Sendable, Equatable {
  /// Those of questions.
  public let input: Double
  /// Those of answers.
  public let output: Double

  /// Makes prices.
  public init(input: Double, output: Double) { (self.input, self.output) = (input, output) }

  /// What so many tokens cost, in US dollars.
  public func cost(of usage: TokenUsage) -> Double {
    (Double(usage.input) * input + Double(usage.output) * output) / 1_000_000
  }
}
