import Foundation
import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct DraftFolderTests {
  /// A folder outside with a file in it, to which links lead.
  private func outside(_ place: Place) throws -> (folder: String, file: String) {
    let folder = "\(place.path)/outside"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("precious".utf8).write(to: URL(filePath: "\(folder)/file"))
    return (folder, "\(folder)/file")
  }

  /// Makes a folder and the files in it look as if they had lain there for two hours.
  private func age(_ path: String) throws {
    for one in try FileManager.default.contentsOfDirectory(atPath: path) + ["."] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: "\(path)/\(one)")
    }
  }

  @Test func `a file of its own is found, what only looks like one is not`() async throws {
    let place = try Place()
    let store = try place.open()
    let outside = try outside(place)
    let drafts = try await store.folder.makeDraftFolder("attempt-1")
    let path = drafts.path
    try Data("a".utf8).write(to: URL(filePath: "\(path)/a"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/link", withDestinationPath: outside.file)
    try FileManager.default.linkItem(atPath: outside.file, toPath: "\(path)/twin")
    try FileManager.default.createDirectory(
      atPath: "\(path)/folder", withIntermediateDirectories: true)
    #expect(await drafts.file("a") == "\(path)/a")
    for name in ["", ".", "..", "link", "twin", "folder", "none", "../attempt-1/a", "a\0"] {
      #expect(await drafts.file(name) == nil, "\(name)")
    }
  }

  @Test func `it goes with all that is in it, and links with nothing else`() async throws {
    let place = try Place()
    let store = try place.open()
    let outside = try outside(place)
    for name in ["attempt-1", "attempt-2", "upload"] {
      let path = try await store.folder.makeDraftFolder(name).path
      try FileManager.default.createDirectory(
        atPath: "\(path)/a/b", withIntermediateDirectories: true)
      try Data("c".utf8).write(to: URL(filePath: "\(path)/a/b/c"))
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/a/link", withDestinationPath: outside.folder)
    }
    await store.folder.removeDraftFolders("attempt-")
    let spool = "\(place.path)/spool"
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool) == ["upload"])
    await DraftFolder(path: "\(spool)/upload").remove()
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool).isEmpty)
    #expect(FileManager.default.fileExists(atPath: outside.file))
  }

  @Test func `it is no orphan while somebody keeps it`() async throws {
    let place = try Place()
    let store = try place.open()
    let drafts = try await store.folder.makeDraftFolder("attempt-1")
    try Data("a".utf8).write(to: URL(filePath: "\(drafts.path)/a"))
    try age(drafts.path)
    await drafts.keep()
    _ = try await store.removeOrphans(olderThan: .seconds(3600))
    #expect(await drafts.file("a") != nil)
    try age(drafts.path)
    _ = try await store.removeOrphans(olderThan: .seconds(3600))
    #expect(!FileManager.default.fileExists(atPath: drafts.path))
  }

  @Test func `removing orphans does not follow links out of the spool`() async throws {
    let place = try Place()
    let store = try place.open()
    let outside = try outside(place)
    for (name, target) in [("one", outside.folder), ("two", outside.file), ("three", "/nowhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: store.folder.draft(name), withDestinationPath: target)
    }
    try await Task.sleep(for: .milliseconds(20))
    _ = try await store.removeOrphans(olderThan: .zero)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.path)/spool").isEmpty)
    #expect(FileManager.default.fileExists(atPath: outside.file))
  }
}
