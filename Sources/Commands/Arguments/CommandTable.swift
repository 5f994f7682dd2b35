/// Everything that `shotlog` can do.
package enum CommandTable {
  /// The commands in the order of the help page.
  package static let all = [
    Command.probe, Command.frames, Command.sheet, Command.shots, Command.segments, Command.split,
    Command.analyze, Command.models,
  ]
  /// The version of the program.
  package static let version = "0.1.0"

  static func command(named name: String) throws(CommandError) -> Command {
    if let command = all.first(where: { $0.name == name }) { return command }
    let advice =
      if let near = NearestMatch.of(name, among: all.map(\.name)) {
        "did you mean \"shotlog \(near)\"?"
      } else if name.contains(".") || name.contains("/") {
        "did you mean \"shotlog probe \(name)\"?"
      } else {
        "\"shotlog --help\" lists the commands"
      }
    throw .usage("there is no command \"\(name)\"", advice: advice)
  }
}
