import Foundation
import Studios
import TestSupport
import Testing
import Web

/// What every studio must do, asked of the replaying server.
struct StudioConformance: Sendable, CustomTestStringConvertible {
  let kind: StudioKind
  var testDescription: String { kind.rawValue }

  static let all = StudioKind.allCases.map(StudioConformance.init)

  /// A studio, and an order of which that goes wrong.
  func order(_ behaviour: String) -> (StudioOrder, tag: String) {
    let tag = UUID().uuidString.lowercased()
    return (StudioOrder(model: "sora-2~\(behaviour)~\(tag)", prompt: "A paper boat"), tag)
  }

  func studio(_ change: (inout StudioEntry) -> Void = { _ in }) throws -> any Studio {
    var entry = try StudioServer.shared.get().entry(kind)
    change(&entry)
    return entry.studio()
  }

  /// A finished job, and its film.
  func finished(
    _ behaviour: String, _ change: (inout StudioEntry) -> Void = { _ in }
  ) async throws -> (any Studio, StudioFile) {
    let studio = try studio(change)
    let job = try await studio.begin(order(behaviour).0, key: key)
    let files = try await StudioWatch(studio).files(of: job)
    return (studio, try #require(files.first { $0.variant == .video }))
  }

  var key: String { UUID().uuidString }

  static var film: Data {
    get throws { try Data(contentsOf: URL(filePath: Repository.path("Fixtures/media/bt709.mp4"))) }
  }
}

/// A folder that is there for one test.
final class Place: Sendable {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "shotlog-studios-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var film: String { folder.appending(path: "film.mp4").path }
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
  }
}

/// What comes of an exchange: its error, or nil.
func failure<Value>(_ body: () async throws(StudioError) -> Value) async -> StudioError? {
  do throws(StudioError) {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}
