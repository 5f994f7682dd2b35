import Foundation
import JSON
import MediaTypes
import Models

/// Questions that tests ask.
enum Questions {
  /// Two segments of five seconds with a picture each, on a clock that starts at a second.
  static func clip(pictures: Int = 2) -> Clip {
    func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds, .milliseconds) }
    let range = TimeRange(time(1000), upTo: time(11000))
    return Clip(
      video: VideoFacts(
        title: "Harbour", zero: time(1000), range: range, width: 640, height: 360, frameRate: 25,
        hasSound: true),
      range: range,
      segments: [
        ClipSegment(number: 1, range: TimeRange(time(1000), upTo: time(6000))),
        ClipSegment(number: 2, range: TimeRange(time(6000), upTo: time(11000))),
      ],
      pictures: (0..<pictures).map { place in
        ClipPicture(
          number: place + 1, segment: place % 2 + 1,
          timestamp: time(1500 + Int64(place) * 4000), jpeg: jpeg, width: 16, height: 8)
      })
  }

  /// A grey picture of 16 by 8 pixels.
  static let jpeg: [UInt8] = Array(
    Data(
      base64Encoded:
        "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJ"
        + "CQgICAgJCQoKCgwMCwsODg4RERT/xABKAAEAAAAAAAAAAAAAAAAAAAAAAQEAAAAAAAAAAAAAAAAAAAAAEAEAAAAAAAAA"
        + "AAAAAAAAAAAAEQEAAAAAAAAAAAAAAAAAAAAA/8AAEQgACAAQAwEiAAIRAAMRAP/aAAwDAQACEQMRAD8AAA//2Q=="
    )
      ?? Data())

  static func described(outputTokens: Int? = nil, temperature: Double? = nil) -> ModelRequest {
    ModelRequest(
      clip(),
      Instruction(
        .describe, language: "en", temperature: temperature, outputTokens: outputTokens))
  }

  static var words: ModelRequest { ModelRequest(clip(), Instruction(.answer(prompt: "What?"))) }

  static func json(_ text: String) throws -> JSONValue { try JSONReader().value(of: text) }
}
