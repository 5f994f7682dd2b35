import Foundation
import JSON
import MediaTypes
import Models
import Testing

/// What the models under test are shown and asked.
enum Question {
  static func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds, .milliseconds) }

  static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(time(start), upTo: time(end))
  }

  /// Two segments with a picture each, of different sizes.
  static func clip() throws -> Clip {
    let jpegs = try pictures.get()
    let video = VideoFacts(
      title: "Harbour", zero: time(0), range: range(0, 4500), width: 640, height: 360,
      hasSound: true)
    return Clip(
      video: video, range: range(0, 4500),
      segments: [
        ClipSegment(
          number: 1, range: range(0, 2000),
          // Enough that a server cannot forget it unnoticed.
          speech: [
            WordLine(
              range: range(0, 1000), text: String(repeating: "Mind the boats. ", count: 300))
          ]),
        ClipSegment(number: 2, range: range(2000, 4500)),
      ],
      pictures: [
        ClipPicture(
          number: 1, segment: 1, timestamp: time(500), jpeg: jpegs[0], width: 64, height: 36),
        ClipPicture(
          number: 2, segment: 2, timestamp: time(2500), jpeg: jpegs[1], width: 32, height: 18),
      ])
  }

  /// A schema with everything that servers read differently.
  static let film: JSONValue = [
    "type": "object",
    "properties": [
      "segment": ["type": "integer", "minimum": 1, "maximum": 9],
      "title": ["type": "string"], "kind": ["type": "string", "enum": ["talk", "action"]],
      "seen_at": ["type": "timestamp", "format": "seconds"],
      "note": ["type": "string", "description": "Whatever else is to be said."],
      "names": ["type": "array", "items": ["$ref": "#/$defs/name"]],
    ],
    "required": ["segment", "title", "seen_at"],
    "$defs": ["name": ["type": "object", "properties": ["name": ["type": "string"]]]],
  ]

  private static let pictures = Result { try ["64x36", "32x18"].map(jpeg) }

  /// A picture of FFmpeg's.
  private static func jpeg(_ size: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=\(size)", "-frames:v", "1", "-f",
      "image2pipe", "-c:v", "mjpeg", "-",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    try #require(process.terminationStatus == 0 && bytes.count > 500)
    return bytes
  }
}
