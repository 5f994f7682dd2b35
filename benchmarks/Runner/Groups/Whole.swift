import Scoreboard

extension Setting {
  /// Many films at once, and one film alone.
  var batch: TrialGroup {
    TrialGroup(
      name: "batch", title: "Batches",
      words:
        "Twelve different pieces of the film, analysed by one job and by as many as there are cores; "
        + "and the film alone.",
      trials: [Scaling(shotlog: shotlog, material: material, cores: cores)])
  }

  /// Making films.
  var films: TrialGroup {
    let seconds = material.isQuick ? 4 : 60
    let path = "\(material.pictures)/storyboard.mp4"
    let words =
      "Dawn over a harbour. A red boat leaves. The sea is calm. Evening: it is home again."
    let storyboard = Contest(
      name: "storyboard", title: "\(seconds) s of title cards with a tone, 720p",
      command: [
        shotlog, "render", "storyboard", words, "--seconds", "\(seconds)", "--size", "1280x720",
        "--tone", "--quiet", "--force", "--out", path,
      ], own: [Promise(.wall, Double(seconds))])
    let film = material.film
    let sprites = Contest(
      name: "sprites", title: "pictures for a player's time line",
      command: [
        shotlog, "render", "sprites", film, "--quiet", "--force", "--out",
        "\(material.pictures)/sprites.jpg",
      ],
      peers: [
        ffmpeg([
          "-i", film, "-an", "-vf", "fps=1,scale=160:90,tile=10x12", "-frames:v", "1",
          "\(material.pictures)/tiles.jpg",
        ])
      ])
    return TrialGroup(
      name: "films", title: "Making films and sheets",
      words: "Faster than they play was promised.", trials: [storyboard, sprites])
  }

  /// The server under load.
  var server: TrialGroup {
    let client = ServerTrial.Client(
      python: python, shotlog: shotlog, isQuick: material.isQuick)
    return TrialGroup(
      name: "server", title: "The server",
      words: "`benchmarks/server.py`, with the client on the same cores and one worker at work.",
      trials: [
        ServerTrial(
          name: "creations", title: "tasks created over 64 connections", client: client,
          own: [Promise(.slowest, 100)]),
        ServerTrial(name: "streams", title: "event streams open at once", client: client),
        ServerTrial(
          name: "uploads", title: "20 uploads at once", client: client,
          own: [Promise(.memory, 300e6)]),
      ])
  }

  /// The server under all kinds of load for a while.
  var soak: TrialGroup {
    let client = ServerTrial.Client(python: python, shotlog: shotlog, isQuick: material.isQuick)
    return TrialGroup(
      name: "soak", title: "The server for a while",
      words:
        "Uploads, tasks, polls, streams and cancels by eight clients; what it holds must not grow.",
      trials: [ServerTrial(name: "soak", title: "everything at once", client: client, seconds: 120)]
    )
  }
}
