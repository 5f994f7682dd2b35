import Foundation
import JSON
import Media
import TestSupport
import Testing

@testable import Commands

/// `models doctor` against the model server of `Tests/Clients`, in a process of its own.
@Suite(.timeLimit(.minutes(40)), .computing) struct DoctorTests {
  private static let key = "sk-doctor"
  private static let server = Result {
    try ServedProcess.start(
      Repository.path(".build-clients/bin/python"),
      [Repository.path("Tests/Clients/models/server.py"), "--check", "--key", key])
  }

  /// A user with a configuration, and a folder for what is kept.
  private struct User {
    let home: TemporaryFolder

    /// `profile` is what the configuration sets for the provider `mine`.
    init(kind: String = "compatible", url: String? = nil, profile: String = "{}") throws {
      home = try TemporaryFolder()
      let path = ["ollama", "gemini", "anthropic"].contains(kind) ? "" : "/v1"
      let url = try url ?? DoctorTests.server.get() + "/as/openai\(path)"
      try """
      { "providers": { "mine": {
        "kind": "\(kind)", "url": "\(url)", "key_env": "KEY", "profile": \(profile) } } }
      """.write(toFile: "\(home.path)/config.json", atomically: true, encoding: .utf8)
    }

    func run(_ words: [String], key: String = DoctorTests.key) throws -> ToolRun {
      try ToolRun(
        words,
        environment: [
          "HOME": home.path, "SHOTLOG_CONFIG": "\(home.path)/config.json", "KEY": key,
        ])
    }

    func doctor(_ words: String..., key: String = DoctorTests.key) throws -> ToolRun {
      try run(["models", "doctor"] + words, key: key)
    }

    /// The files in which something is kept.
    var kept: [String] { (try? home.names(in: ".local/share/shotlog/servers")) ?? [] }
  }

  @Test(arguments: ["compatible", "ollama", "gemini", "anthropic"])
  func `a good model is examined, and what was found is kept`(kind: String) throws {
    let user = try User(kind: kind)
    let run = try user.doctor("mine/good")
    #expect(run.code == .success && run.error.isEmpty, "\(run.error)")
    #expect(run.text.contains("good    Does it see pictures? Yes."))
    #expect(run.text.contains("asked") && run.text.contains("came"))
    #expect(!run.text.contains("NO PICTURES") && !run.text.contains(Self.key))
    #expect(user.kept.count == 1)
    let list = try user.run(["models"])
    #expect(list.text.contains("mine/good"), "what was examined is listed")
  }

  @Test(arguments: ["compatible", "ollama", "gemini", "anthropic"])
  func `a model that sees nothing is told loudly, and that is no error`(kind: String) throws {
    let user = try User(kind: kind)
    let run = try user.doctor("mine/blind")
    #expect(run.code == .success && run.text.contains("THIS MODEL SEES NO PICTURES"))
    let document = try user.doctor("mine/blind", "--json")
    #expect(document.code == .success && document.error.contains("THIS MODEL SEES NO PICTURES"))
    #expect(try JSONReader().value(of: document.output)["sees_pictures"] == false)
    #expect(try user.doctor("mine/blind", "--json", "--quiet").error.isEmpty)
  }

  @Test func `what was found is obeyed by other commands, and settings stand against it`() throws {
    let video = media("shots.mp4")
    let plan = [
      "analyze", video, "--model", "mine/blind~plan", "--dry-run", "--screen", "none",
    ]
    func pictures(_ user: User) throws -> String {
      let run = try user.run(["models", "mine/blind~plan"])
      let line = run.text.split(separator: "\n").first { $0.hasPrefix("pictures per call") }
      return String(line?.split(separator: " ").last ?? "")
    }
    let user = try User()
    #expect(try pictures(user) == "16")
    let before = try user.run(plan)
    #expect(try user.doctor("mine/blind~plan").code == .success)
    #expect(try pictures(user) == "0")
    #expect(try user.run(["models"]).text.contains("is sent no pictures"))
    let after = try user.run(plan)
    #expect(before.code == .success && after.code == .success && before.text != after.text)
    let firm = try User(profile: #"{ "max_images": 16 }"#)
    let run = try firm.doctor("mine/blind~plan")
    #expect(
      run.text.contains("The configuration sets max_images to 16, which stands; found was 0."))
    #expect(run.text.contains("in vain"))
    #expect(try pictures(firm) == "16")
    let again = try user.doctor("mine/good~plan")
    #expect(again.text.contains("up to 16 pictures"), "of another model nothing was known")
  }

  @Test func `the list says when a model was examined`() throws {
    let user = try User()
    func examined() throws -> JSONValue? {
      let run = try user.run(["models", "mine/good~list", "--json"])
      return try JSONReader().value(of: run.output)["models"]?.asList?.first?["examined"]
    }
    #expect(try examined() == .null)
    let run = try user.doctor("mine/good~list", "--json")
    let path = try #require(try JSONReader().value(of: run.output)["kept_in"]?.asText)
    let date = try #require(try examined()?.asText)
    #expect(date.count == 20 && date.hasSuffix("Z"))
    #expect(try user.run(["models"]).text.contains(date.prefix(10)))
    try FileManager.default.removeItem(atPath: path)
    #expect(try examined() == .null, "without the file it is forgotten")
  }

  @Test func `the document says what was asked, what came, and where it is kept`() throws {
    let user = try User()
    let run = try user.doctor("mine/one-picture-only@3", "--deep", "--json")
    #expect(run.code == .success, "\(run.error)")
    let document = try JSONReader().value(of: run.output)
    #expect(document["model"] == "mine/one-picture-only@3" && document["deep"] == true)
    #expect(document["sees_pictures"] == true && document["learnt"]?["max_images"] == 3)
    let findings = try #require(document["findings"]?.asList)
    #expect(findings.count > 9)
    for finding in findings {
      #expect(finding["conclusion"]?.asText?.isEmpty == false)
      #expect(finding["verdict"] == "skipped" || finding["came"]?.asText != nil)
    }
    // An examination that does not ask for bounds leaves those that are known.
    #expect(try user.doctor("mine/one-picture-only@3").code == .success)
    #expect(try user.run(["models", "mine/one-picture-only@3"]).text.contains("per call: 3"))
  }

  @Test func `ends tell scripts why`() throws {
    let user = try User()
    let refused = try user.doctor("mine/good", key: "sk-wrong")
    #expect(refused.code == .keyRefused && refused.error.contains("key_env"))
    #expect(refused.output.isEmpty && !refused.error.contains("sk-wrong"))
    let gone = try User(url: "http://127.0.0.1:9/v1").doctor("mine/good", "--json")
    #expect(gone.code == .unreachable && gone.error.contains("is the server running"))
    #expect(try JSONReader().value(of: gone.output)["error"]?["code"] == "unreachable")
    #expect(try user.doctor("mine/no-model").code == .noInput)
    #expect(try user.doctor("mine/hang~end", "--timeout", "1").code == .limit)
    #expect(try user.doctor("mine/status-500~end").code == .incomplete)
    #expect(try user.doctor("mine/good", key: "").code == .usage)
    #expect(try user.doctor("yours/good").code == .usage)
    #expect(try user.doctor("mine/good", "--offline").code == .usage)
    #expect(user.kept.isEmpty, "nothing is kept where nothing was found")
    let poor = try user.doctor("mine/good", "--max-requests", "2")
    #expect(poor.code == .incomplete && poor.text.contains("may cost no more"))
    #expect(poor.text.contains("Whether it sees pictures is not known."))
    #expect(user.kept.count == 1, "what was found all the same is kept")
  }

  @Test func `what was found before keeps nothing from being found out`() throws {
    let user = try User()
    func kept() throws -> JSONValue {
      try JSONReader().value(of: user.doctor("mine/good~again", "--json").output)
    }
    let path = try #require(try kept()["kept_in"]?.asText)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacingOccurrences(of: #""learnt": {"#, with: #""learnt": { "max_images": 0,"#)
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try user.run(["models", "mine/good~again"]).text.contains("per call: 0"))
    #expect(try kept()["sees_pictures"] == true)
    #expect(try user.run(["models", "mine/good~again"]).text.contains("per call: 16"))
  }

  @Test func `what cannot be kept is said after what was found`() throws {
    let user = try User()
    let run = try ToolRun(
      ["models", "doctor", "mine/good"],
      environment: [
        "SHOTLOG_CONFIG": "\(user.home.path)/config.json", "KEY": Self.key,
        "XDG_DATA_HOME": "/dev/null",
      ])
    #expect(run.code == .noOutput && run.text.contains("It is not kept."))
    let blind = try ToolRun(
      ["models", "doctor", "mine/blind"],
      environment: ["SHOTLOG_CONFIG": "\(user.home.path)/config.json", "KEY": Self.key])
    #expect(blind.code == .noOutput && blind.error.contains("HOME"))
    #expect(blind.text.contains("in vain, since nothing was kept"))
  }

  @Test func `an examination is called off`() throws {
    let user = try User()
    let interruption = Interruption()
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.5)
      interruption.cancel()
    }
    let run = try ToolRun(
      ["models", "doctor", "mine/hang~cancel"],
      environment: ["SHOTLOG_CONFIG": "\(user.home.path)/config.json", "KEY": Self.key],
      interruption: interruption)
    #expect(run.code == .cancelled && run.output.isEmpty)
  }

  @Test func `the embedded model needs no doctor`() throws {
    let run = try ToolRun(["models", "doctor", "embedded", "--offline"])
    #expect(run.code == .success && run.text.contains("nothing to find out"))
    let document = try ToolRun(["models", "doctor", "embedded", "--json"])
    #expect(try JSONReader().value(of: document.output)["kind"] == "embedded")
  }

  @Test func `whoever writes it otherwise is told how`() throws {
    #expect(try ToolRun(["doctor", "x/y"]).error.contains("shotlog models doctor"))
    #expect(try ToolRun(["models", "-j", "doctor", "x/y"]).error.contains("shotlog models doctor"))
    #expect(try ToolRun(["models", "doctor"]).code == .usage)
    let page = try ToolRun(["help", "models", "doctor"])
    #expect(try page.text == ToolRun(["models", "doctor", "--help"]).text)
    #expect(page.text.contains("Usage: shotlog models doctor [options] NAME"))
  }
}
