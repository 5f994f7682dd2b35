internal import MediaTypes

/// A kind of file that packets can be copied into.
public struct CopyContainer: Sendable, Hashable, CustomStringConvertible {
  /// FFmpeg's name of it: `mp4`, `matroska`.
  public let format: String
  /// How the names of such files end, without the dot: `mkv`.
  public let suffix: String

  /// The suffix.
  public var description: String { suffix }

  /// Whether it can hold pictures that are decoded without being shown.
  var hasEdits: Bool { ["mp4", "mov", "3gp", "3g2"].contains(format) }

  /// Whether pictures that are encoded anew are at home in it, with a time for each.
  var takesEncoded: Bool { ["mp4", "mov", "matroska", "mpegts", "flv"].contains(format) }

  /// What takes packets of nearly everything.
  static let matroska = CopyContainer(format: "matroska", suffix: "mkv")

  /// The kinds of file that can be written, the usual suffix of each first.
  private static let kinds: KeyValuePairs<String, [String]> = [
    "mp4": ["mp4", "m4v"], "mov": ["mov"], "matroska": ["mkv"], "webm": ["webm"],
    "mpegts": ["ts", "m2ts", "mts"], "vob": ["mpg", "mpeg", "vob"], "avi": ["avi"],
    "flv": ["flv"], "asf": ["wmv", "asf"], "ogg": ["ogv", "ogg"], "3gp": ["3gp"], "3g2": ["3g2"],
  ]

  /// The usual suffix of each kind of file.
  public static var suffixes: [String] { kinds.compactMap(\.value.first) }

  private init(format: String, suffix: String) { (self.format, self.suffix) = (format, suffix) }

  /// The kind of file whose names end with this, without the dot; nil if that says nothing.
  public init?(suffix: String) {
    let suffix = suffix.lowercased()
    guard let kind = Self.kinds.first(where: { $0.value.contains(suffix) }) else { return nil }
    self.init(format: kind.key, suffix: suffix)
  }

  /// The kind of file whose names end like this one; nil if the ending says nothing.
  public init?(fileName: String) {
    let name = fileName.split(separator: "/").last ?? ""
    guard let suffix = name.split(separator: ".").dropFirst().last else { return nil }
    self.init(suffix: String(suffix))
  }

  /// The kind of file that the source is, as far as FFmpeg writes it.
  init?(of description: MediaDescription, named name: String) {
    let names = description.format.split(separator: ",")
    let brand = description.tags.first { $0.key == "major_brand" }?.value.prefix(3)
    let format: Substring? =
      if names.contains("mp4") {
        switch brand {
        case "qt ": "mov"
        case "3gp", "3g2": brand
        default: "mp4"
        }
      } else {
        names.first == "mpeg" ? "vob" : names.first
      }
    // The same demuxer reads both.
    let named = CopyContainer(fileName: name)
    let isWebM = format == "matroska" && named?.format == "webm"
    guard let kind = Self.kinds.first(where: { $0.key == (isWebM ? "webm" : format ?? "") }),
      let usual = kind.value.first
    else { return nil }
    self.init(format: kind.key, suffix: named?.format == kind.key ? named?.suffix ?? usual : usual)
  }
}
