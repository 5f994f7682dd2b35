package import Wires

/// The models that the service names, and what each of them takes.
package enum PegasusModel: String, Sendable, CaseIterable {
  /// Answers prompts about whole videos.
  case pegasus1_2 = "pegasus1.2"
  /// Answers prompts, and finds segments, in videos and parts of them.
  case pegasus1_5 = "pegasus1.5"

  /// Whether it finds segments, minds windows and lengths, and looks at pictures beside the prompt.
  package var isFull: Bool { self == .pegasus1_5 }

  /// How many tokens an answer may be allowed to have.
  package func tokens(_ mode: TwelveLabs.AnalysisMode) -> ClosedRange<Int64> {
    switch (self, mode) {
    case (.pegasus1_2, _): 1...4096
    case (.pegasus1_5, .general): 512...98304
    case (.pegasus1_5, .timeBasedMetadata): 2048...98304
    }
  }
}
