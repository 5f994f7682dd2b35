import Foundation
import MediaTypes
import Testing

/// A picture drawn by ffmpeg, with words that are known.
struct Drawing: Sendable, CustomTestStringConvertible {
  /// A line of text and how it is written.
  struct Text: Sendable {
    var words: String
    var size = 32
    var colour = "white"
    var y = 100
    /// More options of drawtext, such as an edge.
    var style = ""
    var font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
  }

  struct Failure: Error {}

  let name: String
  var width = 854
  var height = 480
  /// A source of lavfi that takes a size.
  var ground = "color=c=black"
  /// What is done to the ground.
  var filter = "null"
  var texts: [Text] = []

  var testDescription: String { name }

  /// Draws it.
  func picture() throws -> Picture {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-drawing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var filters = [filter]
    for (number, text) in texts.enumerated() {
      let file = folder.appending(path: "\(number).txt")
      try Data(text.words.utf8).write(to: file)
      filters.append(
        "drawtext=fontfile=\(text.font):textfile=\(file.path):expansion=none:"
          + "fontsize=\(text.size):fontcolor=\(text.colour):x=(w-text_w)/2:y=\(text.y)\(text.style)"
      )
    }
    let separator = ground.contains("=") ? ":" : "="
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "\(ground)\(separator)s=\(width)x\(height)",
      "-frames:v", "1", "-vf", filters.joined(separator: ","), "-f", "rawvideo", "-pix_fmt", "gray",
      "-",
    ]
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    var picture = Picture(Picture.Layout(.gray8, width: width, height: height))
    guard process.terminationStatus == 0, bytes.count == picture.pixels.count else {
      throw Failure()
    }
    picture.pixels = [UInt8](bytes)
    return picture
  }
}
