import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Rendering

@Suite(.timeLimit(.minutes(40)), .computing) struct PaletteTests {
  /// As WCAG 2 has it.
  private func luminance(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Double {
    func linear(_ part: UInt8) -> Double {
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  @Test(arguments: [
    "red roses", "yellow sun over golden sand", "white snow", "green forest", "blue sea at night",
    "pink blossom", "nothing in particular", "雪", "夜幕降临", "صحراء", "grey fog", "paper and gold",
    "cyan mint lagoon", "purple neon",
  ])
  func `letters can be read on every ground`(prompt: String) {
    for seed in [UInt64(1), 2, 3] {
      let palette = Palette(for: prompt, seed: seed)
      let pixels = Plate(palette, width: 64, height: 36, seed: seed, 0).picture.pixels
      let ink = [palette.ink.red, palette.ink.green, palette.ink.blue].map { UInt8(255 * $0) }
      let letters = luminance(ink[0], ink[1], ink[2])
      for place in stride(from: 0, to: pixels.count, by: 3) {
        let ground = luminance(pixels[place], pixels[place + 1], pixels[place + 2])
        let contrast = (max(letters, ground) + 0.05) / (min(letters, ground) + 0.05)
        guard contrast >= 4.5 else {
          Issue.record("\(contrast) on \(pixels[place...place + 2]) for seed \(seed)")
          return
        }
      }
    }
  }

  @Test(arguments: [
    ("A red door", 355.0), ("夜", 235), ("The OCEAN", 205), ("في الصحراء", 44), ("лес", nil),
    ("credit", nil), ("seashore", nil),
  ])
  func `words bring their colours to mind`(text: String, hue: Double?) {
    let found = ColourWords.tints(in: text).first?.hue
    #expect(found == (text == "лес" ? 140 : hue))
  }

  @Test func `colours come in the order of the words`() {
    #expect(ColourWords.tints(in: "a golden field under a blue sky").map(\.hue) == [44, 205])
  }
}
