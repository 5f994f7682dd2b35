internal import MediaTypes

/// Digits drawn black on white, for asking a model what it sees.
struct ProbePicture: Sendable, Equatable {
  /// What it shows.
  let digits: String
  /// Pixels in a row.
  let width: Int
  /// Rows.
  let height: Int
  /// Rows of a digit.
  let digitHeight: Int
  /// Whether the digits stand in the lower right corner and not in the middle.
  let isInCorner: Bool

  init(
    _ digits: String, width: Int = 448, height: Int = 252, digitHeight: Int = 84,
    isInCorner: Bool = false
  ) {
    (self.digits, self.width, self.height) = (digits, width, height)
    (self.digitHeight, self.isInCorner) = (digitHeight, isInCorner)
  }

  /// One that costs little.
  static func small(_ digits: String) -> ProbePicture {
    ProbePicture(digits, width: 288, height: 162, digitHeight: 60)
  }

  /// Four digits that nobody guesses, and that no reader takes for each other.
  static func digits(using generator: inout some RandomNumberGenerator) -> String {
    let shapes = Self.strokes.keys.sorted()
    return String((0..<4).compactMap { _ in shapes.randomElement(using: &generator) })
  }

  /// The picture, in shades of grey.
  var drawing: Picture {
    var picture = Picture(.init(.gray8, width: width, height: height))
    picture.pixels = [UInt8](repeating: 255, count: width * height)
    let wide = digitHeight * (Self.pitch * (digits.count - 1) + Self.digitWidth) / 100
    var left = isInCorner ? width - wide - digitHeight / 2 : (width - wide) / 2
    let top = isInCorner ? height - digitHeight * 3 / 2 : (height - digitHeight) / 2
    for digit in digits {
      for stroke in Self.strokes[digit] ?? [] {
        for point in stroke.points {
          picture.dot(
            x: left + Int(point.x * Double(digitHeight) / 100),
            y: top + Int(point.y * Double(digitHeight) / 100), radius: digitHeight * 2 / 25)
        }
      }
      left += digitHeight * Self.pitch / 100
    }
    return picture
  }

  /// Hundredths of a digit's height.
  private static let (pitch, digitWidth) = (90, 66)

  // Without 1, 5 and 7: hands and fonts write these alike, and readers mistake them.
  private static let strokes: [Character: [Stroke]] = [
    "0": [.arc(30, 50, 28, 50, from: 0, to: 360)],
    "2": [.arc(30, 28, 28, 28, from: -171, to: 36), .line(53, 44, 2, 100), .line(2, 100, 60, 100)],
    "3": [.arc(28, 26, 26, 26, from: -159, to: 90), .arc(28, 75, 30, 25, from: -90, to: 159)],
    "4": [.line(48, 100, 48, 0), .line(48, 0, 0, 66), .line(0, 66, 66, 66)],
    "6": [.arc(30, 68, 29, 32, from: 0, to: 360), .arc(56, 68, 55, 68, from: 180, to: 261)],
    "8": [.arc(30, 25, 25, 25, from: 0, to: 360), .arc(30, 75, 30, 25, from: 0, to: 360)],
    "9": [.arc(30, 32, 29, 32, from: 0, to: 360), .arc(4, 32, 55, 68, from: 0, to: 81)],
  ]
}

/// A movement of the pen, in hundredths of a digit's height.
private enum Stroke: Sendable {
  case line(Double, Double, Double, Double)
  /// Part of an ellipse by its middle, its radii, and whole threes of degrees clockwise from the right.
  case arc(Double, Double, Double, Double, from: Int, to: Int)

  var points: [(x: Double, y: Double)] {
    switch self {
    case .line(let x, let y, let toX, let toY):
      return (0...40).map { step in
        let part = Double(step) / 40
        return (x + (toX - x) * part, y + (toY - y) * part)
      }
    case .arc(let x, let y, let wide, let high, let from, let to):
      var direction = Self.turned((1, 0), times: (from + 360) % 360 / 3)
      return (from / 3...to / 3).map { _ in
        defer { direction = Self.turned(direction, times: 1) }
        return (x + wide * direction.0, y + high * direction.1)
      }
    }
  }

  /// Turns a direction by three degrees.
  private static func turned(_ direction: (Double, Double), times: Int) -> (Double, Double) {
    let (cosine, sine) = (0.998_629_534_754_573_8, 0.052_335_956_242_943_83)
    return (0..<times).reduce(direction) { now, _ in
      (now.0 * cosine - now.1 * sine, now.0 * sine + now.1 * cosine)
    }
  }
}

extension Picture {
  /// Draws a round black dot; what lies outside is left out.
  fileprivate mutating func dot(x: Int, y: Int, radius: Int) {
    for row in max(0, y - radius)...min(layout.height - 1, y + radius) {
      for column in max(0, x - radius)...min(layout.width - 1, x + radius)
      where (column - x) * (column - x) + (row - y) * (row - y) <= radius * radius {
        pixels[row * layout.width + column] = 0
      }
    }
  }
}
