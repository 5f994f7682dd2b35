import Scoreboard

extension Setting {
  /// Pictures at even times.
  var sampling: TrialGroup {
    let (film, folder) = (material.film, material.pictures)
    let trials = ["0.5", "1", "2", "4"].map { speed in
      let isUsual = speed == "1"
      return Contest(
        name: "speed-\(speed)", title: "speed \(speed), a picture for each second of watching",
        command: one(.seconds, film, folder, speed),
        peers: [
          ffmpeg(
            [
              "-i", film, "-an", "-vf", "fps=1/\(speed),scale=512:288", "-q:v", "3",
              "\(folder)/%d.jpg",
            ], promises: isUsual ? [Promise(.ratio, 0.5)] : []),
          peer(.pyav, .seconds, film, folder, speed),
          peer(.openCV, .seconds, film, folder, speed),
          peer(.decord, .seconds, film, folder, speed),
        ], own: [Self.reading])
    }
    return TrialGroup(
      name: "sampling", title: "Sampling at speeds",
      words: "Of \(material.filmWords), as JPEG files of 512 pixels.", trials: trials)
  }

  /// Pictures without most of the others.
  var access: TrialGroup {
    let (film, folder) = (material.film, material.pictures)
    let minutes = material.longMinutes
    let long = material.repeated(minutes: minutes)
    let count = material.isQuick ? 5 : 50
    let instants = Self.seededInstants(count, below: minutes * 60).map { "\($0)" }
      .joined(separator: ",")
    let keys = Contest(
      name: "keys", title: "key pictures, 512 px, JPEG", command: one(.keys, film, folder),
      peers: [
        ffmpeg(
          [
            "-skip_frame", "nokey", "-i", film, "-an", "-fps_mode", "passthrough", "-vf",
            "scale=512:288", "-q:v", "3", "\(folder)/%d.jpg",
          ], as: "ffmpeg -skip_frame nokey", promises: [Promise(.ratio, 0.9)]),
        peer(.pyav, .keys, film, folder), peer(.decord, .keys, film, folder),
      ], repeats: 3, own: [Self.reading])
    let random = Contest(
      name: "instants", title: "\(count) instants of \(minutes) min, 512 px, RGB",
      command: one(.instants, long, instants),
      peers: [
        peer(.pyav, .instants, long, instants, promises: [Promise(.ratio, 0.45)]),
        peer(.openCV, .instants, long, instants), peer(.decord, .instants, long, instants),
      ], own: [Self.reading])
    return TrialGroup(
      name: "access", title: "Key pictures and random access",
      words: "Of \(material.filmWords), and of the same over and over.", trials: [keys, random])
  }

  /// Instants that look random and are the same each time, in thousandths of a second.
  private static func seededInstants(_ count: Int, below seconds: Int) -> [Double] {
    var state: UInt64 = 7
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int(state >> 33) % (seconds * 1000)) / 1000
    }
  }
}
