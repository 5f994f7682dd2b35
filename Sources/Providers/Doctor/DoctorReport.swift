package import JSON
package import Models

/// What an examination found, why, and what it cost.
package struct DoctorReport: Sendable, Equatable {
  /// Who was examined.
  package let identity: ModelIdentity
  /// What kind of server it was taken for.
  package let kind: ServerKind
  /// Where it answers.
  package let base: String
  /// Its version; nil if it did not say.
  package let serverVersion: String?
  /// What was found, in the order in which it was asked.
  package let findings: [DoctorFinding]
  /// The profile that was known before.
  package let before: ServerProfile
  /// The profile with what was found.
  package let profile: ServerProfile
  /// Why the examination ended before its end; nil if it did not.
  package let failure: ModelError?
  /// What it cost.
  package let spent: DoctorBudget
  /// How long it took.
  package let time: Duration

  init(_ visit: DoctorVisit, time: Duration) {
    let entry = visit.doctor.entry
    (identity, kind, base) = (entry.identity, entry.kind, entry.base)
    (serverVersion, findings) = (visit.server?.version, visit.findings)
    (before, profile, failure) = (entry.profile, visit.refinedProfile, visit.failure)
    (spent, self.time) = (visit.spent, time)
  }

  /// What the profile says otherwise than before: the member, the value before, and that of now.
  package var changes: [(member: String, before: String, now: String)] {
    zip(before.json.asMembers ?? [], profile.json.asMembers ?? []).compactMap { before, now in
      before.value == now.value ? nil : (now.name, before.value.text, now.value.text)
    }
  }

  /// The report for people, line by line, without colours.
  package var text: [String] {
    var lines = ["\(identity), \(kind.title) at \(base)", ""]
    for finding in findings {
      lines.append("\(finding.verdict.mark)  \(finding.probe.question) \(finding.conclusion)")
      if !finding.asked.isEmpty { lines.append("        asked: \(finding.asked)") }
      if !finding.came.isEmpty { lines.append("        came:  \(finding.came)") }
    }
    lines.append("")
    if let failure { lines.append("The examination ended early: \(failure.message)") }
    lines += changes.map { "\($0.member): \($0.now), was \($0.before)" }
    if changes.isEmpty, failure == nil { lines.append("The profile was right in everything.") }
    lines.append("It took \(spent) and \(time.tenths) s.")
    return lines
  }

  /// The report for programs.
  package var json: JSONValue {
    .members([
      "model": .text(identity.description), "kind": .text(kind.rawValue), "base": .text(base),
      "server_version": serverVersion.map { .text($0) },
      "findings": .list(findings.map(\.json)), "profile": profile.json,
      "changed": .list(changes.map { .text($0.member) }),
      "error": failure.map { ["code": .text($0.code.rawValue), "message": .text($0.message)] },
      "requests": .integer(Int64(spent.calls)), "tokens": .integer(Int64(spent.tokens)),
      "seconds": .number(time.tenths),
    ])
  }
}

extension Duration {
  /// Seconds, to the tenth.
  var tenths: Double {
    let (whole, rest) = components
    return Double(whole * 10 + rest / 100_000_000_000_000_000) / 10
  }
}

extension DoctorFinding {
  /// The finding for programs.
  var json: JSONValue {
    [
      "probe": .text(probe.rawValue), "question": .text(probe.question),
      "verdict": .text(verdict.rawValue), "asked": .text(asked), "came": .text(came),
      "conclusion": .text(conclusion),
    ]
  }
}

extension DoctorFinding.Verdict {
  /// Of one width, to stand at the start of a line.
  fileprivate var mark: String {
    switch self {
    case .good: "good  "
    case .limited: "less  "
    case .failed: "failed"
    case .skipped: "-     "
    }
  }
}
