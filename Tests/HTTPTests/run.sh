#!/bin/sh
# Runs the tests of HTTP with the sanitizers, the C shim instrumented like the Swift above it.
#
#   Tests/HTTPTests/run.sh [thread|address]...     (both without)
#
# HTTP_BUILD names a folder to keep what is built. libmicrohttpd itself is not instrumented.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${HTTP_BUILD:-$(mktemp -d)}
[ -n "${HTTP_BUILD:-}" ] || trap 'rm -rf "$build"' EXIT
# The modules that are needed, and no more: the whole package takes minutes to build.
mkdir -p "$build/Sources" "$build/Tests"
for module in CHTTP HTTP JSON Threads MediaTypes Models; do
  ln -sfn "$root/Sources/$module" "$build/Sources/$module"
done
ln -sfn "$here" "$build/Tests/HTTPTests"
ln -sfn "$root/Tests/TestSupport" "$build/Tests/TestSupport"
cat > "$build/Package.swift" <<'END'
// swift-tools-version: 6.2
import PackageDescription
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
let package = Package(
  name: "Shotlog",
  targets: [
    .target(
      name: "CHTTP", linkerSettings: [.linkedLibrary("microhttpd"), .linkedLibrary("z")]),
    .target(name: "Threads", swiftSettings: settings),
    .target(name: "HTTP", dependencies: ["CHTTP", "Threads"], swiftSettings: settings),
    .target(name: "JSON", swiftSettings: settings),
    .target(name: "MediaTypes", swiftSettings: settings),
    .target(name: "Models", dependencies: ["JSON", "MediaTypes"], swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["JSON", "MediaTypes", "Models"],
      path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "HTTPTests", dependencies: ["HTTP", "Threads", "TestSupport"],
      exclude: ["leaks.txt", "run.sh"], swiftSettings: settings),
  ])
END
[ $# -gt 0 ] || set -- thread address
# Routes and heads are taken apart by plain functions, which take minutes when every access is watched.
for sanitizer in "$@"; do
  LSAN_OPTIONS=suppressions=$here/leaks.txt:print_suppressions=0 \
    swift test --package-path "$build" --scratch-path "$build/$sanitizer" \
    --sanitize="$sanitizer" --experimental-maximum-parallelization-width 2 \
    --skip "RouterTests|ReadingHeadsTests"
done
