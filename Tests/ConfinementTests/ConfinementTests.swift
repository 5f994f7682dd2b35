import Confinement
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct ConfinementTests {
  @Test func `a confined process says what holds of it`() async throws {
    let (said, effect, ending) = try await Confined.run("status")
    #expect(ending.cause == .exited(0))
    #expect(effect.hasPrefix("confined ") && effect.hasSuffix(" threads=1"))
    let status = try #require(said["status"])
    #expect(status.contains("NoNewPrivs:1"))
    // Reading what belongs to others is all that is left, where it was there.
    for right in ["CapEff:", "CapPrm:"] {
      let word = try #require(status.split(separator: " ").first { $0.hasPrefix(right) })
      #expect(["0000000000000000", "0000000000000004"].contains(word.dropFirst(right.count)))
    }
    if effect.contains("calls=true") { #expect(status.contains("Seccomp:2")) }
  }

  @Test func `files outside can be neither read nor written`() async throws {
    _ = try await Confined.requireLandlock()
    let scratch = try Scratch()
    let secret = try scratch.file("secret")
    let (source, drafts) = (try scratch.file("source.mp4"), try scratch.folder("drafts"))
    let draft = "\(drafts)/a"
    let (said, _, ending) = try await Confined.run(
      "--read", source, "--write", drafts, "read=\(secret)", "append=\(secret)",
      "remove=\(secret)", "create=\(scratch.path)/new", "list=\(scratch.path)",
      "read=\(source)", "append=\(source)", "remove=\(source)",
      "create=\(draft)", "append=\(draft)", "read=\(draft)", "list=\(drafts)",
      "remove=\(draft)", "folder=\(drafts)/b", "symlink=\(drafts)/d", "pipe-file=\(drafts)/e",
      "read=\(drafts)/../secret", "read=/etc/shadow", "list=/root", "list=/etc", "list=/",
      "create=/tmp/shotlog-outside", "append=/dev/null", "read=/dev/urandom", "list=/usr/share",
      "read=/etc/hosts", "read=/proc/1/environ", "list=/proc")
    #expect(ending.cause == .exited(0))
    for deed in [
      "read=\(secret)", "append=\(secret)", "remove=\(secret)", "create=\(scratch.path)/new",
      "list=\(scratch.path)", "append=\(source)", "remove=\(source)", "folder=\(drafts)/b",
      "symlink=\(drafts)/d", "pipe-file=\(drafts)/e", "read=\(drafts)/../secret",
      "read=/etc/shadow", "list=/root",
      "list=/etc", "list=/", "create=/tmp/shotlog-outside", "read=/proc/1/environ",
    ] {
      #expect(said[deed] == "EACCES", "\(deed): \(said[deed] ?? "-")")
    }
    for deed in [
      "read=\(source)", "create=\(draft)", "append=\(draft)", "read=\(draft)", "list=\(drafts)",
      "remove=\(draft)", "append=/dev/null", "read=/dev/urandom",
      "list=/usr/share", "read=/etc/hosts", "list=/proc",
    ] {
      #expect(said[deed] == "done", "\(deed): \(said[deed] ?? "-")")
    }
  }

  @Test func `a file outside cannot be emptied`() async throws {
    guard try await Confined.requireLandlock() >= 3 else {
      try Test.cancel("this kernel's Landlock does not know of it")
    }
    let scratch = try Scratch()
    let (secret, drafts) = (try scratch.file("secret"), try scratch.folder("drafts"))
    let draft = try scratch.file("drafts/a")
    let (said, _, _) = try await Confined.run(
      "--write", drafts, "truncate=\(secret)", "truncate=\(draft)")
    #expect(said["truncate=\(secret)"] == "EACCES" && said["truncate=\(draft)"] == "done")
  }

  @Test func `paths that are not there are no error`() async throws {
    let (_, effect, ending) = try await Confined.run(
      "--read", "/nowhere/at/all", "--write", "/nowhere/either")
    #expect(ending.cause == .exited(0) && effect.hasPrefix("confined "))
  }

  @Test(arguments: [AF_INET, AF_INET6, AF_UNIX, AF_NETLINK])
  func `without network there are no sockets`(family: Int32) async throws {
    try await Confined.requireFilter()
    let (said, _, _) = try await Confined.run("socket=\(family)", "thread")
    #expect(said["socket=\(family)"] == "EACCES" && said["thread"] == "done")
  }

  @Test func `with network there are those by which servers are reached`() async throws {
    try await Confined.requireFilter()
    let families = [AF_INET, AF_INET6, AF_NETLINK].map { "socket=\($0)" }
    let said = try await Confined.run(
      "--network", families[0], families[1], families[2], "socket=\(AF_UNIX)", "socket=17",
      "socket=38", "resolve=localhost"
    ).said
    for family in families { #expect(said[family] != "EACCES", "\(family)") }
    for family in ["socket=\(AF_UNIX)", "socket=17", "socket=38"] {
      #expect(said[family] == "EACCES", "\(family)")
    }
    #expect(said["resolve=localhost"] == "done")
  }

  @Test func `a server is reached only with network`() async throws {
    try await Confined.requireFilter()
    let script = """
      import socket, sys
      listener = socket.create_server(("127.0.0.1", 0))
      print(listener.getsockname()[1], flush=True)
      sys.stdin.read()
      while True: listener.accept()
      """
    let server = ChildProcess("/usr/bin/python3", ["-c", script], environment: [:])
    let (ports, hasPort) = AsyncStream.makeStream(of: String.self)
    let serving = Task {
      await server.run(input: []) { line in
        hasPort.yield(String(decoding: line, as: UTF8.self))
        return .goOn
      }
    }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    let connect = "connect=\(port)"
    #expect(try await Confined.run("--network", connect).said[connect] == "done")
    #expect(try await Confined.run(connect).said[connect] == "EACCES")
    serving.cancel()
    _ = await serving.value
  }

  @Test func `other programs are started only where that is allowed`() async throws {
    try await Confined.requireFilter()
    let bound = try await Confined.run("start=/bin/true", "thread").said
    #expect(bound["start=/bin/true"] != "done" && bound["thread"] == "done")
    let free = try await Confined.run("--processes", "start=/bin/true", "thread").said
    #expect(free["start=/bin/true"] == "done" && free["thread"] == "done")
  }

  @Test func `others get no signals, oneself does`() async throws {
    try await Confined.requireFilter()
    let parent = "kill=\(Confinement.ownProcess)"
    let (said, _, ending) = try await Confined.run(
      parent, "kill=1", "kill=-1", "kill=0", "raise=15")
    for other in [parent, "kill=1", "kill=-1"] { #expect(said[other] == "EPERM", "\(other)") }
    #expect(said["kill=0"] == "done" && ending.cause == .signalled(15))
  }

  @Test func `memory beyond the limit is not given`() async throws {
    let (small, large) = ("allocate=\(32 << 20)", "allocate=\(512 << 20)")
    let said = try await Confined.run("--memory", "\(256 << 20)", small, large).said
    #expect(said[small] == "done" && said[large] == "ENOMEM")
  }

  @Test func `time, files and their sizes are limited`() async throws {
    let scratch = try Scratch()
    async let spun = Confined.run("--cpu", "1", "spin").ending
    let filled = try await Confined.run(
      "--write", scratch.path, "--file-size", "1000000", "fill=\(scratch.path)/a")
    #expect(filled.ending.cause == .signalled(Int(SIGXFSZ)))
    let size = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/a")[.size] as? Int
    #expect(size == 1_000_000)
    let none = try await Confined.run("--open-files", "3", "read=/dev/urandom").said
    #expect(none["read=/dev/urandom"] == "EMFILE")
    let ending = try await spun
    #expect(ending.cause == .signalled(Int(SIGXCPU)))
    #expect(ending.cpu > .milliseconds(300) && ending.cpu < .seconds(3), "\(ending.cpu)")
  }

  @Test func `a process whose parent is another one by now refuses to go on`() async throws {
    let known = try await Confined.run("--parent", "\(Confinement.ownProcess)", "thread")
    #expect(known.ending.cause == .exited(0))
    let orphan = try await Confined.run("--parent", "1", "thread")
    #expect(orphan.ending.cause == .exited(3) && orphan.effect.hasPrefix("orphaned: "))
  }

  @Test func `a process ends with the one that started it, however that ends`() async throws {
    let script = """
      "\(try Confined.path)" stay & echo child $! ; sleep 0.3; kill -9 $$
      """
    let shell = ChildProcess("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
    let (numbers, continuation) = AsyncStream.makeStream(of: Int32.self)
    // In a group of its own, so that only the parent's end can have ended it.
    let setsid = ChildProcess(
      "/usr/bin/setsid", ["--wait", "/bin/sh", "-c", script], environment: shell.environment)
    let ending = await setsid.run(input: []) { line in
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      if words.first == "child", let number = Int32(words[1]) { continuation.yield(number) }
      return .goOn
    }
    continuation.finish()
    var process: Int32?
    for await number in numbers { process = number }
    let child = try #require(process)
    #expect(ending.cause != .timedOut)
    for _ in 0..<6000 where isAlive(child) { try await Task.sleep(for: .milliseconds(20)) }
    #expect(!isAlive(child))
  }
}

/// Whether there is such a process, and it is not just waiting to be reaped.
func isAlive(_ process: Int32) -> Bool {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let state = text.split(separator: ")").last?.split(separator: " ").first
  else { return false }
  return state != "Z" && state != "X"
}
