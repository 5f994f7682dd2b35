/// What may differ from one server to the next in what requests it takes.
package struct TwelveLabsRules: Sendable, Equatable {
  /// The model of a request that names none.
  package var defaultModel = PegasusModel.pegasus1_2
  /// What videos of tasks may be like.
  package var taskBounds = VideoBounds.task
  /// What videos may be like that are analysed at once.
  package var answerBounds = VideoBounds.answer
  /// The most bytes of a video that comes within a request.
  package var base64Bytes = 36 << 20
  /// The most bytes of a picture that comes within a request.
  package var pictureBytes = 32 << 20

  /// Takes what the service takes.
  package init() {}

  /// The same without minding lengths and sizes of videos.
  package var relaxed: TwelveLabsRules {
    var rules = self
    (rules.taskBounds, rules.answerBounds) = (taskBounds.relaxed, answerBounds.relaxed)
    return rules
  }
}
