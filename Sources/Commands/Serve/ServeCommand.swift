extension Command {
  static let serve = Command(
    "serve", summary: "Answer as the services do, on this machine.",
    positional: nil,
    description: [
      "Programs that are written for TwelveLabs, BibiGPT or DumplingAI work with it when their base address "
        + "is its own: the same requests, answers and errors, and no video leaves the machine. Its own API is "
        + "under /shotlog/v1, a page to try it is at /, and /openapi.json describes every route.",
      "One line on standard output says where it answers, once it does. Everything is kept in the data "
        + "folder: tasks survive a kill, and go on. SIGTERM or Ctrl-C lets what can be finished finish, and "
        + "puts the rest back for the next start.",
      "Keys come from the configuration (\"server\": {\"keys\": [{\"name\", \"key_env\", \"scope\"}]}) or from "
        + "SHOTLOG_KEYS=\"name:key,...\". Without keys it listens on the loopback address alone, and takes any "
        + "key that is not empty.",
      "Addresses that clients name are fetched only if they are public, unless --allow-source names their "
        + "host; file: addresses are read only below a --root.",
    ],
    options: [
      .host, .port, .data, .config, .workers, .allowHost, .allowOrigin, .allowSource, .root,
      .relaxed, .lenient,
      .verbose, .quiet,
    ],
    examples: [
      ("", "Answers at http://127.0.0.1:8765."),
      ("--port 0 --data /srv/shotlog --workers 4", "Any free port, a folder of its own."),
      ("--root /media/films", "Lets clients name file:///media/films/…"),
    ],
    run: { arguments, console throws(CommandError) in
      try ServeRun(arguments, console).run()
    })
}

extension Option {
  static let host = Option(
    "host", .text("ADDRESS"), help: "The address to listen at; 127.0.0.1 unless given.")
  static let port = Option(
    "port", short: "p", .text("N"), help: "The port, 0 for any that is free; 8765 unless given.")
  static let data = Option(
    "data", .folder("FOLDER"),
    help: "Where everything is kept; by the XDG rules ~/.local/share/shotlog/server unless given.")
  static let workers = Option(
    "workers", short: "w", .text("N"),
    help: "Analyses at once; as many as the machine has cores unless given.")
  static let allowHost = Option(
    "allow-host", .text("NAME"), isRepeatable: true,
    help: "A name of this machine by which a server without keys may be called.")
  static let allowOrigin = Option(
    "allow-origin", .text("ORIGIN"), isRepeatable: true,
    help: "A site whose pages may use the server from browsers, such as https://site.example.")
  static let allowSource = Option(
    "allow-source", .text("HOST"), isRepeatable: true,
    help: "A host that videos may come from although it is not public, such as 10.0.0.7:8080.")
  static let root = Option(
    "root", .folder("FOLDER"), isRepeatable: true,
    help: "A folder whose files clients may name as file: addresses.")
  static let relaxed = Option(
    "relaxed", help: "Take videos that are shorter, smaller or of other shapes than services allow."
  )
  static let lenient = Option(
    "lenient",
    help: "Put up with what DumplingAI's clients are known to send against its documents.")
  static let verbose = Option("verbose", short: "v", help: "Say every request on standard error.")
}
