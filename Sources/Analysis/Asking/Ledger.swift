internal import Models

/// Keeps count of what asking takes, and says when the budget is spent.
actor Ledger {
  private let budget: AnalysisBudget
  private let prices: TokenPrices?
  private(set) var effort = AnalysisEffort()
  private(set) var asked = 0
  private(set) var remembered = 0
  private(set) var transfers: [Transfer] = []
  private(set) var problems: [ModelError] = []
  /// What is promised to calls that run now.
  private var pending = TokenUsage(input: 0, output: 0)
  /// Failures since the last answer that was of use; too many in a row, and nobody is asked any more.
  private var failures = 0
  private var end: ModelError?

  private static let mostFailures = 3

  init(_ budget: AnalysisBudget, prices: TokenPrices?) {
    (self.budget, self.prices) = (budget, prices)
  }

  /// Allows a call that takes about so many tokens, or says why there can be none.
  func begin(_ guess: TokenUsage) throws(ModelError) {
    if let end { throw end }
    if let most = budget.requests, asked >= most { throw Self.spent("\(most) calls") }
    let sum = effort.tokens + pending + guess
    // What was remembered costs nothing now, but nobody knows what an earlier budget was: all of it counts.
    if let most = budget.tokens, sum.input + sum.output > most {
      throw Self.spent("\(most) tokens")
    }
    if let most = budget.cost {
      guard let prices else {
        throw ModelError(
          .overBudget,
          "a budget in dollars needs the model's prices; the configuration can name them")
      }
      if prices.cost(of: sum) > most { throw Self.spent("$\(Digits.short(most))") }
    }
    asked += 1
    pending = pending + guess
  }

  /// Notes the end of a call that was begun.
  func end(_ guess: TokenUsage) {
    pending = TokenUsage(input: pending.input - guess.input, output: pending.output - guess.output)
  }

  /// Counts an answer; `isNew` if it was given now.
  func count(_ answer: KeptAnswer, guess: TokenUsage, isNew: Bool) {
    if isNew {
      note(answer.finding.transfers)
    } else {
      remembered += 1
    }
    effort.requests += 1
    effort.pictures += answer.pictures.count
    if answer.finding.usage == nil { effort.isGuessed = true }
    let usage =
      answer.finding.usage
      ?? TokenUsage(input: guess.input, output: WordTokens.count(answer.finding.words))
    effort.tokens = effort.tokens + usage
    effort.cost = prices?.cost(of: effort.tokens)
  }

  /// Notes that an answer was of use.
  func noteUse() { failures = 0 }

  /// Notes a failure; after some there is no use in asking on.
  func note(_ error: ModelError) {
    note(error.transfers)
    if !problems.contains(where: { $0.code == error.code && $0.message == error.message }) {
      var plain = error
      plain.transfers = []
      problems.append(plain)
    }
    switch error.code {
    case .unauthorised, .noSuchModel, .offline, .quotaExhausted, .cancelled: end = end ?? error
    case .unreachable, .unavailable, .timedOut, .rateLimited, .brokenAnswer:
      failures += 1
      if failures >= Self.mostFailures { end = end ?? error }
    case .refused, .contextTooLong, .tooManyPictures, .picturesUnsupported, .requestTooLarge,
      .badRequest, .overBudget:
      break
    }
  }

  private func note(_ more: [Transfer]) { transfers = transfers.adding(more) }

  private static func spent(_ budget: String) -> ModelError {
    ModelError(.overBudget, "the budget of \(budget) is spent")
  }
}

extension [Transfer] {
  /// The same and more, one for each address of a destination.
  func adding(_ more: [Transfer]) -> [Transfer] {
    var sums = self
    for transfer in more {
      let place = sums.firstIndex {
        $0.destination == transfer.destination && $0.address == transfer.address
      }
      guard let place else {
        sums.append(transfer)
        continue
      }
      sums[place] = Transfer(
        destination: transfer.destination, address: transfer.address,
        sent: sums[place].sent + transfer.sent, received: sums[place].received + transfer.received)
    }
    return sums
  }
}
