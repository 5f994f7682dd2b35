internal import JSON
internal import Models
internal import Providers

/// What an examination found, for people: what was asked, what came, what was kept, and what that means.
struct DoctorPage {
  private let report: DoctorReport
  private let obeyed: ServerProfile
  private let settings: JSONValue
  private let path: String?
  private let style: TextStyle

  /// Makes the page of a report; `obeyed` is the profile that commands go by from now on.
  init(
    _ report: DoctorReport, _ obeyed: ServerProfile, settings: JSONValue, path: String?,
    style: TextStyle
  ) {
    (self.report, self.obeyed, self.settings) = (report, obeyed, settings)
    (self.path, self.style) = (path, style)
  }

  /// What is said where a model sees no pictures.
  static let blindness =
    "THIS MODEL SEES NO PICTURES. Whatever it says of a video, it says from words and measurements alone; "
    + "choose a model that sees."

  /// The page of the embedded model.
  static let embedded = """
    embedded needs no server, no key and no network: there is nothing to find out.
    It says what was measured, what is said and what stands on the screen. It does not see as a model does;
    "shotlog models --help" tells how to configure one that sees.

    """

  /// The page, with a line feed at the end.
  var text: String {
    var lines = [
      style.title(TextStyle.harmless("\(report.identity), \(server) at \(report.base)")), "",
    ]
    if report.seesPictures == false {
      lines += paragraph(Self.blindness).map(style.warning) + [""]
    }
    lines += report.findings.flatMap(entry) + [""]
    lines += kept + overruled + [""] + meaning + ["", cost]
    return lines.joined(separator: "\n") + "\n"
  }

  private var server: String {
    report.kind.title + (report.serverVersion.map { " \($0)" } ?? "")
  }

  private func entry(_ finding: DoctorFinding) -> [String] {
    let mark = finding.verdict.mark
    let isWrong = finding.verdict != .good && finding.verdict != .skipped
    var lines = LineBreaking.lines(
      of: "\(finding.probe.question) \(finding.conclusion)", indent: mark.count, width: Self.width)
    lines[0] = (isWrong ? style.warning(mark) : mark) + lines[0].dropFirst(mark.count)
    for (label, words) in [("asked ", finding.asked), ("came  ", finding.came)]
    where !words.isEmpty {
      var more = LineBreaking.lines(
        of: TextStyle.harmless(words), indent: mark.count + label.count, width: Self.width)
      let margin = String(repeating: " ", count: mark.count)
      more[0] = margin + style.label(label) + more[0].dropFirst(mark.count + label.count)
      lines += more
    }
    return lines
  }

  /// What is otherwise than was thought, and where all that is kept.
  private var kept: [String] {
    let news = report.changes.filter { report.learnt[$0.member] != nil }
      .map { "\($0.member) is \($0.now.text), not \($0.before.text)" }
    var lines: [String] = []
    if !news.isEmpty {
      lines += paragraph("Learnt: \(news.joined(separator: "; ")).")
    } else if report.overruled == [:] {
      lines += paragraph("All is as is usual for \(report.kind.title).")
    }
    return lines
      + paragraph(
        path.map { "Kept in \($0), and obeyed by every command; remove that file to forget it." }
          ?? "It is not kept.")
  }

  /// What was found in vain.
  private var overruled: [String] {
    (report.overruled.asMembers ?? []).flatMap { member in
      paragraph(
        "The configuration sets \(member.name) to \(settings[member.name]?.text ?? "null"), which stands; "
          + "found was \(member.value.text)."
      ).map(style.warning)
    }
  }

  /// What follows for whoever analyses videos with it.
  private var meaning: [String] {
    var sentences: [String] = []
    switch report.seesPictures {
    case true:
      let side = obeyed.longestPictureSide.map { ", of at most \($0) pixels" } ?? ""
      sentences.append("It is shown up to \(obeyed.mostPictures) pictures in a call\(side).")
    case false where obeyed.mostPictures == 0: sentences.append("It is sent no pictures.")
    case false:
      let reason = path == nil ? "nothing was kept" : "the configuration says so"
      sentences.append("It is sent pictures in vain, since \(reason).")
    default:
      sentences.append(
        "Whether it sees pictures is not known"
          + (obeyed.mostPictures > 0
            ? ", and they are sent all the same: see what it says of a video that you know." : "."))
    }
    if obeyed.mostPictures > 1, report.seesPictures == true, obeyed.order != .interleaved {
      sentences.append("Times are written onto them, since it may mix up which is which.")
    }
    switch obeyed.schemaMode {
    case .schema, .grammar, .tool: sentences.append("JSON comes in the shape that is asked for.")
    case .object, .prompt:
      sentences.append(
        "The shape of JSON is asked for in words: more answers are misshapen and asked for again.")
    }
    if report.findings.contains(where: { $0.probe == .thinking && $0.verdict == .limited }) {
      sentences.append("It thinks before it answers, which takes time and tokens.")
    }
    if let tokens = obeyed.contextTokens {
      sentences.append("Questions are kept within \(tokens) tokens, their answers counted.")
    }
    if !report.isDeep { sentences.append("Its bounds were not tried; --deep does that.") }
    return paragraph("In an analysis: " + sentences.joined(separator: " "))
  }

  private var cost: String {
    "\(report.requests) \(report.requests == 1 ? "request" : "requests"), \(report.tokens) tokens, "
      + "\(report.time.tenths) s."
  }

  private func paragraph(_ words: String) -> [String] {
    LineBreaking.lines(of: TextStyle.harmless(words), width: Self.width)
  }

  private static let width = 100
}

extension DoctorFinding.Verdict {
  /// Of one width, to stand at the start of a line.
  fileprivate var mark: String {
    switch self {
    case .good: "good    "
    case .limited: "limited "
    case .failed: "failed  "
    case .skipped: "-       "
    case .overBudget: "budget  "
    }
  }
}
