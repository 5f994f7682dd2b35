internal import FoundationEssentials

/// A file of `Fixtures/media`, and what ffprobe says of it.
public struct Fixture: Sendable, CustomStringConvertible {
  /// The file's name.
  public let name: String
  /// What ffprobe says of it.
  public let probe: FixtureProbe
  /// What is wrong with it; nil for a sound file.
  public let damage: String?

  private init(_ name: String) throws {
    self.name = name
    probe = try FixtureProbe(
      contentsOf: Repository.root.appending(path: "Fixtures/probes/\(name).json"))
    damage = Self.damages[name]
  }

  /// Where the file lies.
  public var path: String { Repository.path("Fixtures/media/\(name)") }
  /// Tests show it by its name.
  public var description: String { name }

  /// Whether it stands for another file, which is not to be opened.
  public var isReference: Bool { Self.references.contains(name) }

  /// All fixtures that have a probe, by name.
  public static let all: [Fixture] = {
    do {
      return try FileManager.default
        .contentsOfDirectory(atPath: Repository.path("Fixtures/probes"))
        .filter { $0.hasSuffix(".json") }.sorted()
        .map { try Fixture(String($0.dropLast(".json".count))) }
    } catch {
      preconditionFailure("the probes of the fixtures cannot be read: \(error)")
    }
  }()

  /// Those with pictures to decode, damaged ones too.
  public static let readable = all.filter { $0.probe.video != nil && !$0.isReference }
  /// The readable ones with damage.
  public static let damaged = readable.filter { $0.damage != nil }
  /// The readable ones without damage.
  public static let sound = readable.filter { $0.damage == nil }

  /// The fixture of that name.
  public static subscript(name: String) -> Fixture {
    guard let fixture = all.first(where: { $0.name == name }) else {
      preconditionFailure("there is no fixture \(name)")
    }
    return fixture
  }

  /// The fixtures of those names, for tables of a few.
  public static func named(_ names: String...) -> [Fixture] { names.map { self[$0] } }

  private static let references: Set<String> = [
    "playlist-file.m3u8", "playlist-renamed.mp4", "concat.ffconcat",
  ]

  private static let damages: [String: String] = [
    "truncated-index-front.mp4": "cut at 60 %, its index in front",
    "truncated.mkv": "cut at 60 %",
    "truncated.ts": "cut at 60 %, within a packet",
    "bit-flips.mp4": "40 flipped bits in the middle third",
    "bit-flips.mkv": "40 flipped bits in the middle third",
    "bit-flips.ts": "60 flipped bits in the middle third",
    "zero-hole.mp4": "zeros from 45 % to 60 %",
    "gap.ts": "packets missing from 35 % to 65 %",
    "gap-h264.ts": "packets missing from 35 % to 65 %",
    "missing-start.ts": "begins between key frames",
    "size-change.ts": "two streams joined: counters break, and two times come twice",
  ]
}
