internal import FoundationEssentials
internal import JSON
internal import Media
internal import MediaTypes
internal import Models
internal import Providers

/// One run of `models doctor`.
struct DoctorRun {
  private let arguments: Arguments
  private let console: Console
  private let name: String

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    name = arguments.positionals.first ?? ""
  }

  func run() throws(CommandError) -> ExitCode {
    // What was learnt before must not keep what is found out now from being found out.
    guard let entry = try entry(of: console.catalog(arguments, obeying: nil)) else {
      try console.output.write(arguments.has(.modelsJSON) ? Self.embedded : DoctorPage.embedded)
      return .success
    }
    guard !arguments.has(.offline) else {
      throw .usage(
        "--offline opens no connection, and \(name) is on a server", advice: "leave it out")
    }
    let report = try examine(entry)
    let (path, problem) = keep(report, of: entry)
    let obeyed = try self.entry(of: console.catalog(arguments)) ?? entry
    if arguments.has(.modelsJSON) {
      try console.output.write(document(report, keptIn: path).spreadText + "\n")
      if report.seesPictures == false, !arguments.has(.quiet) { console.say(DoctorPage.blindness) }
    } else if report.hasAnswer {
      let page = DoctorPage(
        report, obeyed.profile, settings: entry.settings, path: path, style: console.style)
      try console.output.write(page.text)
    }
    if let failure = report.failure { throw CommandError(failure) }
    if let problem { throw problem }
    return report.isWhole ? .success : .incomplete
  }

  private func entry(of catalog: ModelCatalog) throws(CommandError) -> ServerEntry? {
    do {
      return try catalog.entry(name, environment: console.environment)
    } catch {
      throw .usage(error.description, advice: "\"shotlog models\" lists what is configured")
    }
  }

  private func examine(_ entry: ServerEntry) throws(CommandError) -> DoctorReport {
    var doctor = ServerDoctor(entry, isDeep: arguments.has(.deep)) { picture in
      var encoder = PictureEncoder(.jpeg(quality: 90))
      return try encoder.encode(picture)
    }
    if let most = try arguments.value(.doctorRequests, .count) { doctor.budget.requests = most }
    if let most = try arguments.value(.doctorTokens, .count) { doctor.budget.tokens = most }
    if let most = try arguments.value(.questionTime, .seconds)?.value {
      doctor.questionTime = .seconds(min(most, 86400))
    }
    let progress = DoctorProgress(
      console.progress(isQuiet: arguments.has(.quiet)), of: doctor.probes)
    defer { progress.end() }
    doctor.onProbe = { progress.show($0) }
    let examination = doctor
    do {
      return try console.waiting { () async throws(ModelError) in
        try await examination.examine(using: SystemRandomNumberGenerator())
      }
    } catch {
      throw CommandError(error)
    }
  }

  /// Keeps what was found; where, and why it could not be.
  private func keep(_ report: DoctorReport, of entry: ServerEntry) -> (String?, CommandError?) {
    guard report.hasAnswer else { return (nil, nil) }
    guard let store = console.profiles else {
      let advice = "set HOME or XDG_DATA_HOME"
      return (nil, CommandError(.noOutput, "there is no place to keep it", advice: advice))
    }
    do {
      try store.keep(report, of: entry, date: Int64(Date().timeIntervalSince1970))
    } catch {
      return (nil, CommandError(.noOutput, error.message))
    }
    return (store.path(for: entry), nil)
  }

  private func document(_ report: DoctorReport, keptIn path: String?) -> JSONValue {
    .object((report.json.asMembers ?? []) + [.init("kept_in", path.map { .text($0) } ?? .null)])
  }

  private static var embedded: String {
    let document: JSONValue = [
      "model": "embedded", "kind": "embedded", "sees_pictures": false, "findings": [],
      "learnt": [:], "kept_in": .null,
    ]
    return document.spreadText + "\n"
  }
}

extension CommandError {
  /// An examination that came to nothing.
  fileprivate init(_ error: ModelError) {
    let (code, advice): (ExitCode, String?) =
      switch error.code {
      case .unreachable: (.unreachable, nil)
      case .unauthorised: (.keyRefused, "see \"key_env\" in the configuration")
      case .noSuchModel: (.noInput, nil)
      case .timedOut: (.limit, "--timeout allows more")
      case .overBudget: (.limit, "--max-requests and --max-tokens allow more")
      case .rateLimited, .quotaExhausted: (.limit, nil)
      case .cancelled: (.cancelled, nil)
      default: (.incomplete, nil)
      }
    self.init(code, error.message, advice: advice)
  }
}

extension DoctorReport {
  /// Whether everything was found out that was to be.
  fileprivate var isWhole: Bool {
    failure == nil && findings.allSatisfy { $0.verdict != .failed && $0.verdict != .overBudget }
  }
}
