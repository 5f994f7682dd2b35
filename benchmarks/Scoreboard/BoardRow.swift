/// What one program gave at one piece of work.
package struct BoardRow: Codable, Equatable, Sendable {
  /// When and at what a row was taken.
  package struct Origin: Codable, Equatable, Sendable {
    /// The commit, with a remark if files were changed since.
    package let commit: String
    /// The day.
    package let date: String
    /// The part of all cores that others were using just before; nil if the system does not say.
    package let disturbance: Double?

    package init(commit: String, date: String, disturbance: Double?) {
      (self.commit, self.date, self.disturbance) = (commit, date, disturbance)
    }
  }

  /// The short name of the trial that it comes from.
  package let trial: String
  /// The work.
  package let title: String
  /// The program.
  package let tool: String
  /// How many pictures it says it gave; nil if it does not say.
  package var pictures: Int?
  /// What was measured, round by round.
  package let figures: [Measure: [Double]]
  /// What is promised.
  package let promises: [Promise]
  /// Whether all of that is kept; nil without promises.
  package let isKept: Bool?
  /// What else there is to say, in words.
  package var remark: String?
  /// Why there are no figures; nil if there are.
  package var failure: String?
  /// Where it comes from; nil until it is on a board.
  package var origin: Origin?

  private enum CodingKeys: String, CodingKey {
    case trial, title, tool, pictures, figures, promises
    case isKept = "kept"
    case remark, failure, origin
  }

  package init(
    trial: String, title: String, tool: String, pictures: Int? = nil,
    figures: [Measure: [Double]], promises: [Promise] = [], remark: String? = nil
  ) {
    (self.trial, self.title, self.tool) = (trial, title, tool)
    (self.pictures, self.figures, self.promises) = (pictures, figures, promises)
    isKept =
      promises.isEmpty
      ? nil : promises.allSatisfy { $0.isKept(by: figures[$0.measure] ?? []) }
    self.remark = remark
  }

  /// A row of what did not run; a promise that was not measured is not kept.
  package init(
    trial: String, title: String, tool: String, promises: [Promise] = [], failure: String
  ) {
    self.init(trial: trial, title: title, tool: tool, figures: [:], promises: promises)
    self.failure = failure
  }

  /// A row of what cannot run here yet, which breaks nothing.
  package init(trial: String, title: String, tool: String, missing reason: String) {
    self.init(trial: trial, title: title, tool: tool, figures: [:], remark: reason)
  }
}
