import Fetching
import Foundation
import TestSupport
import Testing
import Web

/// Names that are somebody else whenever they are looked up.
@Suite(.timeLimit(.minutes(40)), .computing) struct RebindingTests {
  /// Where the process with the other resolver says that it is done; nil in all others.
  private static let sign = ProcessInfo.processInfo.environment["SHOTLOG_REBINDING"]

  @Test(.enabled(if: sign == nil))
  func `a name is looked up once, and what is connected to is what was judged`() throws {
    let place = try Place()
    let library = "\(place.path)/resolver.so"
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = [
      "clang", "-shared", "-fPIC", "-o", library,
      Repository.path("Tests/FetchingTests/resolver.c"), "-ldl",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    // A resolver cannot be replaced in a process that runs, so these tests run again in another.
    let probe = Process()
    probe.executableURL = URL(
      filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    probe.arguments = ["--testing-library", "swift-testing", "--filter", "RebindingTests"]
    var environment = ProcessInfo.processInfo.environment
    (environment["LD_PRELOAD"], environment["SHOTLOG_REBINDING"]) = (library, "\(place.path)/done")
    probe.environment = environment
    let output = Pipe()
    (probe.standardOutput, probe.standardError) = (output, output)
    try probe.run()
    let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    probe.waitUntilExit()
    #expect(probe.terminationStatus == 0, "\(words)")
    #expect(try place.names == ["done", "resolver.so"])
  }

  @Test(.enabled(if: sign != nil))
  func `in a process with such a resolver nobody inside hears anything`() async throws {
    let (listener, place) = try (Listener(), Place())
    let url = "http://rebinding.test:\(listener.port)/"
    var codes: [SourceError.Code?] = []
    // Each fetcher forgets what others looked up.
    for _ in 0..<10 { codes.append(await refusal(SourcePolicy(), url, into: place)?.code) }
    #expect(codes == (0..<5).flatMap { _ in [.unreachable, .forbidden] })
    #expect(!listener.hasVisitor())
    // What leads there in a redirect is looked up then.
    codes = []
    for _ in 0..<4 {
      codes.append(
        await refusal(try .trying(), try TestServer.redirect(to: url), into: place)?.code)
    }
    #expect(codes == [.unreachable, .forbidden, .unreachable, .forbidden])
    #expect(!listener.hasVisitor())
    var policy = SourcePolicy()
    (policy.addresses, policy.patience) = (.any, .milliseconds(300))
    #expect(await refusal(policy, url, into: place)?.code == .unreachable)
    #expect(await refusal(policy, url, into: place)?.code == .tooSlow)
    #expect(listener.hasVisitor())
    if let sign = Self.sign { try Data().write(to: URL(filePath: sign)) }
  }
}
