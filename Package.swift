// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Shotlog",
  products: [
    .library(name: "Shotlog", targets: ["Shotlog"]),
    .library(name: "ShotlogC", type: .dynamic, targets: ["ShotlogC"]),
    .executable(name: "shotlog", targets: ["shotlog"]),
  ],
  targets: [
    // Ground ------------------------------------------------------------------------------------
    // FFmpeg behind one header: open, advance, draw, listen, read text tracks, encode pictures, copy packets, write films.
    .target(
      name: "CMedia",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ],
      linkerSettings: libraries(
        "avformat", "avcodec", "avfilter", "avutil", "swscale", "swresample", "m")),
    // libcurl behind one header: one request, streamed both ways, with an address check before each connection.
    .target(
      name: "CCurl",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ],
      linkerSettings: libraries("curl")),
    // libmicrohttpd behind one header: start, receive, answer, stream, stop.
    .target(
      name: "CHTTP",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ],
      linkerSettings: libraries("microhttpd", "z")),
    // The system's ways to bound a process, behind one header.
    .target(
      name: "CConfine",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ]),
    // Tesseract, loaded when it is needed, behind one header: the words and boxes of a grey picture.
    .target(
      name: "CTesseract",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ]),
    // libass behind one header: the ink of a text in any script.
    .target(
      name: "CLibass",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ],
      linkerSettings: libraries("ass")),
    // The library's header for other languages, and each thread's last failure.
    .target(
      name: "CShotlog",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ]),
    // The system's SQLite, plus functions for macros and variadics.
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),

    // Values ------------------------------------------------------------------------------------
    // A JSON value whose members keep their order, read and written.
    .target(name: "JSON"),
    // The SHA-256 of bytes, taken piece by piece, alone or with a key.
    .target(name: "Digests"),
    // Keeps threads out of each other's way.
    .target(name: "Threads"),
    // The nouns: time, pictures, sound, streams, text tracks.
    .target(name: "MediaTypes"),
    // Documents of every API served or called, a folder each, field for field.
    .target(name: "Wires", dependencies: ["JSON"]),

    // Skills ------------------------------------------------------------------------------------
    // Reads pictures, sound and text tracks from files; encodes pictures and films, copies ranges.
    .target(name: "Media", dependencies: ["CMedia", "MediaTypes"]),
    // Writes a list of titled time ranges for editors and players: CSV, WebVTT, EDL, OTIO and their kin.
    .target(name: "Exports", dependencies: ["JSON", "MediaTypes"]),
    // What a video model is asked and what it answers.
    .target(name: "Models", dependencies: ["JSON", "MediaTypes"]),
    // Finds shots, quiet, black and frozen stretches, and tiles a range into segments.
    .target(name: "Segmentation", dependencies: ["MediaTypes"]),
    // Serves requests; knows nothing of video.
    .target(name: "HTTP", dependencies: ["CHTTP", "Threads"]),
    // The one outgoing HTTP client: streams, deadlines, retries, and who may be talked to.
    .target(name: "Web", dependencies: ["CCurl", "Threads"]),
    // Runs programs in child processes, and bounds what a process may do.
    .target(name: "Confinement", dependencies: ["CConfine", "Threads"]),
    // Reads the text on a picture.
    .target(name: "Reading", dependencies: ["CTesseract", "MediaTypes"]),
    // Sets text in any script: how large, in which lines, and where its ink is.
    .target(name: "Typesetting", dependencies: ["CLibass"]),

    // Work --------------------------------------------------------------------------------------
    // Adapters that make real models answer as `VideoModel`, and the embedded one that needs none.
    .target(
      name: "Providers", dependencies: ["Digests", "JSON", "MediaTypes", "Models", "Web"]),
    // Brings what a client named into a local file, if it may be read.
    .target(name: "Fetching", dependencies: ["Digests", "Threads", "Web"]),
    // Has films made by hosted services: asks, waits, fetches.
    .target(name: "Studios", dependencies: ["Fetching", "JSON", "Threads", "Providers", "Web"]),
    // Runs one analysis from file to result.
    .target(
      name: "Analysis",
      dependencies: ["JSON", "Media", "MediaTypes", "Models", "Reading", "Segmentation"]),
    // Puts questions and results into the words of the services whose APIs are spoken.
    .target(
      name: "Services",
      dependencies: [
        "Analysis", "JSON", "Media", "MediaTypes", "Models", "Segmentation", "Wires",
      ]),
    // Reads what a batch is to do, knows items by content, and keeps the book of what became of them.
    .target(name: "Batches", dependencies: ["Digests", "JSON", "Media", "Threads"]),
    // What is told of videos, as documents that programs read; and by which version.
    .target(
      name: "Documents",
      dependencies: ["Analysis", "Exports", "Media", "MediaTypes", "Segmentation"]),
    // Makes films out of words, picture sheets, thumbnails, and sprites with their tracks.
    .target(name: "Rendering", dependencies: ["Media", "MediaTypes", "Typesetting"]),
    // Draws a result as a page for people.
    .target(
      name: "Reports", dependencies: ["Digests", "JSON"],
      resources: embedded(
        "about.js", "base.css", "elements.js", "index.css", "index.html", "index.js", "lanes.js",
        "moments.js", "painting.js", "player.js", "report.css", "report.html", "report.js",
        "row.js", "rows.js", "search.js", "timeline.js", "words.js")),

    // Memory ------------------------------------------------------------------------------------
    // Remembers jobs and results, and hands them out.
    .target(name: "Tasks", dependencies: ["CSQLite", "Digests", "Threads"]),
    // Runs tasks in child processes, and keeps them in order.
    .target(name: "Workers", dependencies: ["Confinement", "JSON", "Tasks", "Threads"]),
    // Tells those who asked of the end of tasks.
    .target(name: "Delivering", dependencies: ["Digests", "Tasks", "Web"]),

    // Doors -------------------------------------------------------------------------------------
    // The HTTP APIs: their routes, who may use them, and the workers behind them.
    .target(
      name: "Server",
      dependencies: [
        "Confinement", "Delivering", "Digests", "Fetching", "HTTP", "JSON", "Services", "Tasks",
        "Threads", "Wires", "Workers",
      ],
      resources: embedded(
        "api.js", "definitions.js", "details.js", "dom.js", "downloads.js", "form.js", "icon.svg",
        "index.html", "main.js", "openapi.json", "page.css", "player.js", "result.js", "task.js",
        "tasks.js", "timeline.js", "words.js")),
    // The library's front door: everything a pipeline imports, under one name.
    .target(
      name: "Shotlog",
      dependencies: [
        "Analysis", "Exports", "JSON", "Media", "MediaTypes", "Models", "Providers", "Segmentation",
      ]),
    // The library for programs in C and whatever calls C.
    .target(
      name: "ShotlogC",
      dependencies: [
        "Analysis", "CShotlog", "Documents", "Exports", "JSON", "Media", "MediaTypes", "Models",
        "Providers", "Segmentation", "Threads",
      ]),
    // The command line, and the one place where everything is put together.
    .target(
      name: "Commands",
      dependencies: [
        "Analysis", "Batches", "Confinement", "Digests", "Documents", "Exports", "Fetching", "JSON",
        "Media", "MediaTypes", "Models", "Providers", "Reading", "Rendering", "Reports",
        "Segmentation", "Server", "Services", "Studios", "Tasks", "Threads", "Web",
      ]),

    // Roof --------------------------------------------------------------------------------------
    // Calls `Commands`.
    .executableTarget(name: "shotlog", dependencies: ["Commands"]),

    // Yard --------------------------------------------------------------------------------------
    // Scores shot detectors against what people saw.
    .target(name: "Evaluation", path: "benchmarks/Evaluation"),
    // Keeps the figures of runs, and says what they show.
    .target(name: "Scoreboard", path: "benchmarks/Scoreboard"),
    // Measures speed.
    .executableTarget(
      name: "benchmarks",
      dependencies: ["Evaluation", "Media", "MediaTypes", "Scoreboard", "Segmentation"],
      path: "benchmarks/Runner"),

    // Tests -------------------------------------------------------------------------------------
    // Finds fixtures, runs ffprobe, and names what each fixture must give.
    .target(
      name: "TestSupport", dependencies: ["JSON", "MediaTypes", "Models"],
      path: "Tests/TestSupport"),
    .testTarget(name: "LayeringTests", dependencies: ["TestSupport"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests", "TestSupport"]),
    .testTarget(name: "ThreadsTests", dependencies: ["TestSupport", "Threads"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(name: "MediaTypesTests", dependencies: ["MediaTypes", "TestSupport"]),
    .testTarget(name: "MediaTests", dependencies: ["Media", "MediaTypes", "TestSupport"]),
    .testTarget(
      name: "ExportsTests", dependencies: ["Exports", "JSON", "MediaTypes", "TestSupport"]),
    .testTarget(
      name: "ModelsTests", dependencies: ["JSON", "MediaTypes", "Models", "TestSupport"]),
    .testTarget(
      name: "ProvidersTests",
      dependencies: ["JSON", "Media", "MediaTypes", "Models", "Providers", "TestSupport", "Web"]),
    .testTarget(
      name: "HTTPTests", dependencies: ["HTTP", "TestSupport", "Threads"],
      exclude: ["leaks.txt", "run.sh"]),
    .testTarget(
      name: "FetchingTests", dependencies: ["Fetching", "TestSupport", "Web"],
      exclude: ["resolver.c"]),
    .testTarget(
      name: "StudiosTests",
      dependencies: ["JSON", "Threads", "Providers", "Studios", "TestSupport", "Web"],
      exclude: ["server.py"]),
    // Confines itself, and says what it then can do.
    .executableTarget(
      name: "confined", dependencies: ["Confinement"], path: "Tests/Confined"),
    .testTarget(
      name: "ConfinementTests",
      dependencies: ["Confinement", "TestSupport", "Threads", "confined"]),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Fetching", "HTTP", "JSON", "Server", "Services", "Tasks", "TestSupport", "Wires",
        "Workers",
      ]),
    .testTarget(name: "TypesettingTests", dependencies: ["TestSupport", "Typesetting"]),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Media", "MediaTypes", "Rendering", "TestSupport", "Typesetting"]),
    .testTarget(name: "ReportsTests", dependencies: ["JSON", "Reports", "TestSupport"]),
    .testTarget(name: "ReadingTests", dependencies: ["MediaTypes", "Reading", "TestSupport"]),
    .testTarget(
      name: "SegmentationTests", dependencies: ["MediaTypes", "Segmentation", "TestSupport"]),
    .testTarget(
      name: "AnalysisTests",
      dependencies: [
        "Analysis", "JSON", "Media", "MediaTypes", "Models", "Segmentation", "TestSupport",
      ]),
    .testTarget(
      name: "ServicesTests",
      dependencies: [
        "Analysis", "JSON", "Media", "MediaTypes", "Models", "Segmentation", "Services",
        "TestSupport", "Wires",
      ]),
    .testTarget(
      name: "BatchesTests", dependencies: ["Batches", "JSON", "TestSupport", "Threads"]),
    .testTarget(name: "TasksTests", dependencies: ["Tasks", "TestSupport"]),
    .testTarget(
      name: "WorkersTests",
      dependencies: ["Confinement", "JSON", "Tasks", "TestSupport", "Threads", "Workers"],
      exclude: ["leaks.txt", "run.sh"]),
    .testTarget(
      name: "DeliveringTests",
      dependencies: ["Delivering", "HTTP", "Tasks", "TestSupport", "Web"]),
    .testTarget(name: "WiresTests", dependencies: ["JSON", "TestSupport", "Wires"]),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Batches", "Commands", "JSON", "Media", "MediaTypes", "Tasks", "TestSupport", "Threads",
        "shotlog",
      ]),
    .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "TestSupport"]),
    .testTarget(name: "ScoreboardTests", dependencies: ["Scoreboard", "TestSupport"]),
    .testTarget(
      name: "WebTests", dependencies: ["TestSupport", "Web"], exclude: ["server.py"]),
    .testTarget(
      name: "SurfaceTests", dependencies: ["Shotlog", "TestSupport"],
      exclude: [
        "Analysis.txt", "Exports.txt", "JSON.txt", "Media.txt", "MediaTypes.txt", "Models.txt",
        "Providers.txt", "Segmentation.txt",
      ]),
    .testTarget(
      name: "ShotlogCTests",
      dependencies: ["CShotlog", "Media", "MediaTypes", "ShotlogC", "TestSupport"]),
    .testTarget(name: "ShotlogTests", dependencies: ["Shotlog", "TestSupport"]),
  ]
)

let grounds = [
  "CConfine", "CCurl", "CHTTP", "CLibass", "CMedia", "CShotlog", "CSQLite", "CTesseract",
]
for target in package.targets where !grounds.contains(target.name) {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
}

func libraries(_ names: String...) -> [LinkerSetting] { names.map { .linkedLibrary($0) } }

/// Files of pages, which the program carries in itself.
func embedded(_ names: String...) -> [Resource] { names.map { .embedInCode("Page/\($0)") } }
