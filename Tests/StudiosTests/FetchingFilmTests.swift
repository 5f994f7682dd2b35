import Foundation
import Providers
import Studios
import TestSupport
import Testing
import Web

/// How a film comes here: whole, or not at all.
@Suite(.timeLimit(.minutes(40)), .waiting) struct FetchingFilmTests {
  private static let limit: Int64 = 1 << 20

  @Test(
    arguments: StudioConformance.all,
    ["good", "content-busy", "signed", "signed-late", "cut-once"])
  func `a film is whole however it comes`(
    suite: StudioConformance, behaviour: String
  ) async throws {
    let (studio, file) = try await suite.finished(behaviour)
    let place = try Place()
    // What an earlier life of the program left.
    try Data("half".utf8).write(to: URL(filePath: place.film + ".part"))
    try Data("old".utf8).write(to: URL(filePath: place.film))
    let bytes = try await studio.fetch(file, to: place.film, limit: Self.limit)
    let film = try Data(contentsOf: URL(filePath: place.film))
    #expect(try film == StudioConformance.film && bytes == film.count)
    #expect(try place.names == ["film.mp4"])
  }

  @Test(
    arguments: StudioConformance.all,
    [
      ("expired", StudioError.Code.expired), ("content-gone", .expired),
      ("signed-expired", .expired), ("content-broken", .unavailable), ("cut-always", .unreachable),
      ("content-hang", .timedOut), ("page", .brokenAnswer), ("page-as-film", .brokenAnswer),
      ("json-as-film", .brokenAnswer), ("picture", .brokenAnswer), ("empty", .brokenAnswer),
      ("partial", .brokenAnswer), ("flood", .tooLarge),
    ])
  func `a film that does not come whole leaves nothing`(
    suite: StudioConformance, behaviour: (String, StudioError.Code)
  ) async throws {
    let (studio, file) = try await suite.finished(behaviour.0) { $0.idle = .seconds(1) }
    let place = try Place()
    let error = await failure { () throws(StudioError) in
      try await studio.fetch(file, to: place.film, limit: Self.limit)
    }
    #expect(error?.code == behaviour.1, "\(String(describing: error))")
    if behaviour.1 == .expired { #expect(error?.status == 404 || error?.status == 410) }
    #expect(try place.names.isEmpty)
  }

  @Test func `pictures of a film come by their names`() async throws {
    let suite = StudioConformance(kind: .openai)
    let studio = try suite.studio()
    let job = try await studio.begin(suite.order("good").0, key: suite.key)
    let files = try await StudioWatch(studio).files(of: job)
    let picture = try Data(
      contentsOf: URL(filePath: Repository.path("Fixtures/media/one-picture.png")))
    for file in files where file.variant != .video {
      let place = try Place()
      _ = try await studio.fetch(file, to: place.film, limit: Self.limit)
      #expect(try Data(contentsOf: URL(filePath: place.film)) == picture)
    }
  }

  @Test func `a film that comes with the news is kept like one that is fetched`() async throws {
    let (studio, file) = try await StudioConformance(kind: .gemini).finished("inline")
    let place = try Place()
    _ = try await studio.fetch(file, to: place.film, limit: Self.limit)
    #expect(try Data(contentsOf: URL(filePath: place.film)) == StudioConformance.film)
    let other = try Place()
    let error = await failure { () throws(StudioError) in
      try await studio.fetch(file, to: other.film, limit: 1000)
    }
    #expect(error?.code == .tooLarge)
    #expect(try other.names.isEmpty)
  }

  @Test func `an address of somebody else's is no film of the service's`() async throws {
    let suite = StudioConformance(kind: .gemini)
    let studio = try suite.studio()
    let job = try await studio.begin(suite.order("stranger").0, key: suite.key)
    let error = await failure { () throws(StudioError) in
      try await StudioWatch(studio).files(of: job)
    }
    #expect(error?.code == .brokenAnswer)
  }

  @Test(arguments: StudioConformance.all)
  func `nobody inside hears of where a service sends us`(suite: StudioConformance) async throws {
    // The same server under another name is another host, and not one of the shared internet.
    let (studio, file) = try await suite.finished("elsewhere-signed")
    let place = try Place()
    let error = await failure { () throws(StudioError) in
      try await studio.fetch(file, to: place.film, limit: Self.limit)
    }
    #expect(error?.code == .offline)
    #expect(try place.names.isEmpty)
  }

  @Test(arguments: StudioConformance.all)
  func `a store elsewhere does not hear of the key`(suite: StudioConformance) async throws {
    var entry = try StudioServer.shared.get().entry(suite.kind)
    entry.headers = ["X-Extra": Secret("also-secret")]
    let studio = entry.studio(over: .init(policy: .any))
    let job = try await studio.begin(suite.order("elsewhere-signed").0, key: suite.key)
    let files = try await StudioWatch(studio).files(of: job)
    let place = try Place()
    // The store answers 418 to whoever shows a key.
    _ = try await studio.fetch(try #require(files.first), to: place.film, limit: Self.limit)
    #expect(try Data(contentsOf: URL(filePath: place.film)) == StudioConformance.film)
  }

  @Test func `a film that cannot be kept is said to be so`() async throws {
    let (studio, file) = try await StudioConformance(kind: .openai).finished("good")
    let error = await failure { () throws(StudioError) in
      try await studio.fetch(file, to: "/proc/nowhere/film.mp4", limit: Self.limit)
    }
    #expect(error?.code == .unwritable)
  }
}
