import FoundationEssentials
import TestSupport
import Testing

@testable import HTTP

/// A part as a test makes it.
struct MadePart: Equatable, Codable {
  var name: String
  var filename: String?
  var type: String?
  var content: [UInt8]
}

@Suite(.timeLimit(.minutes(40)), .computing) struct FormTests {
  private func parse(
    _ bytes: [UInt8], boundary: String, pieces: [Int]
  ) throws(Problem) -> [MadePart] {
    var parts: [MadePart] = []
    var parser = MultipartParser(boundary: boundary)
    var isOpen = false
    func take(_ piece: ArraySlice<UInt8>) throws(Problem) {
      try unsafe Array(piece).withBytes { (bytes) throws(Problem) in
        unsafe try parser.take(bytes) { event in
          switch event {
          case .begin(let head):
            #expect(!isOpen)
            isOpen = true
            parts.append(
              MadePart(name: head.name, filename: head.filename, type: head.type, content: []))
          case .bytes(let bytes):
            #expect(isOpen)
            unsafe parts[parts.count - 1].content += Array(bytes)
          case .end:
            #expect(isOpen)
            isOpen = false
          }
        }
      }
    }
    var rest = bytes[...]
    for size in pieces where !rest.isEmpty {
      try take(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    if !rest.isEmpty { try take(rest) }
    try parser.finish()
    return parts
  }

  private func written(_ parts: [MadePart], boundary: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      func quoted(_ text: String) -> String { text.replacing("\"", with: "%22") }
      var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(part.name))\""
      if let filename = part.filename { head += "; filename=\"\(quoted(filename))\"" }
      if let type = part.type { head += "\r\nContent-Type: \(type)" }
      bytes += Array("\(head)\r\n\r\n".utf8) + part.content + [13, 10]
    }
    return bytes + Array("--\(boundary)--\r\n".utf8)
  }

  private func isDelimited(_ content: [UInt8], by boundary: String) -> Bool {
    (Array("\r\n".utf8) + content + Array("\r\n".utf8)).firstRange(
      of: Array("\r\n--\(boundary)".utf8))
      != nil
  }

  @Test(arguments: 1...60)
  func `a form gives the same parts however it is cut`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let boundary =
      ["b", "--", "abc-----", "x\(seed)y", "A'()+_,-./:=?"].randomElement(using: &random) ?? "b"
    // Made of what delimiters are made of, so that there are many that are nearly one.
    let letters = Array("\r\n-".utf8) + Array(boundary.utf8) + [0, 255]
    let parts = (0..<Int.random(in: 0...5, using: &random)).map { number in
      var content: [UInt8]
      repeat {
        let count = [0, 1, 2, 5, 40, 3000].randomElement(using: &random) ?? 0
        content = (0..<count).map { _ in letters.randomElement(using: &random) ?? 0 }
      } while isDelimited(content, by: boundary)
      let name = ["a", "a b", "ü\"x", "", "日本; x=y"].randomElement(using: &random) ?? "a"
      return MadePart(
        name: "\(name)\(number)",
        filename: [nil, "", "f.mp4", "ü \"q\";.mov"].randomElement(using: &random) ?? nil,
        type: [nil, "video/mp4"].randomElement(using: &random) ?? nil, content: content)
    }
    let preamble = Bool.random(using: &random) ? Array("before\r\n".utf8) : []
    let bytes = preamble + written(parts, boundary: boundary) + Array("\r\nafter".utf8)
    for most in [1, 2, 3, 7, 100, 5000] {
      let pieces = (0..<bytes.count).map { _ in Int.random(in: 1...most, using: &random) }
      #expect(try parse(bytes, boundary: boundary, pieces: pieces) == parts, "pieces to \(most)")
    }
  }

  @Test(arguments: 1...30)
  func `a form that is cut short or changed is refused or read, and nothing else`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let parts = [
      MadePart(name: "a", filename: nil, type: nil, content: Array("value".utf8)),
      MadePart(name: "b", filename: "f", type: "x/y", content: Array(repeating: 45, count: 99)),
    ]
    let whole = written(parts, boundary: "bound")
    let last = whole.count - 3
    for _ in 0..<200 {
      let place = Int.random(in: 0..<last, using: &random)
      #expect(throws: Problem.self) {
        try parse(Array(whole[..<place]), boundary: "bound", pieces: [10, 20])
      }
      var changed = whole
      changed[place] = UInt8.random(in: 0...255, using: &random)
      do throws(Problem) {
        let found = try parse(changed, boundary: "bound", pieces: [place, 1])
        #expect(found.count <= 2)
      } catch {
        #expect(error.status == 400 || error.status == 431)
      }
    }
  }

  @Test func `forms that Python writes are read as it wrote them`() throws {
    let program = """
      import email.message, json, random
      random.seed(5)
      for number in range(120):
          boundary, body, parts = f"===={number}==", b"", []
          for index in range(random.randrange(1, 6)):
              content = bytes(random.choice(b"\\r\\n-=_abc") for _ in range(random.choice([0, 1, 50, 900])))
              name, filename = f"n{index}", random.choice([None, "a.mp4", "b c;d.mov", "é 日.mp4"])
              part = email.message.Message()
              fields = {"name": name, **({"filename": ("utf-8", "", filename)} if filename else {})}
              part.add_header("Content-Disposition", "form-data", **fields)
              part.add_header("Content-Type", "video/mp4")
              head = "".join(f"{name}: {value}\\r\\n" for name, value in part.items())
              body += f"--{boundary}\\r\\n{head}\\r\\n".encode() + content + b"\\r\\n"
              parts.append({"name": name, "filename": filename, "type": "video/mp4", "content": list(content)})
          body += f"--{boundary}--".encode()
          print(json.dumps({"boundary": boundary, "body": list(body), "parts": parts}))
      """
    struct Written: Decodable {
      let boundary: String
      let body: [UInt8]
      let parts: [MadePart]
    }
    let output = try python(program)
    let lines = output.split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 120)
    for line in lines {
      let form = try JSONDecoder().decode(Written.self, from: Data(line))
      #expect(try parse(form.body, boundary: form.boundary, pieces: [1, 100, 3]) == form.parts)
    }
  }

  @Test(
    arguments: [
      (#"form-data; name="a""#, "a", nil),
      (#"form-data; name=a; filename=b.mp4"#, "a", "b.mp4"),
      (#"Form-Data; NAME="a";FILENAME="b;c.mp4""#, "a", "b;c.mp4"),
      (#"form-data; name="a"; filename="C:\dir\b.mp4""#, "a", #"C:\dir\b.mp4"#),
      (#"form-data; name="a\"b"; filename="c\\d""#, "a\"b", #"c\d"#),
      (#"form-data; name="a%22b"; filename="50%.mp4""#, "a\"b", "50%.mp4"),
      (#"form-data; name="a"; filename="x"; filename*=UTF-8''%e2%82%ac.mp4"#, "a", "€.mp4"),
      (#"form-data; name="a"; filename*=utf-8'en'b%20c"#, "a", "b c"),
      (#"form-data; name="a"; filename="x"; filename*=latin1''%e9"#, "a", "x"),
      (#"form-data; name="a"; filename="""#, "a", ""),
      (#"form-data; name="日本.mp4""#, "日本.mp4", nil),
      (#"form-data; name="a"; name="b""#, "a", nil),
      (#"form-data; filename="b""#, nil, nil),
      (#"attachment; name="a""#, nil, nil),
    ] as [(String, String?, String?)])
  func `a part's name and file name are read as clients write them`(
    value: String, name: String?, filename: String?
  ) {
    let head = PartHead(lines: Array("Content-Disposition: \(value)".utf8)[...])
    #expect(head?.name == name && head?.filename == filename)
  }

  // Over the wire -------------------------------------------------------------------------------

  private func served(_ change: (inout HTTPLimits) -> Void = { _ in }) throws -> Served {
    var limits = HTTPLimits()
    change(&limits)
    var router = Router.plain()
    let options = RouteOptions(bodyLimit: 8 << 20, accepts: .form)
    router.on(.post, "/form", options: options) { request, _ in
      guard case .form(let form) = request.body else { return .text(200, "no form") }
      let words = form.parts.map { part in
        let size = part.file.map { "file \($0.length)" } ?? "text \(part.text ?? "none")"
        return "\(part.name) \(part.filename ?? "-") \(part.type ?? "-") \(size)"
      }
      return .text(200, words.joined(separator: "\n"))
    }
    router.on(.post, "/keep", options: options) { request, _ in
      guard case .form(let form) = request.body, let file = form["file"]?.file else {
        throw Problem(.badRequest, "no file")
      }
      let kept = "\(file.path).kept"
      try file.take(to: kept)
      #expect(throws: HTTPError.self) { try file.take(to: kept) }
      return .text(200, kept)
    }
    return try Served(router, limits)
  }

  private func post(
    _ served: Served, _ parts: [MadePart], path: String = "/form"
  ) async throws -> RawClient.Answer {
    let body = written(parts, boundary: "xyz")
    return try await served.client { client in
      try client.ask(
        "POST", path, "Content-Type: multipart/form-data; boundary=xyz\r\n", body: body)
    }
  }

  @Test func `fields stay in memory, files go to disk, and are gone afterwards`() async throws {
    let served = try served()
    let answer = try await post(
      served,
      [
        MadePart(name: "title", filename: nil, type: nil, content: Array("Ünï".utf8)),
        MadePart(
          name: "file", filename: "ä.mp4", type: "video/mp4",
          content: Array(repeating: 1, count: 3_000_000)),
        MadePart(name: "empty", filename: "", type: nil, content: []),
      ])
    #expect(answer.text == "title - - text Ünï\nfile ä.mp4 video/mp4 file 3000000\nempty  - file 0")
    try await eventually { try served.spooled().isEmpty }
    await served.server.stop()
  }

  @Test func `a file that was taken stays`() async throws {
    let served = try served()
    let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 2) }
    let answer = try await post(
      served, [MadePart(name: "file", filename: "f", type: nil, content: content)], path: "/keep")
    _ = try await served.records(atLeast: 1)
    #expect(answer.status == 200)
    #expect(try Array(Data(contentsOf: URL(filePath: answer.text))) == content)
    #expect(try served.spooled().count == 1)
    await served.server.stop()
  }

  @Test func `a form beyond its limits is refused, and leaves nothing behind`() async throws {
    let served = try served { limits in
      (limits.parts, limits.fieldBytes, limits.fileBytes) = (3, 100, 1000)
    }
    func part(_ size: Int, file: Bool) -> MadePart {
      MadePart(
        name: "p", filename: file ? "f" : nil, type: nil,
        content: Array(repeating: 120, count: size))
    }
    let fits = [part(100, file: false), part(1000, file: true), part(0, file: true)]
    #expect(try await post(served, fits).status == 200)
    for parts in [
      fits + [part(1, file: false)], [part(101, file: false)], [part(1001, file: true)],
    ] {
      #expect(try await post(served, parts).status == 413)
    }
    let long = Array(repeating: UInt8(120), count: 9 << 20)
    #expect(
      try await post(served, [MadePart(name: "p", filename: "f", type: nil, content: long)]).status
        == 413)
    try await eventually { try served.spooled().isEmpty }
    await served.server.stop()
  }

  @Test(arguments: [
    ("application/json", 415), ("multipart/form-data", 400),
    ("multipart/form-data; boundary=", 400),
    ("multipart/form-data; boundary=other", 400), ("multipart/mixed; boundary=xyz", 415),
  ])
  func `a body that is no form is refused`(type: String, status: Int) async throws {
    let served = try served()
    let body = written(
      [MadePart(name: "a", filename: nil, type: nil, content: [1])], boundary: "xyz")
    let answer = try await served.client { client in
      try client.ask("POST", "/form", "Content-Type: \(type)\r\n", body: body)
    }
    #expect(answer.status == status)
    await served.server.stop()
  }
}
