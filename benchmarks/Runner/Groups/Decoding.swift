import Scoreboard

extension Setting {
  /// Every picture of a film.
  var decoding: TrialGroup {
    let film = material.film
    let short = material.film(in: Material.Codec.all[0], lines: material.isQuick ? 360 : 1080)
    let decoding = Contest(
      name: "bare", title: "every picture, none drawn", command: one(.decode, film),
      peers: [
        ffmpeg(["-i", film, "-an", "-f", "null", "-"]), peer(.pyav, .decode, film),
        peer(.openCV, .decode, film),
      ], own: [Self.reading])
    let thumbnails = Contest(
      name: "thumbnails", title: "every picture, with a 64×36 thumbnail",
      command: one(.thumbnails, film),
      peers: [
        ffmpeg(
          ["-i", film, "-an", "-f", "null", "-"], as: "ffmpeg, no thumbnail",
          promises: [Promise(.ratio, 0.95)]),
        ffmpeg([
          "-i", film, "-an", "-vf", "scale=64:36:flags=area,format=gray", "-f", "rawvideo",
          "/dev/null",
        ]), peer(.pyav, .thumbnails, film), peer(.openCV, .thumbnails, film),
        peer(.decord, .thumbnails, film),
      ], own: [Self.reading])
    let whole = Contest(
      name: "whole", title: "every picture whole, RGB, the first part", command: one(.whole, short),
      peers: [
        ffmpeg(["-i", short, "-an", "-pix_fmt", "rgb24", "-f", "rawvideo", "/dev/null"]),
        peer(.pyav, .whole, short), peer(.openCV, .whole, short), peer(.decord, .whole, short),
      ])
    return TrialGroup(
      name: "decode", title: "Decoding",
      words:
        "Every picture of \(material.filmWords). «No thumbnail» does less: it decodes and drops.",
      trials: [decoding, thumbnails, whole])
  }

  /// Every picture, in each codec and size.
  var codecs: TrialGroup {
    let sizes = material.isQuick ? [360] : [360, 720, 1080, 2160]
    let trials = sizes.flatMap { lines in
      Material.Codec.all.map { codec in
        let film = material.film(in: codec, lines: lines)
        let isPromised = lines == 1080 && codec.stem != "h264"
        return Contest(
          name: "\(codec.stem)-\(lines)", title: "\(codec.name), \(lines)p",
          command: one(.thumbnails, film),
          peers: [
            ffmpeg(
              ["-i", film, "-an", "-f", "null", "-"], as: "ffmpeg, no thumbnail",
              promises: isPromised ? [Promise(.ratio, 1)] : []),
            peer(.pyav, .thumbnails, film), peer(.openCV, .thumbnails, film),
            peer(.decord, .thumbnails, film),
          ])
      }
    }
    return TrialGroup(
      name: "codecs", title: "Codecs and sizes",
      words: "Every picture with a 64×36 thumbnail, of "
        + (material.isQuick ? "3 s." : "30 s; of 2160p, scaled up with new grain, 10 s."),
      trials: trials)
  }
}
