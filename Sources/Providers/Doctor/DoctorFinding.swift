/// What one probe of a server asked, what came, and what follows from it.
package struct DoctorFinding: Sendable, Equatable {
  /// The things to find out about a server, in the order in which they are.
  package enum Probe: String, Sendable, CaseIterable {
    /// Which server it is, and what it tells of itself for nothing.
    case server
    /// Whether it answers.
    case answer
    /// Which field bounds an answer.
    case limitField = "limit_field"
    /// Whether it takes a temperature.
    case temperature
    /// Whether it thinks before it answers, and how that is turned off.
    case thinking
    /// Whether answers can be read while they come, and are counted.
    case stream
    /// Whether it sees pictures.
    case sight
    /// Whether pictures stay beside their labels.
    case order
    /// Whether it keeps to a schema.
    case shape
    /// How many pictures it takes.
    case pictures
    /// How large they may be.
    case size
    /// How much it can keep in mind.
    case context
    /// Whether it forgets pictures without a word.
    case forgetting

    /// Whether it costs so much that only a deep examination asks it.
    package var isDeep: Bool {
      switch self {
      case .pictures, .size, .context, .forgetting: true
      default: false
      }
    }

    /// The members of the profile that are known for sure after it.
    var settles: [ServerProfile.Name] {
      switch self {
      case .server, .answer, .sight, .forgetting: []
      case .limitField: [.limitField]
      case .temperature: [.sendsTemperature]
      case .thinking: [.thinking]
      case .stream: [.streams, .countsInStream]
      case .order: [.order]
      case .shape: [.schemaMode]
      case .pictures: [.mostPictures]
      case .size: [.longestPictureSide]
      case .context: [.contextTokens]
      }
    }

    /// The question for people.
    package var question: String {
      switch self {
      case .server: "Which server is it?"
      case .answer: "Does it answer?"
      case .limitField: "Which field bounds an answer?"
      case .temperature: "Does it take a temperature?"
      case .thinking: "Does it think before it answers?"
      case .stream: "Can answers be read while they come?"
      case .sight: "Does it see pictures?"
      case .order: "Do pictures stay beside their labels?"
      case .shape: "Does it keep to a schema?"
      case .pictures: "How many pictures does it take?"
      case .size: "How large may pictures be?"
      case .context: "How much can it keep in mind?"
      case .forgetting: "Does it forget pictures silently?"
      }
    }
  }

  /// How a probe ended.
  package enum Verdict: String, Sendable, CaseIterable {
    /// As one would wish.
    case good
    /// With less than one would wish.
    case limited
    /// Not at all: nothing is known.
    case failed
    /// There was no need to ask, or no sense in it.
    case skipped
    /// It was not asked, since the examination may cost no more.
    case overBudget = "over_budget"
  }

  /// What was to be found out.
  package let probe: Probe
  /// How that ended.
  package let verdict: Verdict
  /// What was asked; empty if nothing was.
  package let asked: String
  /// What came; empty if nothing did.
  package let came: String
  /// What follows from it.
  package let conclusion: String
}
