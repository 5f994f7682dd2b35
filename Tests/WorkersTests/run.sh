#!/bin/sh
# Runs the tests of Confinement and Workers with the sanitizers, the C shim instrumented like the Swift above it.
#
#   Tests/WorkersTests/run.sh [thread|address]...     (both without)
#
# WORKERS_BUILD names a folder to keep what is built. SQLite itself is not instrumented.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${WORKERS_BUILD:-$(mktemp -d)}
[ -n "${WORKERS_BUILD:-}" ] || trap 'rm -rf "$build"' EXIT
mkdir -p "$build/Sources" "$build/Tests"
for module in CConfine CSQLite Confinement Digests JSON Threads MediaTypes Models Tasks Workers; do
  ln -sfn "$root/Sources/$module" "$build/Sources/$module"
done
for tests in Confined ConfinementTests TestSupport WorkersTests; do
  ln -sfn "$root/Tests/$tests" "$build/Tests/$tests"
done
cat > "$build/Package.swift" <<'END'
// swift-tools-version: 6.2
import PackageDescription
let package = Package(
  name: "Shotlog",
  targets: [
    .target(name: "CConfine"),
    .systemLibrary(name: "CSQLite"),
    .target(name: "JSON"),
    .target(name: "Digests"),
    .target(name: "Threads"),
    .target(name: "MediaTypes"),
    .target(name: "Models", dependencies: ["JSON", "MediaTypes"]),
    .target(name: "Confinement", dependencies: ["CConfine", "Threads"]),
    .target(name: "Tasks", dependencies: ["CSQLite", "Digests", "Threads"]),
    .target(name: "Workers", dependencies: ["Confinement", "JSON", "Threads", "Tasks"]),
    .target(
      name: "TestSupport", dependencies: ["JSON", "MediaTypes", "Models"],
      path: "Tests/TestSupport"),
    .executableTarget(
      name: "confined", dependencies: ["Confinement"], path: "Tests/Confined"),
    .testTarget(
      name: "ConfinementTests", dependencies: ["Confinement", "Threads", "TestSupport", "confined"]),
    .testTarget(
      name: "WorkersTests",
      dependencies: ["Confinement", "JSON", "Threads", "Tasks", "TestSupport", "Workers"],
      exclude: ["leaks.txt", "run.sh"]),
  ])
for target in package.targets where !["CConfine", "CSQLite"].contains(target.name) {
  target.swiftSettings = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
END
[ $# -gt 0 ] || set -- thread address
# The sanitizers take far more memory than the limits of some tests, and their threads come before any confinement.
for sanitizer in "$@"; do
  LSAN_OPTIONS=suppressions=$here/leaks.txt:print_suppressions=0 \
    swift test --package-path "$build" --scratch-path "$build/$sanitizer" \
    --sanitize="$sanitizer" --experimental-maximum-parallelization-width 2 \
    --filter "ConfinementTests|WorkersTests" --skip "memory beyond the limit|says what holds of it"
done
