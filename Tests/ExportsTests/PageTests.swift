import Exports
import Foundation
import MediaTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct PageTests {
  /// A film of plain colours: each range has a thumbnail that is all of one.
  private static let colors = ["c02020", "20a040", "2040c0"]

  private static func thumbnail(_ color: String) throws -> ExportThumbnail {
    let jpeg = try Client.output(
      "ffmpeg",
      [
        "-v", "error", "-f", "lavfi", "-i", "color=0x\(color):size=320x180", "-frames:v", "1", "-f",
        "mjpeg", "-pix_fmt", "yuvj420p", "-",
      ])
    return ExportThumbnail(jpeg: jpeg, width: 320, height: 180)
  }

  private static func page() throws -> String {
    let entries = try zip(Example.entries, colors).map { entry, color in
      var entry = entry
      entry.thumbnail = try thumbnail(color)
      return entry
    }
    return try Export(entries, of: Example.film, as: .html).text
  }

  @Test func `the page asks for nothing from outside`() throws {
    let page = try Self.page()
    #expect(page.contains("default-src 'none'"))
    #expect(!page.contains("<script") && !page.contains("<link") && !page.contains("@import"))
    #expect(
      page.components(separatedBy: "src=\"").dropFirst().allSatisfy {
        $0.hasPrefix("data:image/jpeg;base64,")
      })
    #expect(page.components(separatedBy: "url(").count == 1)
    #expect(page.components(separatedBy: "href=\"").dropFirst().allSatisfy { $0.hasPrefix("#r") })
    #expect(
      page.components(separatedBy: "<img ").count
        == page.components(separatedBy: " alt=\"Picture of ").count)
  }

  @Test func `the page tells times, lengths and how sure their finder is`() throws {
    let page = try Self.page()
    for words in [
      "<time>0:00.000</time> – <time>0:02.036</time></span> <span>2.036 s</span>", "88 %</span>",
      "100 %</span>",
      "<p class=\"note\" dir=\"auto\">A pier.&#10;Rain.</p>",
      "<dt>people</dt><dd dir=\"auto\">3</dd>",
      "=SUM(A1) --&gt; &lt;i&gt;&amp;amp;&lt;/i&gt;</h2>", "Harbour &amp; Co</title>",
      "29.97 pictures/s",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test(
    .enabled(if: Client.has("chromium"), "chromium is missing, so nobody looks at the page"),
    arguments: [(1280, 900), (392, 1400)])
  func `a browser shows every thumbnail`(width: Int, height: Int) throws {
    try Client.withFile(try Self.page(), ending: "html") { page in
      let shot = "\(page).png"
      _ = try Client.output(
        "chromium",
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
          "--user-data-dir=\(page).profile",
          "--window-size=\(width),\(height)", "--screenshot=\(shot)", "file://\(page)",
        ])
      let pixels = try Client.output(
        "ffmpeg",
        [
          "-v", "error", "-i", shot, "-vf", "scale=iw/4:-1:flags=neighbor", "-f", "rawvideo",
          "-pix_fmt", "rgb24", "-",
        ])
      #expect(pixels.count == (width / 4) * (height / 4) * 3)
      for color in Self.colors {
        let wanted = try #require(Int(color, radix: 16))
        let count = stride(from: 0, to: pixels.count, by: 3).count { place in
          zip([wanted >> 16, wanted >> 8 & 255, wanted & 255], pixels[place..<place + 3])
            .allSatisfy { abs($0 - Int($1)) < 8 }
        }
        // A thumbnail covers more than a badge or a mark could.
        #expect(count > 500, "\(color) at \(width)×\(height)")
      }
    }
  }
}
