import FoundationEssentials
import JSON
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct ReportTests {
  private let folder: TemporaryFolder

  /// A folder with a video and what `shots` found in it.
  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: media("tiny.mp4"), toPath: "\(folder.path)/tiny.mp4")
    let run = try ToolRun([
      "shots", "\(folder.path)/tiny.mp4", "--json", "--no-sound", "-o",
      "\(folder.path)/tiny.json",
    ])
    #expect(run.code == .success)
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: URL(filePath: path(name)), encoding: .utf8)
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
  }

  @Test func `a page lies beside its result, with pictures and the video`() throws {
    let run = try ToolRun(["report", path("tiny.json")])
    #expect(run.code == .success)
    #expect(run.output.isEmpty && run.error.contains("picture"))
    let page = try text("tiny.html")
    #expect(page.contains("\"url\":\"./tiny.mp4\""))
    #expect(try folder.names() == ["tiny.html", "tiny.json", "tiny.mp4"])
    #expect(try ToolRun(["report", path("tiny.json")]).code == .noOutput)
    let again = try ToolRun(["report", path("tiny.json"), "--force", "--quiet", "--json"])
    #expect(try text("tiny.html") == page)
    let summary = try JSONReader().value(of: again.output)
    #expect(summary["schema"]?.asText == "shotlog.report/1")
    #expect(summary["pages"]?.asList?.first?["bytes"]?.asInteger == Int64(page.utf8.count))
  }

  @Test func `a page finds its video where it is named`() throws {
    try FileManager.default.createDirectory(
      atPath: path("films and more"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: path("tiny.mp4"), toPath: path("films and more/tiny.mp4"))
    let alone = try ToolRun(["report", path("tiny.json"), "-o", "-"])
    #expect(!alone.text.contains("\"url\""))
    let named = try ToolRun([
      "report", path("tiny.json"), "--video", path("films and more"), "--no-pictures", "-o",
      path("named.html"),
    ])
    #expect(named.code == .success)
    #expect(try text("named.html").contains("\"url\":\"./films%20and%20more/tiny.mp4\""))
    #expect(
      try ToolRun(["report", path("tiny.json"), "--video", path("no-such.mp4")]).code == .noInput)
  }

  @Test func `a result does not decide what is read`() throws {
    for name in ["../tiny.mp4", "/etc/passwd", "sub/../../x.mp4"] {
      let found = VideoPlace(given: nil).path(of: name, beside: path("elsewhere"))
      #expect(found == nil, "\(name)")
    }
    #expect(VideoPlace(given: nil).path(of: "/a/b/tiny.mp4", beside: folder.path) != nil)
    #expect(
      VideoPlace.address(of: "/films/a:b #1?%.mkv", from: "/films/pages")
        == "../a%3Ab%20%231%3F%25.mkv")
  }

  @Test(arguments: [
    ("no JSON", ExitCode.badInput), ("{\"schema\":\"other/1\"}", .badInput),
    ("{\"schema\":\"shotlog.shots/1\"}", .badInput), ("", .badInput),
  ])
  func `what is no result is refused`(text: String, code: ExitCode) throws {
    try write(text, to: "bad.json")
    let run = try ToolRun(["report", path("bad.json")])
    #expect(run.code == code)
    #expect(run.error.contains("bad.json"))
    #expect(try !folder.names().contains("bad.html"))
  }

  @Test func `words that make no sense are told`() throws {
    #expect(try ToolRun(["report", path("none.json")]).code == .noInput)
    #expect(try ToolRun(["report", folder.path]).code == .noInput)
    #expect(try ToolRun(["report", path("tiny.json"), "--term", "-o", "x"]).code == .usage)
    #expect(try ToolRun(["report", path("tiny.json"), "--json", "-o", "-"]).code == .usage)
    let several = ["report", path("tiny.json"), path("tiny.json"), "-o", "-"]
    #expect(try ToolRun(several).code == .usage)
  }

  @Test func `a batch becomes pages and an index, whatever its list names`() throws {
    try write(
      """
      {"source":"films/a.mp4","id":"1","status":"failed","code":"not_media","reason":"no media"}
      {"source":"films/tiny.mp4","id":"2","status":"failed","code":"x","reason":"y"}
      {"source":"films/tiny.mp4","id":"2","status":"done","result":"tiny.json"}
      {"source":"films/b.mp4","id":"3","status":"done","result":"../../etc/passwd"}
      {"source":"films/c.mp4","id":"4","status":"skipped","code":"known","reason":"done before"}
      {"source":"films/d.mp4","id":"5","sta
      """, to: "batch.jsonl")
    let run = try ToolRun(["report", folder.path, "--quiet"])
    #expect(run.code == .success, "\(run.error)")
    #expect(try folder.names(in: "report") == ["index.html", "tiny.html"])
    let index = try text("report/index.html")
    for word in ["not_media", "unsafe_path", "done before", "\"page\":\"tiny.html\""] {
      #expect(index.contains(word), "\(word)")
    }
    #expect(try text("report/tiny.html").contains("\"url\":\"../tiny.mp4\""))
    #expect(try ToolRun(["report", folder.path]).code == .noOutput)
  }

  @Test func `one bad result of several does not stop the rest`() throws {
    try write("{}", to: "bad.json")
    let run = try ToolRun(["report", path("bad.json"), path("tiny.json"), "-o", path("pages")])
    #expect(run.code == .incomplete)
    #expect(try folder.names(in: "pages") == ["index.html", "tiny.html"])
  }

  @Test(arguments: [40, 80, 200]) func `a terminal view keeps to its width`(width: Int) throws {
    let run = try ToolRun(
      ["report", path("tiny.json"), "--term"], environment: ["COLUMNS": "\(width)"])
    #expect(run.code == .success)
    #expect(run.text.contains("shots"))
    #expect(!run.output.contains(0x1B))
    for line in run.text.split(separator: "\n") { #expect(line.count <= max(width, 44), "\(line)") }
  }

  @Test func `nothing in a result steers a terminal`() throws {
    let words = "\\u001b[31m\\u0007\\u202e\\u009b2J\\n\\r"
    try write(
      """
      {"schema":"shotlog.analysis/1","generator":"\(words)","source":{"name":"\(words)"},
      "video":{"title":"\(words)a","duration":4},"answer":{"text":"\(words)"},"completeness":"partial",
      "problems":[{"code":"x","message":"\(words)"}],"model":{"provider":"\(words)","name":"\(words)"},
      "findings":[{"id":"\(words)","description":"","stretches":[{"start_from_zero":0,"end_from_zero":1,
      "metadata":{"\(words)":"\(words)"}}]}],
      "segments":[{"number":1,"start_from_zero":0,"end_from_zero":4,"title":"\(words)"}]}
      """, to: "hostile.json")
    let run = try ToolRun(["report", path("hostile.json"), "--term"])
    #expect(run.code == .success, "\(run.error)")
    let forbidden = run.text.unicodeScalars.filter {
      $0 != "\n" && ($0.properties.generalCategory == .control || $0.value == 0x202E)
    }
    #expect(forbidden.isEmpty)
  }
}
