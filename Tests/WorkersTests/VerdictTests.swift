import Confinement
import Tasks
import TestSupport
import Testing

@testable import Workers

@Suite(.timeLimit(.minutes(40)), .computing) struct VerdictTests {
  private static let result = ChildWord.Result(text: "{}", warning: nil, files: [])
  private static let failure = TaskRecord.Failure(code: "no_video", reason: "There is no video.")
  private static var limits: WorkerLimits {
    var limits = WorkerLimits()
    (limits.memory, limits.cpu, limits.fileSize) = (2 << 30, .seconds(600), 3 << 20)
    limits.wallClock = .milliseconds(1500)
    (limits.lineLength, limits.output) = (1000, 1 << 20)
    return limits
  }

  private func verdict(
    _ cause: Ending.Cause, _ said: Verdict.Said = .init(), lastWords: String = "",
    cpu: Duration = .zero, peakMemory: Int64? = nil
  ) -> Verdict {
    Verdict(
      Ending(cause, lastWords: lastWords, cpu: cpu, peakMemory: peakMemory), said, Self.limits)
  }

  @Test func `a last word and an orderly end are what counts`() {
    #expect(verdict(.exited(0), .init(last: .done(Self.result))) == .done(Self.result))
    #expect(verdict(.exited(0), .init(last: .failed(Self.failure))) == .failed(Self.failure))
    #expect(verdict(.exited(0)) == .fell("ended without a last word"))
    #expect(
      verdict(.exited(0), .init(last: .done(Self.result), breach: "went on")) == .fell("went on"))
    #expect(verdict(.cancelled, .init(last: .done(Self.result))) == .stopped)
  }

  @Test(arguments: [
    (Ending.Cause.exited(1), "ended with code 1"),
    (.signalled(9), "was ended by signal 9"),
    (.signalled(11), "was ended by signal 11"),
    (.signalled(25), "wrote a file of more than 3 MB"),
    (.lineTooLong, "wrote a line of more than 1000 bytes"),
    (.outputTooLong, "wrote more than 1 MB"),
    (.dismissed, "wrote nonsense"),
    (.timedOut, "did not end after its last word"),
    (.notStarted("No such file"), "could not be started: No such file"),
  ])
  func `any other end after a last word is a fall`(cause: Ending.Cause, reason: String) {
    let breach = cause == .dismissed ? "wrote nonsense" : nil
    #expect(verdict(cause, .init(last: .done(Self.result), breach: breach)) == .fell(reason))
  }

  @Test func `what took too long is not tried again`() {
    func late(_ reason: String) -> Verdict { .failed(.init(code: "timeout", reason: reason)) }
    #expect(verdict(.timedOut) == late("The worker ran longer than 1.5 s."))
    let cpu = late("The worker used more than 600 s of processor time.")
    #expect(verdict(.signalled(24), cpu: .seconds(600)) == cpu)
    #expect(verdict(.signalled(9), cpu: .seconds(602)) == cpu)
    #expect(
      verdict(.signalled(9), cpu: .seconds(599)) == .fell("was ended by signal 9"))
  }

  @Test(arguments: [Ending.Cause.exited(1), .signalled(4), .signalled(6), .signalled(9)])
  func `memory is named where it was the reason`(cause: Ending.Cause) {
    let fall = Verdict.fell("used more than 2 GB of memory")
    #expect(verdict(cause, peakMemory: 1700 << 20) == fall)
    #expect(verdict(cause, peakMemory: 1400 << 20) != fall)
    #expect(verdict(cause, lastWords: "…\nMemoryError\n") == fall)
    #expect(verdict(cause, lastWords: "Cannot allocate memory") == fall)
    #expect(verdict(cause, lastWords: "a memory of summer") != fall)
  }

  @Test(arguments: [
    #"{"progress":{"percent":5}}"#, #"{"progress":null}"#, #"{"checkpoint":[1]}"#,
    #"{"failed":{"code":"a","reason":""}}"#, #" {"done" : {"result":null} } "#,
    #"{"done":{"result":{},"warning":null,"files":[]}}"#,
    #"{"done":{"result":{},"warning":{"code":"cut","reason":"It was cut."}}}"#,
    #"{"done":{"result":{},"files":[{"name":"a","type":"b","draft":"c"}]}}"#,
  ])
  func `lines of the protocol are understood`(line: String) {
    #expect(ChildWord(Array(line.utf8)) != nil)
  }

  @Test(arguments: [
    "", " ", "hello", "[]", "{}", #"{"done":{}}"#, #"{"done":1}"#, #"{"other":1}"#,
    #"{"progress":1,"done":{"result":1}}"#, #"{"progress":1}{"progress":2}"#, #"{"progress":"#,
    #"{"failed":{"code":"a"}}"#, #"{"failed":{"code":"","reason":"a"}}"#, #"{"failed":"a"}"#,
    #"{"done":{"result":{},"warning":"cut"}}"#,
    #"{"done":{"result":{},"files":[{"name":"a","type":"b"}]}}"#,
    #"{"done":{"result":{},"files":[{"name":"../a","type":"b","draft":"c"}]}}"#,
    #"{"done":{"result":{},"files":[{"name":"a","type":"b","draft":"/etc/passwd"}]}}"#,
    #"{"done":{"result":{},"files":[{"name":"a","type":"b","draft":".."}]}}"#,
    #"{"done":{"result":{},"files":[{"name":"a","type":"b","draft":"c\u0000"}]}}"#,
    #"{"done":{"result":{},"files":[{"name":"a","type":"b","draft":"c"},{"name":"a","type":"b","draft":"d"}]}}"#,
  ])
  func `other lines are not`(line: String) {
    #expect(ChildWord(Array(line.utf8)) == nil)
  }

  @Test func `lines that would take much memory are refused`() {
    let deep = #"{"progress":"# + String(repeating: "[", count: 1 << 20)
    #expect(ChildWord(Array(deep.utf8)) == nil)
    func result(_ count: Int) -> [UInt8] {
      Array(#"{"done":{"result":[0\#(String(repeating: ",0", count: count))]}}"#.utf8)
    }
    #expect(ChildWord(result(1 << 14)) != nil && ChildWord(result(1 << 21)) == nil)
    func note(_ verb: String, _ count: Int) -> [UInt8] {
      Array(#"{"\#(verb)":"\#(String(repeating: "x", count: count))"}"#.utf8)
    }
    for verb in ["progress", "checkpoint"] {
      #expect(ChildWord(note(verb, 1_000_000)) != nil && ChildWord(note(verb, 1 << 20)) == nil)
    }
  }
}
