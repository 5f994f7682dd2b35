internal import Digests
internal import FoundationEssentials
internal import JSON
internal import Models

/// Keeps what examinations found out, a file for each model of a server.
///
/// What was found out belongs to an address, the wire by which it is spoken to, and a model there: another server
/// never inherits it.
public struct ProfileStore: Sendable {
  private let folder: String

  /// Keeps profiles in a folder, which need not be there yet.
  public init(folder: String) { self.folder = folder }

  /// What was learnt of an entry's model; nil if nothing was, and for whatever cannot be read.
  package func learnt(of entry: ServerEntry) -> LearntProfile? {
    guard let learnt = Self.learnt(in: place(of: entry)), learnt.wire == entry.kind.wire,
      learnt.base == Self.base(of: entry), learnt.model == entry.model,
      learnt.profile(of: entry) != nil
    else { return nil }
    return learnt
  }

  /// Everything that was learnt of an address, spoken to as a kind of server is, by the models' names.
  package func learnt(at base: String, as kind: ServerKind) -> [LearntProfile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }
      .compactMap { Self.learnt(in: URL(filePath: folder).appending(path: $0)) }
      .filter { $0.wire == kind.wire && $0.base == Self.trimmed(base) }
      .sorted { $0.model < $1.model }
  }

  /// Keeps what an examination found and why, instead of the one before; `date` is in seconds since 1970.
  ///
  /// What only a deep examination finds out stays as the last one found it, until the next. Whoever reads at the same
  /// time finds the old file or the new one.
  package func keep(
    _ report: DoctorReport, of entry: ServerEntry, date: Int64
  ) throws(ProfileStoreError) {
    let older = report.isDeep ? [] : learnt(of: entry)?.bounds ?? []
    let members = (report.learnt.asMembers ?? []) + older.filter { report.learnt[$0.name] == nil }
    let file: JSONValue = [
      "format": .integer(LearntProfile.format), "wire": .text(entry.kind.wire),
      "base": .text(Self.base(of: entry)), "model": .text(entry.model),
      "date": .text(Date(timeIntervalSince1970: Double(date)).formatted(.iso8601)),
      "learnt": .object(members), "report": report.json,
    ]
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data((file.spreadText + "\n").utf8).write(to: place(of: entry), options: .atomic)
    } catch {
      throw ProfileStoreError(message: "what was found could not be written into \(folder)")
    }
  }

  /// Where what is learnt of an entry's model is kept.
  package func path(for entry: ServerEntry) -> String { place(of: entry).path }

  private static func learnt(in place: URL) -> LearntProfile? {
    guard let bytes = try? Data(contentsOf: place), bytes.count <= mostBytes,
      let file = try? JSONReader().value(of: [UInt8](bytes))
    else { return nil }
    return LearntProfile(file)
  }

  private func place(of entry: ServerEntry) -> URL {
    let base = Self.base(of: entry)
    // Readable words first; the digest tells apart what they do not.
    let words = "\(base.drop { $0 != "/" })-\(entry.model)".map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == ".") ? letter : "-"
    }
    let name = String(words).split(separator: "-").joined(separator: "-").prefix(Self.longestName)
    var digest = SHA256()
    digest.take("\(entry.kind.wire)\n\(base)\n\(entry.model)".utf8)
    return URL(filePath: folder)
      .appending(path: "\(entry.kind.wire)-\(name)-\(digest.text.prefix(16)).json")
  }

  private static func base(of entry: ServerEntry) -> String { trimmed(entry.base) }

  private static func trimmed(_ base: String) -> String {
    var base = base
    while base.last == "/" { base.removeLast() }
    return base
  }

  private static let mostBytes = 1 << 20
  private static let longestName = 120
}

/// Why a profile could not be kept.
package struct ProfileStoreError: Error, Sendable, Equatable {
  /// What went wrong, in words for people.
  package let message: String
}
