internal import FoundationEssentials
internal import JSON
internal import Models

/// Keeps what examinations found, a file for each model of a server.
package struct ProfileStore: Sendable {
  private let folder: String

  /// Keeps profiles in a folder, which need not be there yet.
  package init(folder: String) { self.folder = folder }

  /// The profile that was found for an entry; nil if none was, and for whatever cannot be read.
  ///
  /// What the entry's own profile says otherwise than is usual for its kind was set by somebody, and stays.
  package func profile(for entry: ServerEntry) -> ServerProfile? {
    guard let bytes = try? Data(contentsOf: place(of: entry)), bytes.count <= Self.mostBytes,
      let file = try? JSONReader().value(of: [UInt8](bytes)),
      file["format"]?.asInteger == Self.format, file["kind"]?.asText == entry.kind.rawValue,
      file["base"]?.asText == entry.base, file["model"]?.asText == entry.model,
      let found = file["profile"]?.asMembers
    else { return nil }
    let usual = ServerProfile(for: entry.kind).json
    let own = entry.profile.json
    let members = found.map { member in
      let set = own[member.name].flatMap { $0 == usual[member.name] ? nil : $0 }
      return JSONValue.Member(member.name, set ?? member.value)
    }
    return try? ServerProfile(.object(members), for: entry.kind)
  }

  /// Keeps a profile and why it is so, instead of the one before; `date` is in seconds since 1970.
  ///
  /// Whoever reads at the same time finds the old file or the new one.
  package func keep(
    _ profile: ServerProfile, for entry: ServerEntry, report: DoctorReport, date: Int64
  ) throws(ProfileStoreError) {
    let file = JSONValue.members([
      "format": .integer(Self.format), "kind": .text(entry.kind.rawValue),
      "base": .text(entry.base), "model": .text(entry.model),
      "date": .text(
        Date(timeIntervalSince1970: Double(date)).formatted(.iso8601)),
      "profile": profile.json, "report": report.json,
    ])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data((file.spreadText + "\n").utf8).write(to: place(of: entry), options: .atomic)
    } catch {
      throw ProfileStoreError(message: "the profile could not be written into \(folder)")
    }
  }

  /// Where the profile of an entry is kept.
  package func path(for entry: ServerEntry) -> String { place(of: entry).path }

  private func place(of entry: ServerEntry) -> URL {
    // Readable words first; the digest tells apart what they do not.
    let words = "\(entry.base.drop { $0 != "/" })-\(entry.model)".map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == ".") ? letter : "-"
    }
    let name = String(words).split(separator: "-").joined(separator: "-").prefix(Self.longestName)
    let whole = "\(entry.kind.rawValue)\n\(entry.base)\n\(entry.model)"
    return URL(filePath: folder)
      .appending(path: "\(entry.kind.rawValue)-\(name)-\(Self.digest(whole)).json")
  }

  /// FNV-1a in 64 bits.
  private static func digest(_ words: String) -> String {
    let hash = words.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }

  private static let format: Int64 = 1
  private static let mostBytes = 1 << 20
  private static let longestName = 120
}

/// Why a profile could not be kept.
package struct ProfileStoreError: Error, Sendable, Equatable {
  /// What went wrong, in words for people.
  package let message: String
}
