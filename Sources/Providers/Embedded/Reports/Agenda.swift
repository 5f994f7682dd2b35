/// What an answer tells about, by what a question asks for and what there is.
struct Agenda {
  /// The topics.
  let topics: Set<Topic>
  /// Where words of the question come up.
  let mentions: Mentions
  /// Whether the question named nothing that was found, and is told everything.
  let isGeneral: Bool
  /// Whether a part of the question cannot be answered without seeing.
  let goesBeyond: Bool

  /// Settles what is told.
  init(_ question: Question, _ reading: ClipReading) {
    mentions = Mentions(of: question.searchWords, in: reading.whole)
    var topics = question.topics
    if mentions.lines.isEmpty { topics.formUnion(question.topicsIfNothingIsFound) }
    isGeneral = topics.isEmpty && mentions.lines.isEmpty
    let looksUp = !question.topicsIfNothingIsFound.isEmpty
    goesBeyond = question.goesBeyond || topics.isEmpty && (isGeneral || !looksUp)
    if isGeneral { topics = Set(Topic.general) } else if topics.isEmpty { topics = [.summary] }
    self.topics = topics
  }
}
