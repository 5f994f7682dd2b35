import Foundation
import JSON
import Media
import TestSupport
import Testing
import Threads

@testable import Commands

/// Batches over real files, each item in a real process.
@Suite(.timeLimit(.minutes(40)), .computing) struct BatchTests {
  private let place: TemporaryFolder
  private var films: String { "\(place.path)/films" }
  private var out: String { "\(place.path)/out" }

  init() throws {
    place = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: films, withIntermediateDirectories: true)
    for name in ["tiny.mp4", "gray.mkv", "one-frame.mp4"] { try copy(name, as: name) }
  }

  private func copy(_ fixture: String, as name: String) throws {
    try FileManager.default.copyItem(atPath: media(fixture), toPath: "\(films)/\(name)")
  }

  private func batch(
    _ words: String..., worker: String? = nil, input: String = "",
    interruption: Interruption = Interruption()
  ) throws -> ToolRun {
    var environment = [
      "SHOTLOG_WORKER": try worker ?? Self.program, "XDG_CACHE_HOME": "\(place.path)/cache",
      "PATH": "/usr/bin:/bin",
    ]
    // The address sanitizer looks for leaks with a process of its own, which may not be started here.
    environment["ASAN_OPTIONS"] = "detect_leaks=0"
    return try ToolRun(
      ["batch"] + words, environment: environment, input: Array(input.utf8),
      interruption: interruption)
  }

  private func lines(_ text: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map { try JSONReader().value(of: String($0)) }
  }

  private func book(_ name: String = "batch.jsonl") throws -> [JSONValue] {
    try lines(String(contentsOf: URL(filePath: "\(out)/\(name)"), encoding: .utf8))
  }

  private func results() throws -> [String: Data] {
    var results: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(out)/results") {
      results[name] = try Data(contentsOf: URL(filePath: "\(out)/results/\(name)"))
    }
    return results
  }

  /// The program of the same build.
  static var program: String {
    get throws {
      let places = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map {
        URL(filePath: $0).deletingLastPathComponent().appending(path: "shotlog").path
      }
      let all =
        places + [Bundle.main.bundleURL.appending(path: "shotlog").path]
        + [Repository.path(".build/debug/shotlog")]
      return try #require(all.first { FileManager.default.isExecutableFile(atPath: $0) })
    }
  }

  /// A worker that does something else for some inputs, and for the others what the program does.
  private func worker(_ script: String) throws -> String {
    let path = "\(place.path)/worker"
    try """
    #!/bin/sh
    order="\(place.path)/order-$$"
    cat > "$order"
    if grep -q one-frame "$order"; then
      \(script)
    fi
    exec "\(Self.program)" work < "$order"
    """.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  // MARK: What comes out

  @Test func `a result is what the command itself prints`() throws {
    let run = try batch("\(films)/tiny.mp4", "--out", out, "--no-sound")
    #expect(run.code == .success, "\(run.error)")
    let line = try #require(try book().first)
    #expect(
      line.asMembers?.map(\.name) == ["source", "id", "status", "result", "code", "reason"])
    #expect(line["source"]?.asText == "\(films)/tiny.mp4" && line["status"]?.asText == "done")
    let result = try #require(line["result"]?.asText)
    let alone = try ToolRun([
      "analyze", "--json", "--reproducible", "--no-sound", "\(films)/tiny.mp4",
    ])
    #expect(try Data(contentsOf: URL(filePath: "\(out)/\(result)")) == Data(alone.output))
  }

  @Test func `broken items fail alone, with a code, and what is no film is skipped`() throws {
    try copy("empty.mp4", as: "nothing.mp4")
    try copy("sidecar.srt", as: "words.srt")
    try copy("audio-only.m4a", as: "song.m4a")
    try copy("truncated-index-lost.mp4", as: "lost.mp4")
    let run = try batch(films, "\(films)/none.mp4", "--do", "probe", "--out", out)
    #expect(run.code == .incomplete)
    let ends = try book().map { line in
      let name = line["source"]?.asText?.split(separator: "/").last ?? ""
      return "\(name) \(line["status"]?.asText ?? "") \(line["code"]?.asText ?? "")"
    }
    #expect(
      ends.sorted() == [
        "gray.mkv done ", "lost.mp4 failed not_media", "none.mp4 failed not_found",
        "nothing.mp4 skipped empty", "one-frame.mp4 done ", "song.m4a skipped no_video_stream",
        "tiny.mp4 done ",
      ])
    #expect(try results().count == 3)
    #expect(run.text.contains("failed") && run.text.contains("not_media"))
    #expect(run.error.contains("lost.mp4: not_media"))
  }

  @Test func `the same command again repeats nothing`() throws {
    _ = try batch(films, "--do", "probe", "--out", out)
    let (before, book) = (try results(), try book())
    try FileManager.default.moveItem(atPath: "\(films)/gray.mkv", toPath: "\(films)/new name.mkv")
    try copy("low-frame-rate.mp4", as: "more.mp4")
    // Whatever is done now is done by a worker that cannot do anything.
    let broken = try worker("true\nfi\nif ! grep -q more.mp4 \"$order\"; then exit 3")
    let run = try batch(films, "--do", "probe", "--out", out, worker: broken)
    #expect(run.code == .success, "\(run.error)")
    #expect(try results().filter { before[$0.key] != nil } == before)
    let added = try self.book().dropFirst(book.count)
    #expect(
      Set(added.map { $0["source"]?.asText ?? "" }) == [
        "\(films)/new name.mkv", "\(films)/more.mp4",
      ])
    #expect(added.allSatisfy { $0["status"]?.asText == "done" })
  }

  @Test func `other options are other items, and a changed film is another film`() throws {
    _ = try batch("\(films)/tiny.mp4", "--do", "probe", "--out", out)
    _ = try batch("\(films)/tiny.mp4", "--do", "shots", "--out", out)
    #expect(try results().count == 2)
    try FileManager.default.removeItem(atPath: "\(films)/tiny.mp4")
    try copy("gray.mkv", as: "tiny.mp4")
    _ = try batch("\(films)/tiny.mp4", "--do", "probe", "--out", out)
    #expect(try Set(book().compactMap { $0["id"]?.asText }).count == 3)
  }

  @Test func `what failed is tried again when that is asked for`() throws {
    let broken = try worker("kill -SEGV $$")
    let first = try batch(films, "--do", "probe", "--out", out, worker: broken)
    #expect(first.code == .incomplete)
    let failed = try #require(try book().first { $0["status"]?.asText == "failed" })
    #expect(failed["code"]?.asText == "crashed")
    #expect(failed["source"]?.asText?.hasSuffix("one-frame.mp4") == true)
    let second = try batch(films, "--do", "probe", "--out", out)
    #expect(second.code == .incomplete)
    #expect(try book().count == 3)
    let third = try batch(films, "--do", "probe", "--out", out, "--retry")
    #expect(third.code == .success)
    #expect(try book().last?["status"]?.asText == "done")
    #expect(try book().count == 4 && results().count == 3)
  }

  @Test func `a worker that was killed once is followed by another`() throws {
    let once = try worker(
      "if ! test -e \(place.path)/once; then touch \(place.path)/once; kill -KILL $$; fi")
    let run = try batch(films, "--do", "probe", "--out", out, worker: once)
    #expect(run.code == .success, "\(run.error)")
    #expect(try results().count == 3)
  }

  @Test func `an item that takes too long is given up, and its worker with it`() throws {
    // The others are quick even where everything is slow, since only a hanging item needs all that time.
    let endless = try worker("exec sleep 3600")
    let run = try batch(
      "\(films)/one-frame.mp4", "--do", "probe", "--out", out, "--timeout", "1", worker: endless)
    #expect(run.code == .incomplete)
    #expect(try book().map { $0["code"]?.asText } == ["timed_out"])
  }

  @Test(arguments: [
    ("echo nonsense; exit 0", "crashed"), ("exit 0", "crashed"), ("exit 7", "crashed"),
    (
      #"echo '{"failed":{"code":"unreadable","reason":"Cannot allocate memory"}}'; exit 0"#,
      "out_of_memory"
    ),
    ("echo 'std::bad_alloc' >&2; kill -ABRT $$", "out_of_memory"),
    (#"echo '{"failed":{"code":"unsupported_codec","reason":"no"}}'; exit 0"#, "unsupported_codec"),
  ])
  func `whatever a worker does, its item fails alone`(script: String, code: String) throws {
    let run = try batch(films, "--do", "probe", "--out", out, worker: try worker(script))
    #expect(run.code == .incomplete)
    #expect(try book().compactMap { $0["code"]?.asText } == [code])
    #expect(try results().count == 2)
  }

  // MARK: Being stopped

  @Test func `a batch that is stopped goes on, and ends as if it had never been`() throws {
    _ = try batch(films, "--do", "shots", "--out", out)
    let calm = try results()
    try FileManager.default.removeItem(atPath: out)
    let interruption = Interruption()
    // One item waits in its worker until the batch is stopped.
    let waiting = try worker("touch \(place.path)/waits; exec sleep 3600")
    let mark = "\(place.path)/waits"
    let watch = Thread {
      while !FileManager.default.fileExists(atPath: mark) { usleep(10_000) }
      interruption.cancel()
    }
    watch.start()
    let run = try batch(
      films, "--do", "shots", "--out", out, "--jobs", "1", worker: waiting,
      interruption: interruption)
    #expect(run.code == .cancelled)
    #expect(run.error.contains("the same command goes on"))
    #expect(try results().count < 3)
    #expect(!FileManager.default.fileExists(atPath: "\(out)/.drafts"))
    let again = try batch(films, "--do", "shots", "--out", out)
    #expect(again.code == .success, "\(again.error)")
    #expect(try results() == calm)
  }

  // MARK: Lists, pipes and programs

  @Test func `a manifest has options for each, and a bad line fails alone`() throws {
    try """
    source,do-not-know,from,to
    tiny.mp4,,,
    gray.mkv,1,,
    one-frame.mp4,,0,
    """.write(toFile: "\(films)/list.csv", atomically: true, encoding: .utf8)
    let run = try batch("--manifest", "\(films)/list.csv", "--do", "shots", "--out", out)
    #expect(run.code == .incomplete)
    let codes = try book().map { "\($0["source"]?.asText ?? "") \($0["code"]?.asText ?? "")" }
    #expect(codes.sorted() == ["gray.mkv invalid_item", "one-frame.mp4 ", "tiny.mp4 "])
  }

  @Test func `a line in is a line out`() throws {
    let input = """
      {"source": "\(films)/tiny.mp4"}
      no json
      {"source": "\(films)/none.mp4"}
      {"source": "\(films)/tiny.mp4"}

      """
    let run = try batch("--stream", "-", "--do", "probe", input: input)
    #expect(run.code == .incomplete)
    let lines = try lines(run.text)
    #expect(lines.count == 4)
    let done = lines.filter { $0["status"]?.asText == "done" }
    #expect(done.count == 2)
    let alone = try JSONReader().value(
      of: try ToolRun(["probe", "--json", "\(films)/tiny.mp4"]).output)
    for line in done { #expect(line["result"] == alone) }
    #expect(
      Set(lines.compactMap { $0["code"]?.asText }) == ["invalid_item", "not_found"])
  }

  @Test func `programs hear of everything`() throws {
    let run = try batch(films, "--do", "probe", "--out", out, "--json")
    let events = try lines(run.text)
    let names = events.compactMap { $0["event"]?.asText }
    #expect(names.count { $0 == "began" } == 3)
    #expect(names.count { $0 == "ended" } == 3)
    #expect(events.last?["event"]?.asText == "finished")
    #expect(events.last?["done"]?.asInteger == 3)
  }

  @Test func `shards do everything once`() throws {
    try copy("low-frame-rate.mp4", as: "more.mp4")
    for part in 1...3 {
      _ = try batch(films, "--do", "probe", "--out", out, "--shard", "\(part)/3")
    }
    #expect(try results().count == 4)
    let all = try (1...3).flatMap { try book("batch-\($0)-of-3.jsonl") }
    #expect(Set(all.compactMap { $0["source"]?.asText }).count == 4 && all.count == 4)
  }

  @Test func `a watched folder is gone on with, and a film that is being written waited for`()
    throws
  {
    let interruption = Interruption()
    let (out, films) = (out, films)
    let book: @Sendable () -> String = {
      (try? String(contentsOf: URL(filePath: "\(out)/batch.jsonl"), encoding: .utf8)) ?? ""
    }
    let isDone: @Sendable () -> Bool = {
      book().split(separator: "\n").contains {
        $0.contains("late.mp4") && $0.contains(#""status":"done""#)
      }
    }
    let half = Array(try Data(contentsOf: URL(filePath: media("low-frame-rate.mp4"))))
    let writing = Thread {
      while !book().contains("tiny.mp4") { usleep(10_000) }
      let late = URL(filePath: "\(films)/late.mp4")
      try? Data(half[..<(half.count / 2)]).write(to: late)
      try? Data(half).write(to: late)
      // Should it rest for a moment when it is half written, its other half makes it another film.
      while !isDone() { usleep(10_000) }
      interruption.cancel()
    }
    writing.start()
    let run = try batch(
      films, "--do", "probe", "--out", out, "--watch", "--settle", "0.2", interruption: interruption
    )
    #expect(run.code == .cancelled)
    #expect(isDone())
  }

  // MARK: Wrong words

  @Test(arguments: [
    (["film.mp4"], "--out"), (["--out", "x"], "nothing to look at"),
    (["--stream", "--out", "x", "film.mp4"], "choose one"),
    (["--out", "x", "film.mp4", "--shard", "3/2"], "2/8"),
    (["--out", "x", "film.mp4", "--do", "shots", "--prompt", "why"], "no option --prompt"),
    (["--out", "x", "film.mp4", "--schema", "none.json", "--prompt", "why"], "none.json"),
    (["--out", "x", "film.mp4", "--memory", "1M"], "--memory"),
    (["--manifest", "none.csv", "--out", "x"], "no such manifest"),
  ])
  func `wrong words are told before anything begins`(words: [String], part: String) throws {
    let run = try ToolRun(["batch"] + words)
    #expect([.usage, .noInput].contains(run.code))
    #expect(run.error.contains(part), "\(run.error)")
    #expect(!FileManager.default.fileExists(atPath: "x"))
  }
}
