import JSON
import Tasks
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct UploadSessionTests {
  private static let now = Moment(milliseconds: 1_700_000_000_000)

  @Test func `parts cover the whole, whatever its size`() {
    var random = SplitMix64(seed: 3)
    var sizes = (0..<300).map { _ in Int64(random.next() >> (20 + random.next() % 44)) + 1 }
    sizes += [1, 5 << 20, (5 << 20) + 1, (5 << 20) - 1, 10 << 30, (5 << 20) * 1000 + 1]
    for size in sizes {
      let session = UploadSession(size: size, at: Self.now)
      let parts = (1...session.count).map(session.size)
      #expect(parts.reduce(0, +) == size && parts.allSatisfy { $0 > 0 }, "\(size)")
      #expect(parts.dropLast().allSatisfy { $0 == session.partSize } && session.count <= 1000)
      #expect(session.partSize >= 5 << 20)
    }
  }

  @Test func `what is kept is read back`() throws {
    var session = UploadSession(size: 11 << 20, at: Self.now)
    session.take(.init(draft: "a", tag: "t", size: 5 << 20), as: 2)
    _ = session.report(2)
    session.take(.init(draft: "b", tag: "u", size: 5 << 20), as: 1)
    let text = session.json.text
    #expect(UploadSession(try JSONReader().value(of: text)) == session)
    #expect(UploadSession(nil) == nil && UploadSession(["token": "a"]) == nil)
    #expect(session.expires == Self.now + .seconds(3600))
    #expect(UploadSession(size: 1, at: Self.now).token != session.token)
  }

  @Test func `a part counts once it was reported, and is then not replaced`() {
    var session = UploadSession(size: 6 << 20, at: Self.now)
    let early = session.report(1)
    #expect(session.count == 2 && !early)
    session.take(.init(draft: "a", tag: "t", size: 5 << 20), as: 1)
    session.take(.init(draft: "b", tag: "u", size: 5 << 20), as: 1)
    #expect(session.reported == 0 && session.drafts == ["b"])
    let reports = [session.report(1), session.report(1)]
    #expect(reports == [true, false] && session.reported == 1)
    session.take(.init(draft: "c", tag: "v", size: 5 << 20), as: 1)
    session.take(.init(draft: "d", tag: "w", size: 1 << 20), as: 2)
    let wasWhole = session.isWhole
    _ = session.report(2)
    #expect(!wasWhole && session.isWhole)
    #expect(session.drafts == ["b", "d"])
  }
}
