internal import Models

/// The colours that have a name everywhere.
enum ColourName: Int, CaseIterable {
  case black, grey, white, red, orange, brown, yellow, green, cyan, blue, purple, pink

  /// The name that people would most likely give a colour, by its hue, depth and light.
  init(red: UInt8, green: UInt8, blue: UInt8) {
    let (r, g, b) = (Double(red), Double(green), Double(blue))
    let (high, low) = (max(r, g, b), min(r, g, b))
    let range = high - low
    if high < 40 { self = .black; return }
    // Pale colours are called grey or white, and the more so the darker they are.
    if range < 24 || range / high < 0.15 {
      self = high > 210 ? .white : high < 60 ? .black : .grey
      return
    }
    var hue: Double
    if high == r {
      hue = (g - b) / range
    } else if high == g {
      hue = 2 + (b - r) / range
    } else {
      hue = 4 + (r - g) / range
    }
    if hue < 0 { hue += 6 }
    switch hue * 60 {
    case ..<15, 345...: self = high > 200 && range / high < 0.5 ? .pink : .red
    case ..<45: self = high < 170 || range / high < 0.45 ? .brown : .orange
    case ..<70: self = .yellow
    case ..<165: self = .green
    case ..<200: self = .cyan
    case ..<255: self = .blue
    case ..<290: self = .purple
    default: self = high > 150 ? .pink : .purple
    }
  }

  /// The name in words.
  var phrase: Phrase {
    switch self {
    case .black: .black
    case .grey: .grey
    case .white: .white
    case .red: .red
    case .orange: .orange
    case .brown: .brown
    case .yellow: .yellow
    case .green: .green
    case .cyan: .cyan
    case .blue: .blue
    case .purple: .purple
    case .pink: .pink
    }
  }
}
