import Foundation
import TestSupport
import Testing

/// The compiler whose words the listings are in: others spell the same things a little differently.
#if compiler(>=6.3) && !compiler(>=6.4)
private let isKnownCompiler = true
#else
private let isKnownCompiler = false
#endif

@Suite(
  .timeLimit(.minutes(40)), .computing,
  .enabled(if: isKnownCompiler, "the listings are in the words of Swift 6.3"),
  .enabled(if: Surface.canBeRead, "this build keeps its modules elsewhere"))
struct SurfaceTests {
  private static let modules = [
    "Analysis", "Exports", "JSON", "Media", "MediaTypes", "Models", "Providers", "Segmentation",
  ]

  /// A change of what others may use is seen, and means to be: a listing is renewed by `SHOTLOG_RENEW=1 swift test --filter SurfaceTests`.
  @Test(arguments: modules) func `what a module shows to others is as listed`(module: String) throws
  {
    let found = try Surface(of: module).lines
    let path = Repository.path("Tests/SurfaceTests/\(module).txt")
    if ProcessInfo.processInfo.environment["SHOTLOG_RENEW"] == "1" {
      try (found.joined(separator: "\n") + "\n").write(
        toFile: path, atomically: true, encoding: .utf8)
    }
    let listed = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .map(String.init)
    #expect(Set(found).subtracting(listed).sorted() == [], "new, and not listed")
    #expect(Set(listed).subtracting(found).sorted() == [], "listed, and gone")
  }
}
