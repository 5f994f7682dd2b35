import CShotlog
import Foundation
import Media
import MediaTypes
import TestSupport
import Testing

@testable import ShotlogC

@Suite(.timeLimit(.minutes(40)), .computing) struct HeaderTests {
  @Test func `the codes of the header are those that are given`() {
    let header = [
      SHOTLOG_OK, SHOTLOG_END, SHOTLOG_INVALID_REQUEST, SHOTLOG_BAD_HANDLE,
      SHOTLOG_BUFFER_TOO_SMALL, SHOTLOG_CANCELLED, SHOTLOG_LIMIT_EXCEEDED, SHOTLOG_TIMED_OUT,
      SHOTLOG_NOT_FOUND, SHOTLOG_PERMISSION_DENIED, SHOTLOG_IS_DIRECTORY, SHOTLOG_EMPTY,
      SHOTLOG_NOT_MEDIA, SHOTLOG_NO_VIDEO_STREAM, SHOTLOG_NO_AUDIO_STREAM, SHOTLOG_NO_TEXT_STREAM,
      SHOTLOG_UNSUPPORTED_CODEC, SHOTLOG_PROTOCOL_REFUSED, SHOTLOG_UNREADABLE,
      SHOTLOG_ALREADY_EXISTS, SHOTLOG_UNWRITABLE, SHOTLOG_SCREEN_UNREADABLE,
    ]
    #expect(header.map { Int32($0) } == Code.allCases.map(\.rawValue))
  }

  @Test(arguments: MediaError.Code.allCases)
  func `what the library calls a failure is what C calls it`(code: MediaError.Code) {
    #expect(unsafe String(cString: ShotlogC.name(Code(code).rawValue)) == code.rawValue)
  }

  @Test func `every code has a name of its own`() {
    let names = Code.allCases.map { "\($0.name)" }
    #expect(Set(names).count == names.count)
    #expect(unsafe String(cString: ShotlogC.name(-7)) == "unknown")
  }

  /// Compiles only if both are functions of the same types.
  private func isSame<Function>(_ declared: Function, _ defined: Function) {}

  @Test func `the functions are those that the header declares`() {
    unsafe isSame(CShotlog.shotlog_version, ShotlogC.libraryVersion)
    unsafe isSame(CShotlog.shotlog_open, ShotlogC.open)
    unsafe isSame(CShotlog.shotlog_close, ShotlogC.close)
    unsafe isSame(CShotlog.shotlog_cancel, ShotlogC.cancel)
    unsafe isSame(CShotlog.shotlog_facts, ShotlogC.facts)
    unsafe isSame(CShotlog.shotlog_sample, ShotlogC.sample)
    unsafe isSame(CShotlog.shotlog_next, ShotlogC.next(_:_:))
    unsafe isSame(CShotlog.shotlog_next_into, ShotlogC.next(_:_:_:_:))
    unsafe isSame(CShotlog.shotlog_sampler_layout, ShotlogC.layout)
    unsafe isSame(CShotlog.shotlog_sampler_close, ShotlogC.closeSampler)
    unsafe isSame(CShotlog.shotlog_segments, ShotlogC.segments)
    unsafe isSame(CShotlog.shotlog_analyze, ShotlogC.analyze)
    unsafe isSame(CShotlog.shotlog_free, ShotlogC.release)
    unsafe isSame(CShotlog.shotlog_code_name, ShotlogC.name)
  }

  @Test func `the lines of the README compile`() throws {
    let readme = try String(contentsOfFile: Repository.path("README.md"), encoding: .utf8)
    let lines = readme.components(separatedBy: "```c\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(lines.count == 1)
    let file = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID()).c")
    defer { try? FileManager.default.removeItem(at: file) }
    try """
    #include <shotlog.h>
    void use(const uint8_t *pixels, int width, int height, double seconds);
    void lines(void);
    void lines(void) {
    \(lines.joined())
    }
    """.write(to: file, atomically: true, encoding: .utf8)
    let compiled = try Built.run([
      "clang", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I",
      Repository.path("Sources/CShotlog/include"), file.path,
    ])
    #expect(compiled.error == "")
    #expect(compiled.status == 0)
  }

  @Test(.enabled(if: Built.hasLibrary, "swift build --product ShotlogC builds the library"))
  func `the program of the header compiles and gives the pictures`() throws {
    let header = Repository.path("Sources/CShotlog/include/shotlog.h")
    let lines = try String(contentsOfFile: header, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let program = lines.prefix { $0.hasPrefix("///") }
      .filter { $0.hasPrefix("///     ") || $0 == "///" }.map { $0.dropFirst(8) }
      .joined(separator: "\n")
    let folder = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try program.write(toFile: "\(folder)/program.c", atomically: true, encoding: .utf8)
    let compiled = try Built.run([
      "clang", "-fuse-ld=lld", "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic",
      "-Wno-nullability-extension", "-I", Repository.path("Sources/CShotlog/include"), "-o",
      "\(folder)/program", "\(folder)/program.c", "-L", Built.folder, "-lShotlogC",
      "-Wl,-rpath,\(Built.folder)",
    ])
    #expect(compiled.error == "")
    #expect(compiled.status == 0)

    let film = Repository.path("Fixtures/media/h264-bframes.mp4")
    var expected = Data()
    var sampler = try FrameSampler(
      .path(film), .speed(2, picturesPerSecond: 4), drawing: .rgb24,
      size: .fitting(longestSide: 320))
    while let sample = try sampler.next() { expected += sample.drawing.pixels }
    let run = try Built.run(["\(folder)/program", film])
    #expect(run.status == 0)
    #expect(run.output == expected)
    #expect(run.error.hasPrefix("0.000 s: "))

    let failed = try Built.run(["\(folder)/program", "/nowhere"])
    #expect(failed.status == 1)
    #expect(failed.error.hasPrefix("not_found: /nowhere"))
  }
}
