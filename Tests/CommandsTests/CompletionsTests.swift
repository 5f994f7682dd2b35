import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct CompletionsTests {
  /// What a shell that reads a script and then a line of its own writes down.
  private func output(of shell: Shell, _ line: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/script"
    let script = try ToolRun(["completions", shell.rawValue]).text
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let quiet = ["bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]][shell.rawValue] ?? []
    process.arguments = [shell.rawValue] + quiet + ["-c", "source '\(path)'\n\(line)"]
    process.environment = ["PATH": Self.path, "HOME": folder.path]
    process.currentDirectoryURL = URL(filePath: Repository.path("Fixtures"))
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The words that a shell offers for the last, unfinished one.
  private func offered(by shell: Shell, for words: [String]) throws -> [String] {
    let quoted = words.map(Shell.quoted).joined(separator: " ")
    switch shell {
    case .bash:
      return try output(
        of: .bash,
        """
        COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1)
        _shotlog
        printf '%s\\n' "${COMPREPLY[@]}"
        """)
    case .fish:
      return try output(of: .fish, "complete -C \(Shell.quoted(words.joined(separator: " ")))")
        .map { String($0.prefix { $0 != "\t" }) }
    case .zsh:
      // What zsh makes of these words is its own affair; here they are written down.
      return try output(
        of: .zsh,
        """
        _arguments() { print -rl -- "$@" }
        _describe() { print -rl -- "${(@P)4}" }
        words=(\(quoted)) CURRENT=\(words.count)
        _shotlog
        """)
    }
  }

  private static let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

  private static func has(_ program: String) -> Bool {
    path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  private static let shells = Shell.allCases.filter { has($0.rawValue) }

  @Test(
    arguments: [
      (["shotlog", "pro"], ["probe"]), (["shotlog", "mode"], ["models"]),
      (["shotlog", "render", "s"], ["sprites", "storyboard", "supercut"]),
      (["shotlog", "completions", ""], ["bash", "fish", "zsh"]),
      (
        ["shotlog", "segments", "--policy", ""], ["balanced", "fixed", "given", "scenes", "shots"]
      ),
      (["shotlog", "shots", "--sens"], ["--sensitivity"]),
      (["shotlog", "probe", "README.m"], ["README.md"]),
      (["shotlog", "shots", "--sensitivity", ""], []),
      (["shotlog", "tasks", "show", ""], []),
    ], shells.filter { $0 != .zsh })
  func `what can follow is offered`(_ example: ([String], [String]), _ shell: Shell) throws {
    #expect(try offered(by: shell, for: example.0).sorted() == example.1)
  }

  @Test(.enabled(if: shells.contains(.bash)))
  func `bash completes a value behind a sign of equality`() throws {
    #expect(
      try offered(by: .bash, for: ["shotlog", "segments", "--policy", "=", "s"])
        == ["shots", "scenes"])
    #expect(
      try offered(by: .bash, for: ["shotlog", "segments", "--policy", "="]).count == 5)
  }

  @Test(.enabled(if: shells.contains(.bash)), arguments: CommandTable.all.map(\.name))
  func `bash offers every option of a command`(name: String) throws {
    let command = try CommandTable.command(named: name)
    let words = ["shotlog"] + name.split(separator: " ").map(String.init) + ["-"]
    #expect(
      try Set(offered(by: .bash, for: words)) == Set(command.options.flatMap(\.spellings)))
  }

  @Test(.enabled(if: shells.contains(.fish)), arguments: CommandTable.all.map(\.name))
  func `fish offers every option of a command`(name: String) throws {
    let command = try CommandTable.command(named: name)
    let words = ["shotlog"] + name.split(separator: " ").map(String.init) + ["--"]
    #expect(try Set(offered(by: .fish, for: words)) == Set(command.options.map(\.flag)))
  }

  @Test(.enabled(if: shells.contains(.zsh)), arguments: CommandTable.all.map(\.name))
  func `zsh is told every option of a command`(name: String) throws {
    let command = try CommandTable.command(named: name)
    let words = ["shotlog"] + name.split(separator: " ").map(String.init) + [""]
    let specs = try offered(by: .zsh, for: words)
    for spelling in command.options.flatMap(\.spellings) {
      let isTold = specs.contains { spec in
        let rest = spec.drop { $0 == "*" || $0 == "(" }
        let bare = spec.hasPrefix("(") ? rest.drop { $0 != ")" }.dropFirst() : rest
        return bare.prefix { !"=+[".contains($0) } == spelling
      }
      #expect(isTold, "\(spelling)")
    }
  }

  @Test(arguments: Shell.allCases) func `a script names every command`(shell: Shell) throws {
    let script = try ToolRun(["completions", shell.rawValue]).text
    for command in CommandTable.all { #expect(script.contains(command.name)) }
  }

  @Test func `another shell is refused with those that there are`() throws {
    let run = try ToolRun(["completions", "csh"])
    #expect(run.code == .usage)
    #expect(
      run.error
        == "shotlog: completions has no \"csh\"; it can be bash, zsh or fish\n")
  }

  @Test func `the manual names every command, option and exit code`() throws {
    let page = try ToolRun(["man"]).text
    for command in CommandTable.all {
      let section = page.components(separatedBy: ".SS shotlog \(command.name)\n").last ?? ""
      let own = section.components(separatedBy: ".SS ").first ?? ""
      for option in command.options {
        #expect(own.contains("\\fB\(option.flag.replacing("-", with: "\\-"))\\fR"))
      }
    }
    for code in ExitCode.allCases { #expect(page.contains("\\fB\(code.rawValue)\\fR\n")) }
  }

  @Test(.enabled(if: has("mandoc"))) func `mandoc finds nothing to say of the manual`() throws {
    let folder = try TemporaryFolder()
    try ToolRun(["man"]).text.write(
      toFile: "\(folder.path)/shotlog.1", atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["mandoc", "-T", "lint", "\(folder.path)/shotlog.1"]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let words = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(String(decoding: words, as: UTF8.self) == "")
  }

  @Test(arguments: [
    (
      "render",
      "\"render\" alone is no command; \"shotlog render\" goes on with storyboard, supercut, thumbnail, sprites"
    ),
    ("render sheet", "there is no command \"render sheet\"; did you mean \"shotlog sheet\"?"),
    (
      "render sprite",
      "there is no command \"render sprite\"; did you mean \"shotlog render sprites\"?"
    ),
    (
      "storyboard",
      "there is no command \"storyboard\"; did you mean \"shotlog render storyboard\"?"
    ),
  ])
  func `the beginning of a name is told how it goes on`(words: String, message: String) throws {
    let run = try ToolRun(words.split(separator: " ").map(String.init))
    #expect(run.code == .usage)
    #expect(run.error == "shotlog: \(message)\n")
  }
}
