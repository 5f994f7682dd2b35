// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Shotlog",
  products: [
    .library(name: "Shotlog", targets: ["Shotlog"]),
    .executable(name: "shotlog", targets: ["shotlog"]),
  ],
  targets: [
    // Ground ------------------------------------------------------------------------------------
    // FFmpeg behind one header: open, advance, draw, listen, read text tracks, encode pictures, copy packets.
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
    // Tesseract behind one header: the words and boxes of a grey picture.
    .target(
      name: "CTesseract",
      cSettings: [
        .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
      ],
      linkerSettings: libraries("tesseract")),

    // Values ------------------------------------------------------------------------------------
    // A JSON value whose members keep their order, read and written.
    .target(name: "JSON"),
    // The nouns: time, pictures, sound, streams, text tracks.
    .target(name: "MediaTypes"),
    // Documents of every API served or called, a folder each, field for field.
    .target(name: "Wires", dependencies: ["JSON"]),

    // Skills ------------------------------------------------------------------------------------
    // Reads pictures, sound and text tracks from files; encodes pictures, copies ranges.
    .target(name: "Media", dependencies: ["CMedia", "MediaTypes"]),
    // Writes a list of titled time ranges for editors and players: CSV, WebVTT, EDL, OTIO and their kin.
    .target(name: "Exports", dependencies: ["JSON", "MediaTypes"]),
    // What a video model is asked and what it answers.
    .target(name: "Models", dependencies: ["JSON", "MediaTypes"]),
    // Finds shots, quiet, black and frozen stretches, and tiles a range into segments.
    .target(name: "Segmentation", dependencies: ["MediaTypes"]),
    // The one outgoing HTTP client: streams, deadlines, retries, and who may be talked to.
    .target(name: "Web", dependencies: ["CCurl"]),
    // Reads the text on a picture.
    .target(name: "Reading", dependencies: ["CTesseract", "MediaTypes"]),

    // Work --------------------------------------------------------------------------------------
    // Adapters that make real models answer as `VideoModel`, and the embedded one that needs none.
    .target(name: "Providers", dependencies: ["JSON", "MediaTypes", "Models", "Web"]),
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
    // Makes picture sheets.
    .target(name: "Rendering", dependencies: ["Media", "MediaTypes"]),

    // Doors -------------------------------------------------------------------------------------
    // The library's front door: everything a pipeline imports, under one name.
    .target(
      name: "Shotlog",
      dependencies: [
        "Analysis", "Exports", "JSON", "Media", "MediaTypes", "Models", "Providers", "Segmentation",
      ]),
    // The command line, and the one place where everything is put together.
    .target(
      name: "Commands",
      dependencies: [
        "Analysis", "Exports", "JSON", "Media", "MediaTypes", "Models", "Providers", "Reading",
        "Rendering", "Segmentation", "Services",
      ]),

    // Roof --------------------------------------------------------------------------------------
    // Calls `Commands`.
    .executableTarget(name: "shotlog", dependencies: ["Commands"]),

    // Yard --------------------------------------------------------------------------------------
    // Scores shot detectors against what people saw.
    .target(name: "Evaluation", path: "benchmarks/Evaluation"),
    // Measures speed.
    .executableTarget(
      name: "benchmarks", dependencies: ["Evaluation", "Media", "MediaTypes", "Segmentation"],
      path: "benchmarks/Runner"),

    // Tests -------------------------------------------------------------------------------------
    // Finds fixtures, runs ffprobe, and names what each fixture must give.
    .target(
      name: "TestSupport", dependencies: ["JSON", "MediaTypes", "Models"],
      path: "Tests/TestSupport"),
    .testTarget(name: "LayeringTests", dependencies: ["TestSupport"]),
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
    .testTarget(name: "WiresTests", dependencies: ["JSON", "TestSupport", "Wires"]),
    .testTarget(
      name: "CommandsTests", dependencies: ["Commands", "Media", "MediaTypes", "TestSupport"]),
    .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "TestSupport"]),
    .testTarget(
      name: "WebTests", dependencies: ["TestSupport", "Web"], exclude: ["server.py"]),
    .testTarget(name: "ShotlogTests", dependencies: ["Shotlog", "TestSupport"]),
  ]
)

let grounds = ["CCurl", "CMedia", "CTesseract"]
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
