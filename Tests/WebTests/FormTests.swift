import Foundation
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct FormTests {
  private struct Part: Decodable, Equatable {
    let name: String
    let file, type: String?
    let size: Int
    let sum: Int
  }

  @Test func `Python's own parser finds each part of a form`() async throws {
    var generator = SplitMix64(seed: 5)
    var form = MultipartForm(using: &generator)
    let sound = (0..<300_000).map { _ in UInt8(truncatingIfNeeded: generator.next() as UInt64) }
    form.add("model", "whisper-1")
    form.add("prompt", "Zwei\r\nZeilen – 漢字")
    form.add("file", file: "a \"b\"\r\nX: y.wav", type: "audio/wav", sound)
    form.add("empty", "")
    form.add("file", file: "no.bin", type: "application/octet-stream", [])
    var headers = WebHeaders()
    headers["Content-Type"] = form.contentType
    let response = try await WebClient(policy: .any).send(
      WebRequest("POST", TestServer.url("/form"), headers: headers, body: .bytes(form.bytes)))
    let found = try JSONDecoder().decode([Part].self, from: Data(response.body))
    func part(_ name: String, _ file: String?, _ type: String?, _ bytes: [UInt8]) -> Part {
      Part(
        name: name, file: file, type: type, size: bytes.count,
        sum: bytes.reduce(0) { $0 + Int($1) })
    }
    #expect(
      found == [
        part("model", nil, nil, Array("whisper-1".utf8)),
        part("prompt", nil, nil, Array("Zwei\r\nZeilen – 漢字".utf8)),
        part("file", "a %22b%22%0D%0AX: y.wav", "audio/wav", sound), part("empty", nil, nil, []),
        part("file", "no.bin", "application/octet-stream", []),
      ])
  }

  @Test func `two forms have different boundaries`() {
    #expect(MultipartForm().contentType != MultipartForm().contentType)
  }
}
