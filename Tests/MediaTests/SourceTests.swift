import Foundation
import MediaTypes
import Synchronization
import TestSupport
import Testing

@testable import Media

/// Bytes in memory, read as a caller of the library would let them be read.
private final class CallersBytes: MediaSource.Bytes {
  struct Broken: Error {}

  private let bytes: [UInt8]
  private let place = Mutex(0)
  private let canSeek: Bool
  private let breaksAt: Int?
  let size: Int64?

  init(_ bytes: [UInt8], canSeek: Bool, saysSize: Bool = true, breaksAt: Int? = nil) {
    (self.bytes, self.canSeek, self.breaksAt) = (bytes, canSeek, breaksAt)
    size = saysSize ? Int64(bytes.count) : nil
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try place.withLock { place in
      if let breaksAt, place >= breaksAt { throw Broken() }
      // Short reads are allowed at any time.
      let count = min(buffer.count, bytes.count - place, 1000)
      unsafe buffer.copyBytes(from: bytes[place..<place + count])
      place += count
      return count
    }
  }

  func seek(to offset: Int64) throws -> Bool {
    guard canSeek, offset >= 0, offset <= bytes.count else { return false }
    place.withLock { $0 = Int(offset) }
    return true
  }
}

private func digests(_ source: MediaSource) throws -> [UInt64] {
  try Truth(source).pictures.map(\.digest)
}

private func code(_ source: MediaSource, _ limits: MediaLimits = MediaLimits()) -> MediaError.Code?
{
  do {
    _ = try MediaDescription(of: source, limits: limits)
    return nil
  } catch {
    return error.code
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SourceTests {
  private static let some = Fixture.named(
    "h264-bframes.mp4", "vfr.mkv", "h264.ts", "mpeg1.mpg", "flv.flv", "vp9.webm", "theora.ogv",
    "mjpeg.avi", "gif.gif", "one-picture.png", "cover-and-film.mp4")

  @Test(arguments: some) func `bytes in memory are read like a file`(fixture: Fixture) throws {
    let bytes = try Data.bytes(ofFileAt: fixture.path)
    #expect(try digests(.memory(bytes)) == Truth.of(fixture).pictures.map(\.digest))
  }

  @Test(arguments: some, [true, false])
  func `a caller's bytes are read like a file`(fixture: Fixture, saysSize: Bool) throws {
    let bytes = CallersBytes(
      try Data.bytes(ofFileAt: fixture.path), canSeek: true, saysSize: saysSize)
    #expect(
      try digests(.bytes(bytes, name: "caller")) == Truth.of(fixture).pictures.map(\.digest))
  }

  @Test(arguments: Fixture.named("vfr.mkv", "h264.ts", "mpeg1.mpg", "flv.flv"))
  func `bytes that cannot seek are read from front to end`(fixture: Fixture) throws {
    let bytes = CallersBytes(
      try Data.bytes(ofFileAt: fixture.path), canSeek: false, saysSize: false)
    #expect(
      try digests(.bytes(bytes, name: "caller")) == Truth.of(fixture).pictures.map(\.digest))
  }

  @Test func `bytes that break are an error or damage, never the end`() throws {
    let fixture = Fixture["h264.ts"]
    let bytes = CallersBytes(
      try Data.bytes(ofFileAt: fixture.path), canSeek: true, breaksAt: 60_000)
    do {
      let truth = try Truth(.bytes(bytes, name: "caller"))
      #expect(!truth.damage.isEmpty)
      #expect(truth.pictures.count < 100)
    } catch {
      #expect(error.code == .unreadable)
    }
  }

  /// Neither FFmpeg's GIF reader nor an index at the end can do without going back.
  private static let readForwards = some.filter {
    $0.name != "gif.gif" && $0.name != "h264-bframes.mp4"
  }

  @Test(arguments: readForwards)
  func `http without ranges is read like a file`(fixture: Fixture) throws {
    let listener = try Listener.plain(Repository.path("Fixtures/media"))
    let source = MediaSource.url("http://127.0.0.1:\(listener.port)/\(fixture.name)")
    #expect(try digests(source) == Truth.of(fixture).pictures.map(\.digest))
  }

  @Test(arguments: some) func `http with ranges is read like a file`(fixture: Fixture) throws {
    let listener = try Listener.withRanges(Repository.path("Fixtures/media"))
    let source = MediaSource.url("http://127.0.0.1:\(listener.port)/\(fixture.name)")
    #expect(try digests(source) == Truth.of(fixture).pictures.map(\.digest))
    var sampler = try FrameSampler(source, .at([2.2]), drawing: .gray8)
    let truth = try Truth.of(fixture)
    #expect(try (sampler.next() != nil) == (truth.length > 2.2))
  }

  @Test func `an address without a file is not found`() throws {
    let listener = try Listener.plain(Repository.path("Fixtures/media"))
    #expect(code(.url("http://127.0.0.1:\(listener.port)/nothing.mp4")) == .notFound)
  }

  @Test(arguments: [
    "file:///etc/passwd", "/etc/passwd", "concat:a|b", "ftp://127.0.0.1/a", "data:text/plain,x",
    "pipe:0", "-", "", "rtmp://127.0.0.1/a", "subfile:,,:a", "crypto:http://127.0.0.1/",
    "ffconcat:a", "tcp://127.0.0.1:1", "HTTPX://a", "http", "async:http://127.0.0.1/a",
  ])
  func `addresses of other protocols are refused`(url: String) {
    #expect(code(.url(url)) == .protocolRefused)
  }

  /// In a process of its own, which may change its folder.
  @Test func `a file is never taken for an address, whatever its name`() async {
    await #expect(processExitsWith: .success) {
      let folder = try Folder()
      let bytes = try Data.bytes(ofFileAt: Fixture["tiny.mp4"].path)
      try #require(FileManager.default.changeCurrentDirectoryPath(folder.path))
      let names = [
        "concat:a|b", "-", "file:x", "http:x", "pipe:0", "a%20b.mp4", "subfile:,,:x", " ",
        "data:text,x", "%d.png", "x?y#z", "http:", ":", "~", "-i", "ファイル.mp4", "a\nb",
        "img%03d.jpg", "*.mp4", "cache:x", "crypto:x",
      ]
      for name in names {
        _ = try folder.file(name, bytes)
        let description = try MediaDescription(of: .path(name))
        #expect(description.video?.width == 16, "\(name)")
        #expect(try Truth(.path(name)).pictures.count == 10, "\(name)")
      }
    }
  }

  @Test func `what cannot be a medium is told apart`() throws {
    let folder = try Folder()
    #expect(code(.path(folder.path)) == .isDirectory)
    #expect(code(.path("\(folder.path)/nothing.mp4")) == .notFound)
    #expect(code(.path("\(folder.path)/nothing/at/all")) == .notFound)
    #expect(code(.path("")) == .notFound)
    #expect(code(.path("a\u{0}b")) == .notFound)
    #expect(code(.path(Fixture["empty.mp4"].path)) == .empty)
    #expect(code(.memory([])) == .empty)
    #expect(code(.path(Fixture["text-renamed.mp4"].path)) == .notMedia)
    #expect(code(.path(Fixture["random-bytes.mp4"].path)) == .notMedia)
    #expect(code(.path(Fixture["truncated-index-lost.mp4"].path)) == .notMedia)
    #expect(code(.memory(Array("hello".utf8))) == .notMedia)
    #expect(code(.path(try folder.file("one", [0]))) == .notMedia)
    #expect(code(.path("\(folder.path)/one/x")) == .notFound)
  }

  @Test func `empty bytes of a caller are empty`() {
    #expect(code(.bytes(CallersBytes([], canSeek: true), name: "caller")) == .empty)
    #expect(
      code(.bytes(CallersBytes([], canSeek: false, saysSize: false), name: "caller")) == .empty)
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a file that may not be read is told`() throws {
    let folder = try Folder()
    let path = try folder.file("secret.mp4", Data.bytes(ofFileAt: Fixture["tiny.mp4"].path))
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(code(.path(path)) == .permissionDenied)
  }

  @Test(arguments: ["audio-only.mp3", "audio-only.m4a", "sidecar.srt", "sidecar.vtt"])
  func `a file without a film says so`(name: String) throws {
    let error = #expect(throws: MediaError.self) { _ = try VideoReader(Fixture[name].source) }
    #expect(error?.code == .noVideoStream)
  }

  @Test(arguments: ["playlist-renamed.mp4", "concat.ffconcat", "playlist-file.m3u8"])
  func `what a list points at is refused`(name: String) throws {
    #expect(code(.path(Fixture[name].path)) == .protocolRefused)
    #expect(code(.memory(try Data.bytes(ofFileAt: Fixture[name].path))) == .protocolRefused)
  }

  @Test(arguments: ["playlist-renamed.mp4", "concat.ffconcat"])
  func `what a list points at is read if the caller allows it`(name: String) throws {
    var source = Fixture[name].source
    source.nestedProtocols = ["file"]
    #expect(try Truth(source).pictures.count == Fixture[name].probe.nbReadFrames)
  }

  @Test func `a playlist over http may not open files`() throws {
    let listener = try Listener.plain(Repository.path("Fixtures/media"))
    let found = code(.url("http://127.0.0.1:\(listener.port)/playlist-file.m3u8"))
    #expect(found == .protocolRefused || found == .notMedia)
  }

  @Test(arguments: [
    "playlist-renamed.mp4", "empty.mp4", "text-renamed.mp4", "random-bytes.mp4",
    "truncated-index-lost.mp4",
  ])
  func `messages name the source`(name: String) throws {
    let path = Fixture[name].path
    let error = #expect(throws: MediaError.self) { try MediaDescription(of: .path(path)) }
    #expect(error?.message.contains(path) == true)
    #expect(error?.description.contains("\n") == false)
  }
}
