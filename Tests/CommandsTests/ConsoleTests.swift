import Glibc
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct ConsoleTests {
  /// Opens a terminal, writes to it through `body`, and gives what a person would see.
  private func shown(_ body: (OutputStream) throws -> Void) throws -> String {
    let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    defer { close(master) }
    // TIOCSPTLCK and TIOCGPTN, which Swift does not import: unlock the terminal, tell its number.
    var (lock, number): (CInt, CInt) = (0, 0)
    try #require(unsafe ioctl(master, 0x4004_5431, &lock) == 0)
    try #require(unsafe ioctl(master, 0x8004_5430, &number) == 0)
    let terminal = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(terminal >= 0)
    try body(OutputStream(terminal))
    defer { close(terminal) }
    var seen: [UInt8] = []
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&request, 1, 100) > 0 {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(master, bytes.baseAddress, bytes.count)
      }
      guard count > 0 else { break }
      seen += buffer[..<count]
    }
    return String(decoding: seen, as: UTF8.self)
  }

  @Test(arguments: [
    ([:], true), (["NO_COLOR": ""], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false),
  ])
  func `colours are for terminals, and not for NO_COLOR`(
    environment: [String: String], isColoured: Bool
  ) throws {
    let text = try shown { terminal in
      _ = Tool.run(
        ["probe", media("tiny.mp4")], Console(environment: environment, output: terminal))
    }
    #expect(text.contains("container"))
    #expect(text.contains("\u{1b}") == isColoured)
  }

  @Test(arguments: [("a\nb", "a b"), ("\u{1b}[2Jx\u{7f}\u{9b}y", " [2Jx  y"), ("第二章", "第二章")])
  func `what files hold does not steer the terminal`(text: String, shown: String) {
    #expect(TextStyle.harmless(text) == shown)
  }

  @Test func `progress is for terminals, and goes away`() throws {
    let text = try shown { terminal in
      var progress = Console(error: terminal).progress(isQuiet: false)
      progress?.show(1, "pictures", part: 0.5)
      progress?.end()
    }
    #expect(text == "\r\u{1b}[K50 %, 1 pictures\r\u{1b}[K")
    #expect(Console(error: OutputStream(-1)).progress(isQuiet: false) == nil)
    let quiet = try shown { terminal in
      #expect(Console(error: terminal).progress(isQuiet: true) == nil)
      try terminal.write("-")
    }
    #expect(quiet == "-")
  }

  @Test func `pictures are not written to a terminal`() throws {
    let text = try shown { terminal in
      let console = Console(output: terminal, error: terminal)
      #expect(Tool.run(["frames", media("tiny.mp4"), "--out", "-"], console) == .usage)
      #expect(Tool.run(["sheet", media("tiny.mp4"), "--out", "-"], console) == .usage)
    }
    #expect(text.contains("shotlog: pictures would be written to the terminal"))
  }

  @Test func `a reader that goes away ends the run quietly`() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [CInt] = [0, 0]
    try #require(unsafe ends.withUnsafeMutableBufferPointer { unsafe pipe($0.baseAddress) } == 0)
    close(ends[0])
    let text = try shown { terminal in
      let console = Console(output: OutputStream(ends[1]), error: terminal)
      #expect(Tool.run(["probe", media("tiny.mp4")], console) == .outputClosed)
      try terminal.write("nothing else")
    }
    #expect(text == "nothing else")
    close(ends[1])
  }

  @Test(arguments: [
    (10, 0.5, 10.0, "50 %, 10 pictures, 1/s, 0:10 left"), (10, nil, 4.0, "10 pictures, 2.5/s"),
    (3, 2.0, 3.0, "100 %, 3 pictures, 1/s, 0:00 left"), (0, nil, 0.0, "0 pictures"),
    (60, 0.01, 60.0, "1 %, 60 pictures, 1/s, 99:00 left"),
  ])
  func `progress tells rate and time left`(
    count: Int, part: Double?, elapsed: Double, text: String
  ) {
    #expect(ProgressLine.text(count, "pictures", part: part, elapsed: elapsed) == text)
  }
}
