package import JSON

/// What an examination found out of a model on a server, as it was kept.
package struct LearntProfile: Sendable, Equatable {
  /// The wire by which it was asked.
  package let wire: String
  /// Where it answers.
  package let base: String
  /// The model's name there.
  package let model: String
  /// When it was examined, as ISO 8601 writes it.
  package let date: String
  /// What was found out: an object of a profile's members.
  package let members: JSONValue

  /// Reads what was kept; nil for anything else.
  init?(_ file: JSONValue) {
    guard file["format"]?.asInteger == Self.format, let wire = file["wire"]?.asText,
      let base = file["base"]?.asText, let model = file["model"]?.asText,
      let date = file["date"]?.asText, let members = file["learnt"], members.asMembers != nil
    else { return nil }
    (self.wire, self.base, self.model, self.date) = (wire, base, model, date)
    self.members = members
  }

  /// The version of what is kept.
  static let format: Int64 = 1

  /// What only a deep examination finds out; that a model sees no pictures every examination does.
  var bounds: [JSONValue.Member] {
    let names = DoctorFinding.Probe.allCases.filter(\.isDeep).flatMap(\.settles).map(\.rawValue)
    return (members.asMembers ?? []).filter { member in
      names.contains(member.name)
        && !(member.name == ServerProfile.Name.mostPictures.rawValue && member.value == 0)
    }
  }

  /// What an entry's profile is with what was learnt, where the settings do not say otherwise; nil if this version
  /// of the program cannot read what another kept.
  func profile(of entry: ServerEntry) -> ServerProfile? {
    try? ServerProfile(for: entry.kind).changed(by: members).changed(by: entry.settings)
  }
}
