internal import Documents

/// Everything that `shotlog` can do.
package enum CommandTable {
  /// The commands in the order of the help page.
  package static let all = [
    Command.probe, Command.frames, Command.sheet, Command.shots, Command.segments, Command.split,
    Command.renderStoryboard, Command.renderSupercut, Command.renderThumbnail,
    Command.renderSprites, Command.analyze, Command.batch, Command.report, Command.models,
    Command.doctor, Command.serve, Command.tasks, Command.showTask, Command.cancelTasks,
    Command.deleteTasks, Command.pruneTasks, Command.bench, Command.completions,
    Command.man,
  ]
  /// The version of the program.
  package static let version = Release.version

  /// The command that words begin with, and the words after it; a name of two words goes before one of one.
  static func command(
    leading words: ArraySlice<String>
  ) throws(CommandError) -> (Command, ArraySlice<String>) {
    let name = words.prefix(2).joined(separator: " ")
    if words.count > 1, let command = all.first(where: { $0.name == name }) {
      return (command, words.dropFirst(2))
    }
    do {
      return (try command(named: words.first ?? ""), words.dropFirst())
    } catch {
      throw Self.family(of: words) ?? error
    }
  }

  /// What to say of words that only begin the names of commands: which these are.
  private static func family(of words: ArraySlice<String>) -> CommandError? {
    guard let first = words.first else { return nil }
    let endings = all.map(\.name).filter { $0.hasPrefix("\(first) ") }
      .map { String($0.dropFirst(first.count + 1)) }
    guard !endings.isEmpty else { return nil }
    let known = "\"shotlog \(first)\" goes on with \(endings.joined(separator: ", "))"
    guard let second = words.dropFirst().first, !second.hasPrefix("-") else {
      return .usage("\"\(first)\" alone is no command", advice: known)
    }
    let near = NearestMatch.of(second, among: endings).map { "\(first) \($0)" }
    let meant = all.contains { $0.name == second } ? second : near
    return .usage(
      "there is no command \"\(first) \(second)\"",
      advice: meant.map { "did you mean \"shotlog \($0)\"?" } ?? known)
  }

  static func command(named name: String) throws(CommandError) -> Command {
    if let command = all.first(where: { $0.name == name }) { return command }
    let advice =
      if let longer = all.first(where: { $0.name.hasSuffix(" \(name)") }) {
        "did you mean \"shotlog \(longer.name)\"?"
      } else if let near = NearestMatch.of(name, among: all.map(\.name)) {
        "did you mean \"shotlog \(near)\"?"
      } else if name.contains(".") || name.contains("/") {
        "did you mean \"shotlog probe \(name)\"?"
      } else {
        "\"shotlog --help\" lists the commands"
      }
    throw .usage("there is no command \"\(name)\"", advice: advice)
  }
}
