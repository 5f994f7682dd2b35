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
  /// Whether also what costs much was asked.
  package let isDeep: Bool
  /// Whether the model sees what it is shown; nil if that was not found out.
  package let seesPictures: Bool?
  /// What was found, in the order in which it was asked.
  package let findings: [DoctorFinding]
  /// The profile that was known before.
  package let before: ServerProfile
  /// The profile with what was found.
  package let profile: ServerProfile
  /// What of the profile was found out, and was set by nobody: an object of its members.
  package let learnt: JSONValue
  /// What was found and does not count, since the settings say otherwise: an object of the profile's members.
  package let overruled: JSONValue
  /// Why the examination ended before its end; nil if it did not.
  package let failure: ModelError?
  /// How many requests to the model it took.
  package let requests: Int
  /// How many tokens of questions and answers it took.
  package let tokens: Int
  /// How long it took.
  package let time: Duration

  init(_ visit: DoctorVisit) {
    let entry = visit.doctor.entry
    (identity, kind, base) = (entry.identity, entry.kind, entry.base)
    (serverVersion, isDeep) = (visit.server?.version, visit.doctor.isDeep)
    (before, profile, failure) = (entry.profile, visit.refinedProfile, visit.failure)
    seesPictures = visit.seesPictures
    (findings, requests, tokens) = (visit.findings, visit.requests, visit.tokens)
    time = visit.start.duration(to: .now)
    let settled = Set(findings.filter(\.isSure).flatMap(\.probe.settles).map(\.rawValue))
    let usual = before.json
    let found = (profile.json.asMembers ?? []).filter { member in
      settled.contains(member.name) || usual[member.name] != member.value
    }
    learnt = .object(found.filter { entry.settings[$0.name] == nil })
    overruled = .object(
      found.filter { member in entry.settings[member.name].map { $0 != member.value } ?? false })
  }

  /// What the profile says otherwise than before: the member, the value before, and that of now.
  package var changes: [(member: String, before: JSONValue, now: JSONValue)] {
    zip(before.json.asMembers ?? [], profile.json.asMembers ?? []).compactMap { before, now in
      before.value == now.value ? nil : (now.name, before.value, now.value)
    }
  }

  /// Whether the model answered, so that there is something to keep.
  package var hasAnswer: Bool {
    findings.contains { $0.probe == .answer && $0.isSure }
  }

  /// The report for programs.
  package var json: JSONValue {
    .members([
      "model": .text(identity.description), "kind": .text(kind.rawValue), "base": .text(base),
      "server_version": serverVersion.map { .text($0) }, "deep": .flag(isDeep),
      "sees_pictures": seesPictures.map { .flag($0) } ?? .null,
      "findings": .list(findings.map(\.json)), "profile": profile.json,
      "learnt": learnt, "overruled": overruled,
      "error": failure.map { ["code": .text($0.code.rawValue), "message": .text($0.message)] },
      "requests": .integer(Int64(requests)), "tokens": .integer(Int64(tokens)),
      "seconds": .number(time.tenths),
    ])
  }
}

extension Duration {
  /// Seconds, to the tenth.
  package var tenths: Double {
    let (whole, rest) = components
    return Double(whole * 10 + rest / 100_000_000_000_000_000) / 10
  }
}

extension DoctorFinding {
  /// Whether something is known now.
  package var isSure: Bool { verdict == .good || verdict == .limited }

  /// The finding for programs.
  var json: JSONValue {
    [
      "probe": .text(probe.rawValue), "question": .text(probe.question),
      "verdict": .text(verdict.rawValue), "asked": .text(asked), "came": .text(came),
      "conclusion": .text(conclusion),
    ]
  }
}
