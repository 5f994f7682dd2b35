/// What a user can ask for: its options and its help as data, and what it does.
package struct Command: Sendable {
  /// A line to try, and what it does.
  package struct Example: Sendable {
    /// The line, without `shotlog` and the command's name.
    package let line: String
    /// What it does, in a sentence.
    package let meaning: String
  }

  /// What comes after `shotlog`.
  package let name: String
  /// What it does, in a line.
  package let summary: String
  /// What it is given; nil for nothing.
  package let positional: Positional?
  /// What it does and gives, in paragraphs.
  package let description: [String]
  /// Its options in the order of the help page.
  package let options: [Option]
  /// Lines to try.
  package let examples: [Example]
  /// Does it.
  let run: @Sendable (Arguments, Console) throws(CommandError) -> ExitCode

  init(
    _ name: String, summary: String, positional: Positional?, description: [String],
    options: [Option], examples: [(line: String, meaning: String)],
    run: @escaping @Sendable (Arguments, Console) throws(CommandError) -> ExitCode
  ) {
    (self.name, self.summary, self.positional) = (name, summary, positional)
    self.description = description
    self.options = options + [.help]
    self.examples = examples.map { Example(line: $0.line, meaning: $0.meaning) }
    self.run = run
  }
}
