internal import Exports

/// Where a list of ranges is written, and how.
struct ListFile {
  /// How a list can be written.
  enum Form: Equatable {
    /// A table for people.
    case table
    /// Everything that was found.
    case document
    /// One of the formats of others.
    case export(ExportFormat)
  }

  /// How it is written.
  let form: Form
  /// The file, or standard output.
  let file: ResultFile

  init(_ arguments: Arguments) throws(CommandError) {
    let name = arguments.text(of: .listOut) ?? "-"
    file = try ResultFile(name, isReplacing: arguments.has(.force))
    let given = arguments.text(of: .listFormat)
    if arguments.has(.listJSON), let given, given != ExportFormat.json.name {
      throw .usage("--json and --format \(given) are two ways to write", advice: "choose one")
    }
    let ending = name.split(separator: "/").last?.split(separator: ".").dropFirst().last
    let word = arguments.has(.listJSON) ? ExportFormat.json.name : given
    switch word ?? ending?.lowercased() {
    case nil, "table", "txt": form = .table
    case ExportFormat.json.name: form = .document
    case let name?:
      let format = ExportFormat(rawValue: name)
      guard let format = format ?? ExportFormat.allCases.first(where: { $0.fileExtension == name })
      else {
        throw .usage("--out ends in .\(name)", advice: "--format says how to write the list")
      }
      form = .export(format)
    }
  }
}
