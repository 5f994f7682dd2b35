import Confinement
import Foundation
import TestSupport
import Testing
import Threads

/// Lines that a child wrote.
private final class Lines: Sendable {
  private let lines = Guarded<[String]>([])
  var all: [String] { lines.withLock { $0 } }

  func take(_ line: [UInt8]) -> ChildProcess.Reaction {
    lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
    return .goOn
  }
}

private func shell(
  _ script: String, _ change: (inout ChildProcess) -> Void = { _ in }
) -> ChildProcess {
  var child = ChildProcess(
    "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"])
  child.wallClock = .seconds(60)
  child.grace = .milliseconds(300)
  change(&child)
  return child
}

@Suite(.timeLimit(.minutes(40)), .waiting) struct ChildProcessTests {
  @Test func `a child gets its input, and gives its lines and its code`() async {
    let lines = Lines()
    let ending = await shell("cat; echo; echo last words >&2; printf end; exit 7").run(
      input: Array("one\ntwo\n\nthree".utf8)
    ) { lines.take($0) }
    #expect(lines.all == ["one", "two", "", "three", "end"])
    #expect(ending.cause == .exited(7) && ending.lastWords == "last words\n")
  }

  @Test func `a child has the environment it is given, no descriptors and no other signals`()
    async throws
  {
    let lines = Lines()
    // A descriptor that does not close by itself.
    let leak = unsafe open("/dev/null", O_RDONLY)
    defer { close(leak) }
    _ = await shell("env | sort; ls /proc/self/fd | wc -l; grep Sig[BI] /proc/self/status").run(
      input: []
    ) { lines.take($0) }
    #expect(lines.all.contains("PATH=/usr/bin:/bin"))
    // The shell adds a few of its own.
    let names = lines.all.filter { $0.contains("=") }.map { String($0.prefix { $0 != "=" }) }
    #expect(Set(names).isSubset(of: ["PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"]))
    // Its own three, and the folder that `ls` reads.
    #expect(lines.all.contains("4"))
    for line in lines.all where line.hasPrefix("Sig") {
      // Two of the later ones are the C library's own.
      #expect(UInt64(line.split(separator: "\t")[1], radix: 16).map { $0 & 0x7FFF_FFFF } == 0)
    }
  }

  @Test func `one that a signal ends says which`() async {
    #expect(await shell("kill -9 $$").run(input: []) { _ in .goOn }.cause == .signalled(9))
    #expect(await shell("kill -SEGV $$").run(input: []) { _ in .goOn }.cause == .signalled(11))
  }

  @Test func `a program that is not there does not start`() async {
    let child = ChildProcess("/nowhere/at/all", environment: [:])
    let ending = await child.run(input: [1, 2, 3]) { _ in .goOn }
    guard case .notStarted(let reason) = ending.cause else {
      Issue.record("\(ending.cause)")
      return
    }
    #expect(reason.contains("No such file"))
  }

  @Test func `one that never reads its input is not waited for beyond its end`() async {
    let input = [UInt8](repeating: 65, count: 1 << 22)
    let begin = ContinuousClock.now
    #expect(await shell("exit 3").run(input: input) { _ in .goOn }.cause == .exited(3))
    #expect(await shell("exec <&-; sleep 0.2").run(input: input) { _ in .goOn }.cause == .exited(0))
    #expect(await shell("sleep 0.2").run(input: input) { _ in .goOn }.cause == .exited(0))
    #expect(ContinuousClock.now - begin < .seconds(20))
  }

  @Test func `large inputs and outputs pass each other`() async {
    let count = Guarded(0)
    let line = [UInt8](repeating: 66, count: 999) + [10]
    let input = Array((0..<4000).map { _ in line }.joined())
    let ending = await shell("cat").run(input: input) { line in
      count.withLock { $0 += line.count == 999 ? 1 : 0 }
      return .goOn
    }
    #expect(ending.cause == .exited(0) && count.withLock { $0 } == 4000)
  }

  @Test func `one that closes its output goes on until it ends`() async {
    let ending = await shell("exec >&- 2>&-; sleep 0.3; exit 4").run(input: []) { _ in .goOn }
    #expect(ending.cause == .exited(4))
  }

  @Test func `a reader that is slow makes the child wait, not the memory grow`() async throws {
    let taken = Guarded(0)
    let lines = 60
    // 100 kB a line, so 6 MB in all, of which a few pipes' worth may be under way.
    let script = """
      i=0; while [ $i -lt \(lines) ]; do head -c 100000 /dev/zero | tr '\\0' x; echo; i=$((i+1))
      echo $i >&2; done
      """
    let ending = await shell(script).run(input: []) { _ in
      taken.withLock { $0 += 1 }
      try? await Task.sleep(for: .milliseconds(2))
      return .goOn
    }
    #expect(ending.cause == .exited(0) && taken.withLock { $0 } == lines)
    let stuck = Guarded(0)
    let held = await shell(script) { $0.wallClock = .seconds(1) }.run(input: []) { _ in
      stuck.withLock { $0 += 1 }
      try? await Task.sleep(for: .seconds(2))
      return .goOn
    }
    let written = held.lastWords.split(separator: "\n").compactMap { Int($0) }.max() ?? 0
    #expect(held.cause == .timedOut && written < 20, "\(written) lines were written")
  }

  @Test func `too long a line and too much output end the child`() async {
    let endless = await shell("while :; do printf xxxxxxxxxxxxxxxx; done") {
      $0.longestLine = 100_000
    }.run(input: []) { _ in .goOn }
    #expect(endless.cause == .lineTooLong)
    let flood = await shell("yes \(String(repeating: "x", count: 999))") {
      $0.mostOutput = 3_000_000
    }.run(input: []) { _ in .goOn }
    #expect(flood.cause == .outputTooLong)
    let exact = await shell("head -c 1000 /dev/zero; echo") { $0.longestLine = 1000 }
      .run(input: []) { _ in .goOn }
    #expect(exact.cause == .exited(0))
  }

  @Test func `only the last words to the standard error are kept`() async {
    let ending = await shell("head -c 3000000 /dev/zero | tr '\\0' e >&2; printf END >&2").run(
      input: []
    ) { _ in .goOn }
    #expect(ending.lastWords.utf8.count == 4096 && ending.lastWords.hasSuffix("eeEND"))
  }

  @Test func `one that runs too long is ended, even against its will`() async {
    let begin = ContinuousClock.now
    let late = await shell("sleep 50") { $0.wallClock = .milliseconds(200) }
      .run(input: []) { _ in .goOn }
    #expect(late.cause == .timedOut)
    let deaf = await shell("trap '' TERM; while :; do sleep 1; done") {
      $0.wallClock = .milliseconds(200)
    }.run(input: []) { _ in .goOn }
    #expect(deaf.cause == .timedOut)
    let stopped = await shell("kill -STOP $$") { $0.wallClock = .milliseconds(200) }
      .run(input: []) { _ in .goOn }
    #expect(stopped.cause == .timedOut)
    #expect(ContinuousClock.now - begin < .seconds(20))
  }

  @Test func `cancelling ends a child soon, and lets it clear up`() async {
    let (started, isStarted) = AsyncStream.makeStream(of: Void.self)
    let lines = Lines()
    let child = shell("trap 'echo bye >&2; exit 0' TERM; echo go; while :; do sleep 0.05; done")
    let run = Task {
      await child.run(input: []) { line in
        isStarted.yield()
        return lines.take(line)
      }
    }
    var starts = started.makeAsyncIterator()
    _ = await starts.next()
    let begin = ContinuousClock.now
    run.cancel()
    let ending = await run.value
    #expect(ending.cause == .cancelled && ending.lastWords.contains("bye\n"), "\(ending)")
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func `one that was cancelled before it began never does`() async {
    let run = Task {
      try? await Task.sleep(for: .seconds(10))
      // It could not even begin.
      return await ChildProcess("/nowhere/at/all", environment: [:]).run(input: []) { _ in .goOn }
    }
    run.cancel()
    #expect(await run.value.cause == .cancelled)
  }

  @Test func `who reads the lines may end the child or hurry it`() async {
    let begin = ContinuousClock.now
    let dismissed = await shell("echo a; sleep 50").run(input: []) { _ in .dismiss }
    #expect(dismissed.cause == .dismissed)
    let hurried = await shell("echo a; sleep 50").run(input: []) { _ in
      .endWithin(.milliseconds(100))
    }
    #expect(hurried.cause == .timedOut)
    let quick = await shell("echo a; sleep 0.1; exit 2").run(input: []) { _ in
      .endWithin(.seconds(30))
    }
    #expect(quick.cause == .exited(2))
    #expect(ContinuousClock.now - begin < .seconds(20))
  }

  @Test func `a grandchild that holds the pipes is ended with the child`() async throws {
    let lines = Lines()
    let begin = ContinuousClock.now
    let ending = await shell("sleep 61 & echo $!; exit 5").run(input: []) { lines.take($0) }
    #expect(ending.cause == .exited(5))
    #expect(ContinuousClock.now - begin < .seconds(20))
    let grandchild = try #require(lines.all.first.flatMap { Int32($0) })
    for _ in 0..<6000 where isAlive(grandchild) { try await Task.sleep(for: .milliseconds(20)) }
    #expect(!isAlive(grandchild))
  }

  @Test func `a grandchild that left the group keeps nobody waiting`() async throws {
    let lines = Lines()
    let begin = ContinuousClock.now
    // It goes on writing, which nobody reads any more.
    let ending = await shell(
      "setsid sh -c 'echo $$; exec yes \(String(repeating: "x", count: 999))' & sleep 0.3; exit 6"
    ) {
      $0.mostOutput = 1 << 40
    }.run(input: []) { lines.take($0) }
    #expect(ending.cause == .exited(6))
    #expect(ContinuousClock.now - begin < .seconds(20))
    if let escaped = lines.all.lazy.compactMap({ Int32($0) }).first { kill(escaped, SIGKILL) }
  }

  @Test func `limits are set from outside before the input comes`() async {
    let lines = Lines()
    let script = "read a; ulimit -d; ulimit -t; ulimit -f; ulimit -n; ulimit -c; nice"
    let ending = await shell(script) {
      $0.limits = ProcessLimits(
        memory: 1 << 30, cpu: .seconds(17), fileSize: 1 << 20, openFiles: 30, niceness: 3)
    }.run(input: [10]) { lines.take($0) }
    #expect(ending.cause == .exited(0))
    let niceness = min(getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) + 3, 19)
    #expect(lines.all == ["1048576", "17", "2048", "30", "0", "\(niceness)"])
  }

  @Test func `the time and the memory that a child used are told`() async {
    let program = """
      import time
      while time.process_time() < 0.4: pass
      """
    var child = ChildProcess("/usr/bin/python3", ["-c", program], environment: [:])
    let brief = await child.run(input: []) { _ in .goOn }
    #expect(brief.cpu > .milliseconds(350) && brief.cpu < .seconds(5))
    // More than this process ever had, for a child begins on its parent's memory.
    var ours = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &ours)
    let size = ours.ru_maxrss * 1024 + 512 << 20
    child.arguments = ["-c", "a = bytearray(\(size))\nfor i in range(0, len(a), 4096): a[i] = 1"]
    let large = await child.run(input: []) { _ in .goOn }
    #expect(large.peakMemory ?? 0 > size, "\(large)")
    #expect(brief.peakMemory == nil)
  }

  @Test func `a confined child lives as long as it wants, whatever other threads do`() async throws
  {
    var chance = SplitMix64(seed: 4)
    let pauses = (0..<8).map { _ in Int.random(in: 0...6_000_000, using: &chance) }
    try await withThrowingTaskGroup(of: Ending.self) { group in
      for pause in pauses {
        group.addTask { try await Confined.run("sleep=\(pause)").ending }
      }
      for try await ending in group { #expect(ending.cause == .exited(0)) }
    }
  }

  @Test func `a hundred children at once leave neither processes nor descriptors behind`()
    async throws
  {
    let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    var chance = SplitMix64(seed: 7)
    let fates = (0..<100).map { _ in Int.random(in: 0..<4, using: &chance) }
    await withTaskGroup(of: Void.self) { group in
      for (number, fate) in fates.enumerated() {
        if number >= 16 { await group.next() }
        group.addTask {
          let child = shell(
            ["exit 0", "kill -9 $$", "sleep 60", "trap '' TERM; sleep 60"][fate]
          ) {
            $0.wallClock = fate < 2 ? .seconds(60) : .milliseconds(100)
            $0.grace = .milliseconds(100)
          }
          let expected: Ending.Cause = [.exited(0), .signalled(9), .timedOut, .timedOut][fate]
          #expect(await child.run(input: [1]) { _ in .goOn }.cause == expected)
        }
      }
    }
    let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    // Other suites may have opened something meanwhile.
    #expect(after < before + 60)
  }
}
