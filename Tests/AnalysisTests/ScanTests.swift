import Analysis
import Media
import MediaTypes
import Segmentation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct ScanTests {
  /// What the usual look at `shots.mp4` finds, looked at once for all tests.
  private static let film = Result { try footage("shots.mp4") }

  private static func footage(
    _ name: String, _ change: (inout Scan) -> Void = { _ in }
  ) throws -> Footage {
    var scan = Scan()
    change(&scan)
    return try scan.footage(of: .path(Repository.path("Fixtures/media/\(name)")))
  }

  @Test func `the transitions of a film are found where they were made`() throws {
    let found = try Self.film.get().transitions
    #expect(found.map(\.kind) == [.cut, .cut, .dissolve, .fadeThrough, .cut])
    let cuts = found.filter { $0.kind == .cut }
    #expect(cuts.map(\.ordinals.lowerBound) == [60, 120, 330])
    // The last pictures of a dissolve hardly show the old view, the first after black hardly the new one.
    let made = [(180...199, slack: 7), (250...279, slack: 8)]
    for (gradual, (frames, slack)) in zip(found.filter { $0.kind != .cut }, made) {
      #expect(abs(gradual.ordinals.lowerBound - frames.lowerBound) <= 3)
      #expect(abs(gradual.ordinals.upperBound - 1 - frames.upperBound) <= slack)
    }
  }

  @Test(arguments: [
    "shots.mp4", "vfr.mp4", "edit-list.mp4", "size-change.ts", "interlaced.mpg", "one-frame.mp4",
    "mpeg2-far-start.ts", "truncated.mkv", "no-audio.mp4",
  ])
  func `shots tile the pictures`(name: String) throws {
    let found = try name == "shots.mp4" ? Self.film.get() : Self.footage(name)
    #expect(found.range.start == Timestamp(found.frames.ticks[0], found.frames.timeBase))
    #expect(found.frames.ticks.count <= found.pictureCount)
    #expect(found.shots.first?.range.start == found.range.start)
    #expect(found.shots.last?.range.end == found.range.end)
    #expect(found.shots.first?.ordinals.lowerBound == found.firstOrdinal)
    for (a, b) in zip(found.shots, found.shots.dropFirst()) {
      #expect(a.range.end == b.range.start)
      #expect(a.ordinals.upperBound + 1 == b.ordinals.lowerBound)
      #expect(a.closing == b.opening)
    }
    let last = try #require(found.shots.last)
    #expect(last.ordinals.upperBound - found.firstOrdinal + 1 == found.pictureCount)
    for shot in found.shots { #expect(shot.ordinals.contains(shot.bestFrame.ordinal)) }
  }

  @Test func `black, silence and loudness come from the same look`() throws {
    let found = try Self.film.get()
    #expect(found.black?.count == 1)
    let sound = try #require(found.sound)
    #expect(sound.silences.count == 1)
    let silence = try #require(sound.silences.first)
    #expect(abs(silence.start.seconds - 4) < 0.15 && abs(silence.end.seconds - 6) < 0.15)
    #expect(try #require(sound.rms(of: found.shots[0].range)) > -30)
    let deaf = try Self.footage("shots.mp4") {
      ($0.listens, $0.window) = (false, SamplingWindow(to: 1))
    }
    #expect(deaf.sound == nil)
  }

  @Test func `a window has the numbers and times of the whole`() throws {
    let whole = try Self.film.get()
    let part = try Self.footage("shots.mp4") { $0.window = SamplingWindow(from: 3, to: 6) }
    #expect(part.firstOrdinal == 75 && part.pictureCount == 75)
    #expect(part.zero == whole.zero)
    #expect(part.transitions.map(\.ordinals) == [120..<120])
    for found in [whole, part] {
      #expect(found.shots.allSatisfy { found.ordinals(of: $0.range) == $0.ordinals })
    }
    let end = whole.range.end
    #expect(part.ordinals(of: TimeRange(end, upTo: end.advanced(by: 1))) == nil)
    #expect(part.transitions.first?.range == whole.transitions[1].range)
  }

  @Test(arguments: [0.3, 0.8])
  func `deciding again from a recording gives the same`(sensitivity: Double) throws {
    var scan = Scan()
    scan.sensitivity = sensitivity
    // A cut, the dissolve and the black.
    scan.window = SamplingWindow(from: 4, to: 11.5)
    let source = MediaSource.path(Repository.path("Fixtures/media/shots.mp4"))
    var recorded: [PictureSignature] = []
    let first = try scan.footage(of: source, onSignature: { recorded.append(copy $0) })
    let again = try scan.footage(of: source) { take in
      for signature in recorded { take(signature) }
    }
    #expect(again.shots == first.shots && first.shots.count > 3 && first.black?.count == 1)
    #expect(again.black == first.black && again.frozen == first.frozen)
    #expect(again.frames == first.frames && again.range == first.range)
  }

  @Test func `a fast look at long groups finds the cuts by a few pictures, and says so`() throws {
    let found = try Self.footage("long-shots.mp4") { $0.isFast = true }
    let whole = try Self.footage("long-shots.mp4")
    #expect(found.isFast && !whole.isFast)
    #expect(found.black == nil && found.frozen == nil)
    #expect(found.pictureCount * 4 < whole.pictureCount)
    #expect(found.transitions.map(\.ordinals) == whole.transitions.map(\.ordinals))
    #expect(found.transitions.map(\.range) == whole.transitions.map(\.range))
    #expect(found.range == whole.range && found.zero == whole.zero)
    #expect(found.frames.ticks == whole.frames.ticks)
    #expect(found.shots.map(\.ordinals) == whole.shots.map(\.ordinals))

    let part = try Self.footage("long-shots.mp4") {
      $0.isFast = true
      $0.window = SamplingWindow(from: 10, to: 40)
    }
    #expect(part.firstOrdinal == 250 && part.range.seconds == 30)
    #expect(part.shots.first?.ordinals.lowerBound == 250)
    #expect(part.shots.last?.ordinals.upperBound == 999)
  }

  @Test(arguments: ["truncated.mkv", "vfr.mp4"])
  func `where little can be saved, a fast look sees everything`(name: String) throws {
    let found = try Self.footage(name) { $0.isFast = true }
    let isFast = found.isFast
    #expect(!isFast)
    let areSame = try Self.footage(name).shots == found.shots
    #expect(areSame)
  }

  @Test func `segments are made of everything that was found`() throws {
    let found = try Self.film.get()
    let kinds = Set(found.boundaries.map(\.kind))
    #expect(kinds.isSuperset(of: [.cut, .gradual, .silence, .black]))
    let bounds = try SegmentBounds(minimum: 1, maximum: 4)
    let segments = try Segmenter(.balanced, bounds: bounds).segments(
      of: found.range, candidates: found.boundaries, frames: found.frames)
    #expect(segments.allSatisfy { $0.brokenBound == nil })
    #expect(segments.map(\.range.start).contains(found.shots[1].range.start))
    let chapters = try Self.footage("chapters.mkv").boundaries.filter { $0.kind == .chapter }
    #expect(!chapters.isEmpty)
  }

  @Test(arguments: [
    ("audio-only.mp3", MediaError.Code.noVideoStream), ("empty.mp4", .empty),
    ("missing.mp4", .notFound), ("text-renamed.mp4", .notMedia),
  ])
  func `what cannot be looked at is refused with its code`(name: String, code: MediaError.Code) {
    let error = #expect(throws: MediaError.self) { try Self.footage(name) }
    #expect(error?.code == code)
  }

  @Test func `a scan ends when it is told to`() throws {
    let interruption = Interruption()
    var scan = Scan()
    scan.interruption = interruption
    let error = #expect(throws: MediaError.self) {
      try scan.footage(
        of: .path(Repository.path("Fixtures/media/shots.mp4")),
        onProgress: { if $0.pictures == 20 { interruption.cancel() } })
    }
    #expect(error?.code == .cancelled)
  }
}
