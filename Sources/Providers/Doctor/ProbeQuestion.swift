internal import MediaTypes
internal import Models

/// A question of the doctor's, as a clip and an instruction such as every model gets.
struct ProbeQuestion: Sendable {
  /// A picture and the number in its label.
  struct Shown: Sendable {
    let number: Int
    let picture: ProbePicture
  }

  /// What is asked.
  var prompt: String
  /// What is shown, in order.
  var pictures: [Shown] = []
  /// What is told before the question, each line in a part of its own.
  var lines: [String] = []
  /// The shape that the answer is to have; nil for words.
  var schema: JSONSchema?
  /// How freely to answer; nil sends nothing.
  var temperature: Double?
  /// The most tokens of the answer; nil leaves it to the examination.
  var outputTokens: Int?

  /// The instruction, with a bound of the answer.
  func instruction(outputTokens: Int) -> Instruction {
    Instruction(
      .answer(prompt: prompt), shape: schema.map { .schema($0) } ?? .text,
      temperature: temperature, outputTokens: self.outputTokens ?? outputTokens)
  }

  /// The clip; `encode` makes JPEG files of pictures.
  func clip(_ encode: (Picture) throws -> [UInt8]) throws(ModelError) -> Clip {
    let last = max(1, lines.count, pictures.map(\.number).max() ?? 1)
    let whole = Self.range(0, last)
    let video = VideoFacts(
      zero: Self.second(0), range: whole, width: pictures.first?.picture.width ?? 448,
      height: pictures.first?.picture.height ?? 252, hasSound: false)
    var segments = lines.enumerated().map { place, line in
      let range = Self.range(place, place + 1)
      return ClipSegment(
        number: place + 1, range: range, speech: [WordLine(range: range, text: line)])
    }
    if segments.isEmpty { segments = [ClipSegment(number: 1, range: whole)] }
    var shown: [ClipPicture] = []
    for picture in pictures {
      let jpeg: [UInt8]
      do {
        jpeg = try encode(picture.picture.drawing)
      } catch {
        throw ModelError(.badRequest, "the probe's picture could not be made: \(error)")
      }
      shown.append(
        ClipPicture(
          number: picture.number, segment: 1, timestamp: Self.second(picture.number - 1),
          jpeg: jpeg, width: picture.picture.width, height: picture.picture.height))
    }
    return Clip(video: video, range: whole, segments: segments, pictures: shown)
  }

  private static func second(_ number: Int) -> Timestamp {
    Timestamp(Int64(number) * 1000, .milliseconds)
  }

  private static func range(_ start: Int, _ end: Int) -> TimeRange {
    TimeRange(second(start), upTo: second(end))
  }
}
