import Batches
import Foundation
import Testing

@testable import Commands

/// What people at a terminal see of a batch.
@Suite(.timeLimit(.minutes(40))) struct TerminalListenerTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  /// Everything that is shown of what a listener hears.
  private func shown(_ tell: (TerminalListener) -> Void) throws -> String {
    let path = URL(filePath: "\(place.path)/shown")
    try Data().write(to: path)
    let file = try FileHandle(forWritingTo: path)
    tell(TerminalListener(OutputStream(file.fileDescriptor)))
    try file.close()
    return try String(contentsOf: path, encoding: .utf8)
  }

  /// However soon after one another they end, nobody who rests is shown at work.
  @Test func whatIsShownLastIsHowThingsStand() throws {
    let text = try shown { listener in
      let names = ["a.mp4", "b.mp4"]
      for (worker, name) in names.enumerated() {
        listener.hear(.began(worker: worker, source: name, threads: 1), BatchTally())
      }
      for (worker, name) in names.enumerated() {
        listener.hear(
          .ended(worker: worker, LedgerLine(source: name, id: "0", .done)),
          BatchTally(done: worker + 1))
      }
    }
    let last = text.components(separatedBy: "\u{1b}[J").last
    #expect(last == "2 items\n")
  }

  @Test func oneIsNotMany() {
    #expect(TerminalListener.total(BatchTally(), seconds: 0) == "0 items")
    #expect(TerminalListener.total(BatchTally(done: 1), seconds: 0) == "1 item")
    #expect(TerminalListener.total(BatchTally(done: 1, total: 1), seconds: 0) == "1/1 item")
    #expect(TerminalListener.total(BatchTally(done: 1, total: 3), seconds: 0) == "1/3 items")
  }
}
