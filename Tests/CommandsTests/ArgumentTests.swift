import Media
import MediaTypes
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct ArgumentTests {
  /// A wrong command line, and what is said of it.
  struct Refusal: CustomTestStringConvertible {
    let words: [String]
    let line: String
    var testDescription: String { words.joined(separator: " ") }

    init(_ text: String, _ line: String) {
      (words, self.line) = (text.split(separator: " ").map(String.init), line)
    }
  }

  static let refusals = [
    Refusal("", "a command is missing; \"shotlog --help\" lists the commands"),
    Refusal("prob a", "there is no command \"prob\"; did you mean \"shotlog probe\"?"),
    Refusal("fr a", "there is no command \"fr\"; did you mean \"shotlog frames\"?"),
    Refusal("a.mp4", "there is no command \"a.mp4\"; did you mean \"shotlog probe a.mp4\"?"),
    Refusal("juggle", "there is no command \"juggle\"; \"shotlog --help\" lists the commands"),
    Refusal("--hlep", "--hlep is not a command; did you mean --help?"),
    Refusal("--json a", "--json is not a command; options follow the command"),
    Refusal("frames a --fsp 2", "frames has no option --fsp; did you mean --fps?"),
    Refusal("frames a -fps 2", "frames has no option -fps; did you mean --fps?"),
    Refusal("frames a --qual 2", "frames has no option --qual; did you mean --quality?"),
    Refusal(
      "probe a --zigzag",
      "probe has no option --zigzag; \"shotlog probe --help\" lists its options"),
    Refusal("probe", "probe needs a FILE; \"shotlog probe --help\" shows examples"),
    Refusal(
      "frames a b",
      "frames takes one VIDEO, and \"b\" is another; "
        + "quote names that hold spaces, and run it once for each"),
    Refusal("probe - -", "standard input was named twice; write - once"),
    Refusal("probe a --json=x", "--json takes no value; write it without \"=x\""),
    Refusal("frames a --fps", "--fps needs a value; write --fps R"),
    Refusal("frames a --fps --json", "--fps needs a value; write --fps R"),
    Refusal("frames a --fps 1 --fps 2", "--fps was given twice; give it once"),
    Refusal(
      "frames a --fps 0",
      "--fps is \"0\"; it must be a number above zero, such as 2, 29.97 or 30000/1001"),
    Refusal(
      "frames a --every 1:70",
      "--every is \"1:70\"; it must be a time above zero, such as 30, 0.5 or 1:30"),
    Refusal(
      "frames a --at 1,,2",
      "--at is \"1,,2\"; it must be times parted by commas, such as 12.5,1:02,01:02:03.250"),
    Refusal(
      "frames a --from -1",
      "--from is \"-1\"; it must be a time such as 12.5, 1:02 or 01:02:03.250"),
    Refusal("frames a --count 0", "--count is \"0\"; it must be a whole number from 1 to 1000000"),
    Refusal(
      "frames a --size 0x3",
      "--size is \"0x3\"; it must be full, a longest side such as 512, a box such as 640x360, "
        + "or exactly 640x360!"),
    Refusal("frames a --format bmp", "--format is \"bmp\"; it can be jpg, png or rgb"),
    Refusal(
      "frames a --quality 101", "--quality is \"101\"; it must be a whole number from 1 to 100"),
    Refusal(
      "frames a --format png --quality 5", "--quality means nothing to png; leave it out"),
    Refusal(
      "frames a --fps 2 --count 3",
      "--fps and --count ask for different pictures; "
        + "use one of --fps, --every, --at, --count, --key, --all"),
    Refusal("frames a --key --speed 2", "--speed means nothing to --key; use it with --fps"),
    Refusal("frames a --from 2 --to 0:02", "--from 2 does not lie before --to 0:02; swap them"),
    Refusal(
      "frames a --out - --json",
      "--json and --out - both write to standard output; name a folder with --out"),
    Refusal(
      "probe a --max-bytes 2X",
      "--max-bytes is \"2X\"; it must be a number of bytes, such as 1000000, 500K, 20M or 2G"),
    Refusal(
      "probe a --timeout no",
      "--timeout is \"no\"; it must be a time above zero, such as 30, 0.5 or 1:30"),
    Refusal(
      "sheet a --rows 2 --count 3",
      "--rows and --count both say how many pictures; use one of them"),
    Refusal(
      "sheet a --out a.gif",
      "--out ends in .gif; name a .jpg or .png, or add --format jpg or png"),
  ]

  @Test(arguments: refusals)
  func `a wrong command line is refused with a line that helps`(refusal: Refusal) throws {
    let run = try ToolRun(refusal.words)
    #expect(run.error == "shotlog: \(refusal.line)\n")
    #expect(run.code == .usage)
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [
    (["--fps", "2", "a", "--json"], ["a"]), (["--fps=2", "--json", "a"], ["a"]),
    (["-j", "--fps", "2", "--", "--key"], ["--key"]), (["-jfn2", "--fps=2", "-"], ["-"]),
  ])
  func `options stand where one likes`(words: [String], positionals: [String]) throws {
    let arguments = try ArgumentParser.parse(words[...], for: .frames)
    #expect(arguments.positionals == positionals)
    #expect(arguments.text(of: .fps) == "2")
    #expect(arguments.has(.framesJSON))
    #expect(arguments.has(.force) == (arguments.text(of: .count) == "2"))
  }

  @Test func `a repeatable option keeps every value`() throws {
    let arguments = try ArgumentParser.parse(["a", "--at", "1,2", "--at=1:00"], for: .frames)
    #expect(try FramesPlan(arguments).plan == .at([1, 2, 60]))
  }

  @Test(arguments: [
    ("full", PictureSize.full), ("512", .fitting(longestSide: 512)),
    ("640x360", .inside(width: 640, height: 360)), ("640x360!", .exact(width: 640, height: 360)),
  ])
  func `sizes are read`(text: String, size: PictureSize) {
    #expect(ValueReader<PictureSize>.size.read(text) == size)
  }

  @Test(arguments: ["", "x", "5x", "x5", "512!", "1x2x3", "-4", "40000", "4 x 5", "Full"])
  func `wrong sizes are not read`(text: String) {
    #expect(ValueReader<PictureSize>.size.read(text) == nil)
  }

  @Test(arguments: [("1", 1), ("2K", 2048), ("3m", 3 << 20), ("2G", 2 << 30)])
  func `byte counts are read`(text: String, bytes: Int64) {
    #expect(ValueReader<Int64>.byteCount.read(text) == bytes)
  }

  @Test(arguments: ["", "K", "-1", "0", "1.5M", "9999999999T"])
  func `wrong byte counts are not read`(text: String) {
    #expect(ValueReader<Int64>.byteCount.read(text) == nil)
  }
}
