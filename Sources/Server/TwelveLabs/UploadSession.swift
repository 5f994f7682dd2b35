internal import Digests
internal import JSON
internal import Tasks

/// An upload in parts, as it is kept with its asset until all have come.
struct UploadSession: Sendable, Equatable {
  /// A part that has come.
  struct Part: Sendable, Equatable {
    /// The file that holds it, in the spool.
    var draft: String
    /// The proof that it came: its digest.
    var tag: String
    /// In bytes.
    var size: Int64
    /// Whether its client said that it is through with it.
    var isReported = false
  }

  /// How long parts may take to come, together: drafts are not kept for longer.
  static let lifetime = Duration.seconds(3600)
  private static let leastPart: Int64 = 5 << 20
  private static let mostParts: Int64 = 1000

  /// What opens its addresses.
  let token: String
  /// Bytes of the whole.
  let size: Int64
  /// When parts are no longer taken.
  let expires: Moment
  /// The parts that have come, by number from 1.
  private(set) var parts: [Int: Part] = [:]

  /// Begins an upload.
  init(size: Int64, at now: Moment) {
    var generator = SystemRandomNumberGenerator()
    token = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }.hexadecimal
    (self.size, expires) = (size, now + Self.lifetime)
  }

  /// Reads what is kept; nil if it is none.
  init?(_ json: JSONValue?) {
    guard let json, let token = json["token"]?.asText, let size = json["size"]?.asInteger,
      let expires = json["expires"]?.asInteger, let entries = json["parts"]?.asList
    else { return nil }
    (self.token, self.size) = (token, size)
    self.expires = Moment(milliseconds: expires)
    for entry in entries {
      guard let number = entry["number"]?.asInteger, let draft = entry["draft"]?.asText,
        let tag = entry["tag"]?.asText, let size = entry["size"]?.asInteger
      else { return nil }
      parts[Int(clamping: number)] = Part(
        draft: draft, tag: tag, size: size, isReported: entry["reported"]?.asFlag == true)
    }
  }

  /// What is kept.
  var json: JSONValue {
    [
      "token": .text(token), "size": .integer(size), "expires": .integer(expires.milliseconds),
      "parts": .list(
        parts.sorted { $0.key < $1.key }.map { number, part in
          [
            "number": .integer(Int64(number)), "draft": .text(part.draft), "tag": .text(part.tag),
            "size": .integer(part.size), "reported": .flag(part.isReported),
          ]
        }),
    ]
  }

  /// Bytes of all parts but the last.
  var partSize: Int64 { max(Self.leastPart, (size + Self.mostParts - 1) / Self.mostParts) }
  /// How many parts there are.
  var count: Int { Int((size + partSize - 1) / partSize) }
  /// How many parts their client is through with.
  var reported: Int { parts.values.count(where: \.isReported) }
  /// Whether all have come.
  var isWhole: Bool { reported == count }
  /// The files of all parts, in order.
  var drafts: [String] { (1...max(count, 1)).compactMap { parts[$0]?.draft } }

  /// Bytes of a part.
  func size(of number: Int) -> Int64 {
    number < count ? partSize : size - partSize * Int64(count - 1)
  }

  /// Takes a part, in place of what came of it before unless that was reported.
  mutating func take(_ part: Part, as number: Int) {
    if parts[number]?.isReported != true { parts[number] = part }
  }

  /// Notes that a client is through with a part; false if it was before.
  mutating func report(_ number: Int) -> Bool {
    guard parts[number]?.isReported == false else { return false }
    parts[number]?.isReported = true
    return true
  }
}
