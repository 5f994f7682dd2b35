import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// A soft picture with a bar that moves, in plain colours.
private func frame(_ number: Int, of count: Int, width: Int, height: Int) -> Picture {
  var picture = Picture(Picture.Layout(.rgb24, width: width, height: height))
  let bar = number * width / max(1, count)
  for y in 0..<height {
    for x in 0..<width {
      let place = 3 * (y * width + x)
      let isBar = abs(x - bar) < width / 10
      picture.pixels[place] = isBar ? 210 : UInt8(40 + 100 * x / width)
      picture.pixels[place + 1] = isBar ? 60 : UInt8(60 + 80 * y / height)
      picture.pixels[place + 2] = isBar ? 40 : 120
    }
  }
  return picture
}

/// So many samples of a tone on the left, and of one an octave above on the right.
private func tone(_ count: Int, from first: Int = 0) -> [Float] {
  (first..<first + count).flatMap { place in
    let phase = 2 * Double.pi * 440 * Double(place) / 48000
    return [Float(0.5 * sin(phase)), Float(0.25 * sin(2 * phase))]
  }
}

private func noiseRatio(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Double {
  let squares = zip(a, b).map { pow(Double($0) - Double($1), 2) }
  let error = squares.reduce(0, +) / Double(max(1, squares.count))
  return error == 0 ? .infinity : 10 * log10(255 * 255 / error)
}

/// What a film is to be, for the tests of all kinds.
struct FilmCase: CustomTestStringConvertible {
  let width, height, count: Int
  let rate: Ratio
  let hasSound: Bool

  var testDescription: String {
    "\(count) pictures of \(width)x\(height) at \(rate)\(hasSound ? " with sound" : "")"
  }

  var settings: FilmSettings {
    var settings = FilmSettings(width: width, height: height, rate: rate)
    settings.hasSound = hasSound
    return settings
  }

  func write(to path: String, samples: Int = 0) throws -> Int64 {
    var writer = try FilmWriter(path: path, settings, interruption: Interruption())
    if samples > 0 { try writer.add(sound: tone(samples)) }
    for number in 0..<count {
      try writer.add(frame(number, of: count, width: width, height: height))
    }
    return try writer.finish()
  }

  static let all: [FilmCase] = [
    FilmCase(width: 320, height: 180, count: 50, rate: 25, hasSound: true),
    FilmCase(width: 180, height: 320, count: 61, rate: 30, hasSound: false),
    FilmCase(width: 162, height: 98, count: 90, rate: 29.97, hasSound: true),
    FilmCase(width: 64, height: 64, count: 48, rate: Ratio("24000/1001") ?? 24, hasSound: true),
    FilmCase(width: 16, height: 16, count: 1, rate: 24, hasSound: true),
    FilmCase(width: 1280, height: 720, count: 3, rate: 60, hasSound: false),
  ]
}

@Suite(.timeLimit(.minutes(40)), .computing) struct FilmWriterTests {
  @Test(arguments: FilmCase.all)
  func `a film is as asked`(film: FilmCase) throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    let path = "\(folder.path)/film.mp4"
    let bytes = try film.write(to: path)
    let probe = try FilmProbe(path)
    #expect(probe.format.size == "\(bytes)")
    let pictures = try #require(probe.pictures)
    #expect(pictures.codecName == "h264" && pictures.pixFmt == "yuv420p")
    #expect(pictures.width == film.width && pictures.height == film.height)
    #expect(Ratio(pictures.avgFrameRate) == film.rate && Ratio(pictures.rFrameRate) == film.rate)
    #expect(pictures.nbReadFrames == "\(film.count)")
    #expect(pictures.startTime == "0.000000")
    #expect(
      [
        pictures.colorRange, pictures.colorSpace, pictures.colorTransfer, pictures.colorPrimaries,
      ] == ["tv", "bt709", "bt709", "bt709"])
    let seconds = Double(film.count) / film.rate.value
    #expect(abs(try #require(probe.seconds) - seconds) < 1 / film.rate.value)
    #expect(probe.streams.count == (film.hasSound ? 2 : 1))
    if film.hasSound {
      let sound = try #require(probe.sound)
      #expect(sound.codecName == "aac" && sound.sampleRate == "48000")
      #expect(sound.channelLayout == "stereo" && sound.startTime == "0.000000")
      #expect(abs((sound.duration.flatMap { Double($0) } ?? 0) - seconds) < 0.001)
    }
    let boxes = try FilmProbe.boxes(path)
    #expect(try #require(boxes.firstIndex(of: "moov")) < #require(boxes.firstIndex(of: "mdat")))
    #expect(try FilmProbe.complaints(path) == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["film.mp4"])
  }

  @Test func `pictures keep their colours and their order`() throws {
    let film = FilmCase(width: 320, height: 180, count: 40, rate: 25, hasSound: false)
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    let path = "\(folder.path)/film.mp4"
    _ = try film.write(to: path)
    let seen = try FilmProbe.pictures(path)
    let size = 3 * film.width * film.height
    try #require(seen.count == film.count * size)
    for number in 0..<film.count {
      let given = frame(number, of: film.count, width: film.width, height: film.height)
      #expect(noiseRatio(seen[number * size..<(number + 1) * size], given.pixels) > 30)
    }
  }

  @Test(arguments: [0, 100, 48000, 96000, 200_000])
  func `sound is in step and lasts as long as the pictures`(count: Int) throws {
    let film = FilmCase(width: 64, height: 64, count: 50, rate: 25, hasSound: true)
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    let path = "\(folder.path)/film.mp4"
    _ = try film.write(to: path, samples: count)
    let seen = try FilmProbe.samples(path)
    #expect(abs(seen.count / 2 - 96000) <= 1024)
    let given = tone(min(count, 96000))
    // A sample early or late would change the signal's strongest slope by far more.
    let inner = 4096..<max(4096, given.count - 4096)
    #expect(inner.allSatisfy { abs(seen[$0] - given[$0]) < 0.05 })
    #expect(seen.dropFirst(given.count + 4096).allSatisfy { abs($0) < 0.01 })
  }

  @Test func `sound may come in any portions`() throws {
    let film = FilmCase(width: 64, height: 64, count: 50, rate: 25, hasSound: true)
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    _ = try film.write(to: "\(folder.path)/whole.mp4", samples: 90000)
    let path = "\(folder.path)/portions.mp4"
    var writer = try FilmWriter(path: path, film.settings, interruption: Interruption())
    var random = SplitMix64(seed: 7)
    var (pictures, samples) = (0, 0)
    while pictures < film.count || samples < 90000 {
      if pictures < film.count, Bool.random(using: &random) {
        try writer.add(frame(pictures, of: film.count, width: 64, height: 64))
        pictures += 1
      }
      let portion = min(90000 - samples, Int.random(in: 0...4000, using: &random))
      try writer.add(sound: tone(portion, from: samples))
      samples += portion
    }
    _ = try writer.finish()
    let (whole, parts) = (
      try FilmProbe.samples("\(folder.path)/whole.mp4"), try FilmProbe.samples(path)
    )
    #expect(whole == parts)
    #expect(try FilmProbe.complaints(path) == "")
  }

  @Test(arguments: [320, 336, 80, 512])
  func `the same pictures and sound give the same bytes`(width: Int) throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    let film = FilmCase(width: width, height: 180, count: 30, rate: 25, hasSound: true)
    for name in ["a", "b"] { _ = try film.write(to: "\(folder.path)/\(name)", samples: 48000) }
    #expect(
      try Data.bytes(ofFileAt: "\(folder.path)/a") == Data.bytes(ofFileAt: "\(folder.path)/b"))
  }

  @Test func `a film that is given up leaves nothing behind`() throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    do {
      let settings = FilmSettings(width: 64, height: 64, rate: 25)
      var writer = try FilmWriter(
        path: "\(folder.path)/film.mp4", settings, interruption: Interruption())
      for number in 0..<60 { try writer.add(frame(number, of: 60, width: 64, height: 64)) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a film of nothing is an error and leaves nothing behind`() throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    let settings = FilmSettings(width: 64, height: 64, rate: 25)
    #expect(throws: MediaError.self) {
      let writer = try FilmWriter(
        path: "\(folder.path)/film.mp4", settings, interruption: Interruption())
      _ = try writer.finish()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `cancelling ends the writing and leaves nothing behind`() throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    let interruption = Interruption()
    #expect {
      var writer = try FilmWriter(
        path: "\(folder.path)/film.mp4", FilmSettings(width: 64, height: 64, rate: 25),
        interruption: interruption)
      try writer.add(frame(0, of: 2, width: 64, height: 64))
      interruption.cancel()
      try writer.add(frame(1, of: 2, width: 64, height: 64))
    } throws: {
      ($0 as? MediaError)?.code == .cancelled
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a name that is taken stays as it is unless it is to be replaced`() throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    let path = try folder.file("film.mp4", [1, 2, 3])
    let film = FilmCase(width: 64, height: 64, count: 2, rate: 25, hasSound: false)
    #expect {
      _ = try film.write(to: path)
    } throws: {
      ($0 as? MediaError)?.code == .alreadyExists
    }
    #expect(try Data.bytes(ofFileAt: path) == [1, 2, 3])
    var writer = try FilmWriter(
      path: path, film.settings, replacing: true, interruption: Interruption())
    try writer.add(frame(0, of: 1, width: 64, height: 64))
    #expect(try writer.finish() == Int64(Data.bytes(ofFileAt: path).count))
  }

  @Test(arguments: [
    (15, 16, Ratio(25), 20), (16, 17, 25, 20), (8194, 16, 25, 20), (0, 0, 25, 20), (-2, 16, 25, 20),
    (64, 64, 0, 20), (64, 64, -25, 20), (64, 64, 241, 20), (64, 64, 0.5, 20), (64, 64, 25, 52),
    (64, 64, 25, -1),
  ])
  func `what no film can be is refused`(
    width: Int, height: Int, rate: Ratio, quality: Int
  ) throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    var settings = FilmSettings(width: width, height: height, rate: rate)
    settings.quality = quality
    #expect {
      _ = try FilmWriter(
        path: "\(folder.path)/film.mp4", settings, interruption: Interruption())
    } throws: {
      ($0 as? MediaError)?.code == .invalidRequest
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `pictures and sound of another kind are refused`() throws {
    let folder = try Folder()
    defer { withExtendedLifetime(folder) {} }
    var writer = try FilmWriter(
      path: "\(folder.path)/film.mp4", FilmSettings(width: 64, height: 64, rate: 25),
      interruption: Interruption())
    #expect(throws: MediaError.self) { try writer.add(sound: [0, 0]) }
    for layout in [
      Picture.Layout(.rgb24, width: 64, height: 62), Picture.Layout(.yuv444, width: 64, height: 64),
    ] {
      #expect(throws: MediaError.self) { try writer.add(Picture(layout)) }
    }
  }
}
