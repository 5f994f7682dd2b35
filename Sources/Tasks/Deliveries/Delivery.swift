/// Something that is to be sent to an address.
package struct Delivery: Sendable, Equatable, Identifiable {
  /// How far it is.
  package enum State: String, Sendable, CaseIterable {
    /// Its task is not finished.
    case waiting
    /// It is to be sent.
    case due
    /// It was taken.
    case delivered
    /// It was tried often enough.
    case abandoned
  }

  /// The name of the event, 32 hexadecimal digits: the same whenever it is sent again.
  package let id: String
  /// The task it speaks of.
  package let task: String
  /// Where it goes.
  package let url: String
  /// How far it is.
  package let state: State
  /// How often it was sent.
  package let attempts: Int
  /// When the event was.
  package let created: Moment
  /// When it is to be sent next.
  package let next: Moment?
  /// When it was taken or given up.
  package let finished: Moment?
  /// The status that the other side last answered with.
  package let status: Int?
  /// Why it was not taken the last time.
  package let failure: String?
  /// What is sent.
  package let body: String?
}

extension Delivery {
  /// The columns, in the order in which they are read.
  static let columns = """
    id, task, url, state, attempts, created, next, finished, status, failure, body
    """

  init(_ row: inout Row) throws(StoreError) {
    (id, task, url) = (row.text(), row.text(), row.text())
    let word = row.text()
    guard let state = State(rawValue: word) else {
      throw StoreError(.damaged, "the delivery \(id) is in a state that does not exist")
    }
    self.state = state
    (attempts, created) = (row.number(), row.moment())
    (next, finished) = (row.maybeMoment(), row.maybeMoment())
    status = row.maybeInteger().map { Int($0) }
    (failure, body) = (row.maybeText(), row.maybeText())
  }
}
