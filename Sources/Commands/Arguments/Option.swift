/// A named setting of a command, as data: parsing, help, completions and man page are made from it.
package struct Option: Sendable, Hashable {
  /// What follows the name.
  package enum Value: Sendable, Hashable {
    /// Nothing: the option is on or off.
    case none
    /// Something to write; the placeholder stands for it in the help.
    case text(String)
    /// One of these words.
    case choice([String])
    /// The name of a file.
    case file(String)
    /// The name of a folder.
    case folder(String)
  }

  /// How many words to choose from fit on the option's line of the help.
  static let fewChoices = 6

  /// The name without its dashes.
  package let name: String
  /// The letter that may stand for it.
  package let short: Character?
  /// What follows.
  package let value: Value
  /// Whether it may be given several times.
  package let isRepeatable: Bool
  /// What it does, for the help page.
  package let help: String

  /// Makes an option.
  package init(
    _ name: String, short: Character? = nil, _ value: Value = .none, isRepeatable: Bool = false,
    help: String
  ) {
    (self.name, self.short, self.value) = (name, short, value)
    (self.isRepeatable, self.help) = (isRepeatable, help)
  }

  /// What stands for the value in the help; nil if there is none.
  package var placeholder: String? {
    switch value {
    case .none: nil
    case .text(let placeholder), .file(let placeholder), .folder(let placeholder): placeholder
    case .choice(let words): words.count > Self.fewChoices ? "NAME" : words.joined(separator: "|")
    }
  }

  /// How it is written: `--fps`.
  var flag: String { "--" + name }
}
