import FoundationEssentials
import JSON
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct DescriptionTests {
  /// What is described, as `GET /tasks/{id}`.
  private static func described() throws -> [String] {
    let methods: Set<String> = [
      "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ]
    let document = try JSONReader().value(of: PageFile.description.bytes)
    return (document["paths"]?.asMembers ?? []).flatMap { path in
      (path.value.asMembers ?? []).filter { methods.contains($0.name) }
        .map { "\($0.name.uppercased()) \(path.name)" }
    }
  }

  @Test func `every route is described, and nothing else`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-routes-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = ServerSettings(data: folder.path, worker: ["/bin/false"])
    settings.port = 0
    let server = try await ShotlogServer.start(settings, log: ServerLog { _, _, _ in })
    let served = server.routes
    await server.stop(within: .seconds(1))
    let described = try Self.described()
    #expect(Set(served).subtracting(described) == [])
    #expect(Set(described).subtracting(served) == [])
    #expect(served.count == Set(served).count && described.count > 15)
  }

  @Test func `the names in a path are described, and everything that is referred to is there`()
    throws
  {
    let document = try JSONReader().value(of: PageFile.description.bytes)
    for path in document["paths"]?.asMembers ?? [] {
      let names = path.name.split(separator: "/").filter { $0.hasPrefix("{") }
        .map { String($0.dropFirst().dropLast()) }
      for method in path.value.asMembers ?? [] {
        let given = (method.value["parameters"]?.asList ?? [])
          .filter { $0["in"]?.asText == "path" }.compactMap { $0["name"]?.asText }
        #expect(given == names, "\(method.name) \(path.name)")
        #expect(method.value["responses"]?.asMembers?.isEmpty == false)
      }
    }
    for reference in Self.references(in: document) {
      let place = reference.dropFirst(2).split(separator: "/").reduce(document as JSONValue?) {
        $0?[String($1)]
      }
      #expect(place != nil, "\(reference)")
    }
  }

  private static func references(in value: JSONValue) -> [String] {
    if let members = value.asMembers {
      return members.flatMap { member in
        member.name == "$ref" ? [member.value.asText ?? ""] : references(in: member.value)
      }
    }
    return (value.asList ?? []).flatMap { references(in: $0) }
  }
}
