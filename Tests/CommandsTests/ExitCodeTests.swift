import Media
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct ExitCodeTests {
  @Test(arguments: MediaError.Code.allCases)
  func `every reading error has an exit code of its own kind`(code: MediaError.Code) {
    let isWriting = code == .alreadyExists || code == .unwritable
    #expect(![.success, .incomplete, .outputClosed].contains(ExitCode(code)))
    #expect((ExitCode(code) == .noOutput) == isWriting)
  }

  @Test(arguments: ExitCode.allCases)
  func `every exit code is in the help`(code: ExitCode) throws {
    #expect(HelpPage.overview.contains("\n  \(code.rawValue) "))
    #expect(!code.meaning.isEmpty)
  }

  @Test func `cancelling is told apart from running out of time`() {
    #expect(ExitCode(.cancelled).rawValue == 130)
    #expect(ExitCode(.timedOut).rawValue == 75)
  }
}
