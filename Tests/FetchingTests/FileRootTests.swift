import Fetching
import Foundation
import Glibc
import TestSupport
import Testing

/// `file:` URLs, and what lies under the folders that may be read.
@Suite(.timeLimit(.minutes(40)), .waiting) struct FileRootTests {
  /// A root with a film in it, a secret beside it, and links of every kind.
  private struct Tree {
    let place: Place
    var root: String { "\(place.path)/root" }
    var policy: SourcePolicy {
      var policy = SourcePolicy()
      policy.fileRoots = [root]
      return policy
    }

    init() throws {
      place = try Place()
      try place.write("root/film.mp4", film)
      try place.write("root/inner/a b%é.mp4", film)
      try place.write("secret.mp4", film)
      try place.write("root-secret/film.mp4", film)
      try link("inside.mp4", to: "inner/a b%é.mp4")
      try link("outside.mp4", to: "../secret.mp4")
      try link("absolute.mp4", to: "\(place.path)/secret.mp4")
      try link("folder", to: "..")
      try link("circle", to: "circle")
      try link("dangling", to: "../nothing")
      try link("second.mp4", to: "outside.mp4")
      try link("passwd", to: "/etc/passwd")
      try link("process", to: "/proc/self/root/etc/passwd")
      try FileManager.default.createSymbolicLink(
        atPath: "\(place.path)/way-in", withDestinationPath: root)
      _ = unsafe mkfifo("\(root)/pipe", 0o600)
      try link("zero", to: "/dev/zero")
    }

    private func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/\(name)", withDestinationPath: target)
    }

    func refusal(_ path: String) async -> SourceError? {
      await FetchingTests.refusal(policy, "file://\(path)", into: place)
    }
  }

  @Test(arguments: [
    "film.mp4", "./film.mp4", "inner/../film.mp4", "/film.mp4", "inside.mp4",
    "inner/a%20b%25%C3%A9.mp4", "%66ilm.mp4", "folder/root/film.mp4",
  ])
  func `a file under a root is used where it lies`(path: String) async throws {
    let tree = try Tree()
    let file = try await Fetcher(tree.policy).fetch(
      "file://\(tree.root)/\(path)", into: tree.place.draft)
    #expect(!file.isDraft && file.size == Int64(film.count) && file.type == nil)
    #expect(try file.digest == digest(film))
    let isInner = path.hasPrefix("in") && !path.hasSuffix("film.mp4")
    #expect(file.path == tree.root + (isInner ? "/inner/a b%é.mp4" : "/film.mp4"))
    #expect(!FileManager.default.fileExists(atPath: tree.place.draft))
  }

  @Test func `a link may lead to a root, and a root may be a link`() async throws {
    let tree = try Tree()
    let way = "\(tree.place.path)/way-in"
    let file = try await Fetcher(tree.policy).fetch("file://\(way)/film.mp4", into: "unused")
    #expect(file.path == "\(tree.root)/film.mp4")
    var policy = SourcePolicy()
    policy.fileRoots = ["\(tree.place.path)/missing", "\(way)/"]
    for url in ["file:\(way)/film.mp4", "FILE://LocalHost\(tree.root)/film.mp4"] {
      #expect(try await Fetcher(policy).fetch(url, into: "unused").path == file.path)
    }
  }

  @Test(arguments: [
    "../secret.mp4", "../root-secret/film.mp4", "inner/../../secret.mp4", "%2e%2e/secret.mp4",
    "..%2Fsecret.mp4", "../../../../../../../../etc/passwd", "", ".", "..", "../root",
    "../nothing.mp4", "../../nothing/at/all",
  ])
  func `what is not under a root is refused, whether it is there or not`(path: String) async throws
  {
    let tree = try Tree()
    let error = try #require(await tree.refusal("\(tree.root)/\(path)"))
    #expect(
      error == SourceError(.forbidden, "The file is not among those that may be read here."))
  }

  @Test(arguments: [
    "outside.mp4", "absolute.mp4", "second.mp4", "folder/secret.mp4", "folder/nothing.mp4",
    "passwd", "process", "circle", "circle/film.mp4", "dangling", "zero", "missing.mp4",
    "film.mp4/", "film.mp4/film.mp4", "inner/missing", "folder/../secret.mp4",
    String(repeating: "a", count: 300), String(repeating: "a/", count: 4000),
  ])
  func `a link that leads out leads nowhere`(path: String) async throws {
    let tree = try Tree()
    let error = try #require(await tree.refusal("\(tree.root)/\(path)"))
    #expect(error.code == .notFound)
    #expect(!error.message.contains("root") && !error.message.contains(path))
  }

  @Test(arguments: ["pipe", "inner"])
  func `what is no file is not opened`(path: String) async throws {
    let tree = try Tree()
    #expect(await tree.refusal("\(tree.root)/\(path)")?.code == .notFound)
  }

  @Test(arguments: [
    "file:", "file:film.mp4", "file://", "file://host/film.mp4", "file://127.0.0.1/etc/passwd",
    "file://user@localhost/etc/passwd", "file:///etc/passwd?x", "file:///etc/passwd#x",
    "file:///etc/passwd%00.mp4", "file:///etc/%", "file:///etc/%zz", "file:///%ff.mp4",
    "file:///etc/\0", "file:\\\\host\\share",
  ])
  func `what is no file URL is refused`(url: String) async throws {
    let tree = try Tree()
    #expect(await refusal(tree.policy, url, into: tree.place)?.code == .badURL)
  }

  @Test func `without roots no file is read`() async throws {
    let place = try Place()
    for url in ["file:///etc/passwd", "FiLe:/etc/passwd", "file:", "file://\(place.path)/none"] {
      #expect(await refusal(SourcePolicy(), url, into: place)?.code == .forbidden)
    }
  }

  @Test func `a large file and one that takes too long are refused`() async throws {
    let tree = try Tree()
    var policy = tree.policy
    policy.largest = Int64(film.count) - 1
    let url = "file://\(tree.root)/film.mp4"
    #expect(await refusal(policy, url, into: tree.place)?.code == .tooLarge)
    policy.largest += 1
    #expect(await refusal(policy, url, into: tree.place) == nil)
    policy.patience = .zero
    #expect(await refusal(policy, url, into: tree.place)?.code == .tooSlow)
  }

  @Test func `a playlist under a root is refused like any other`() async throws {
    let tree = try Tree()
    try tree.place.write("root/list.mp4", Array("ffconcat version 1.0\nfile /etc/passwd\n".utf8))
    try tree.place.write("root/empty.mp4", [])
    for name in ["list.mp4", "empty.mp4"] {
      #expect(await tree.refusal("\(tree.root)/\(name)")?.code == .notMedia)
    }
    #expect(FileManager.default.fileExists(atPath: "\(tree.root)/list.mp4"))
  }

  @Test func `who cancels is answered at once`() async throws {
    let tree = try Tree()
    let path = "\(tree.root)/large.mp4"
    try tree.place.write("root/large.mp4", film)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.truncate(atOffset: 3 << 30)
    let task = Task { await tree.refusal(path) }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    #expect(FileManager.default.fileExists(atPath: path))
  }
}
