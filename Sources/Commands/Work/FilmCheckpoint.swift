internal import JSON
internal import Services

/// What the next attempt at a film needs to know: who is asked at the moment, and by which job.
struct FilmCheckpoint {
  /// Who is asked, by the place among all.
  private(set) var place = 0
  /// The job by which another makes the film; nil while there is none.
  private(set) var job: JSONValue?
  /// Whether somebody who minds no keys was asked for a job, and it is not known whether there is one.
  private(set) var isAsking = false
  /// Why the first one made none.
  private(set) var failure: FilmFailure?
  /// When the job began, in seconds since 1970.
  private var began: Int64?

  /// Reads what an earlier attempt left.
  init(_ json: JSONValue?, of order: FilmOrder) {
    guard let place = json?["place"]?.asInteger.flatMap({ Int(exactly: $0) }),
      order.targets.indices.contains(place)
    else { return }
    (self.place, job, began) = (place, json?["job"], json?["began"]?.asInteger)
    isAsking = json?["asking"]?.asFlag == true
    if let code = json?["code"]?.asText {
      failure = FilmFailure(code: code, reason: json?["reason"]?.asText ?? "")
    }
  }

  /// What is left for the next attempt.
  var json: JSONValue {
    .members([
      "place": .integer(Int64(place)), "job": job, "began": began.map { .integer($0) },
      "asking": isAsking ? true : nil,
      "code": failure.map { .text($0.code) }, "reason": failure.map { .text($0.reason) },
    ])
  }

  /// How long the job has been waited for.
  var spent: Duration { .seconds(began.map { max(0, WorkClock.now.seconds - $0) } ?? 0) }

  /// Notes that a job is asked for.
  mutating func ask() { isAsking = true }

  /// Notes a job that has begun.
  mutating func begin(_ job: JSONValue) {
    (self.job, began, isAsking) = (job, WorkClock.now.seconds, false)
  }

  /// Turns to the next one, if there is one.
  mutating func moveOn(after error: FilmFailure, among count: Int) -> Bool {
    failure = failure ?? error
    guard place + 1 < count else { return false }
    (place, job, began, isAsking) = (place + 1, nil, nil, false)
    return true
  }
}
