import TestSupport
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(40)), .computing) struct ReadingHeadsTests {
  @Test(
    arguments: [
      ("/", [""]), ("/a/b", ["a", "b"]), ("/a//b/", ["a", "", "b", ""]),
      ("/%C3%A9", ["é"]), ("/é", ["é"]), ("/a%2fb", ["a/b"]), ("/../a/.", ["..", "a", "."]),
      ("/a+b", ["a+b"]), ("http://host:8/a?b", ["a"]), ("HTTP://host", [""]), ("/a?b#", nil),
      ("/%C3", nil), ("/%ff", nil), ("/%C0%AF", nil), ("/%ED%A0%80", nil), ("/%", nil),
      ("/%4", nil), ("/%GG", nil), ("/%00", nil), ("/a b", nil), ("/a\u{7f}", nil), ("a", nil),
      ("*", nil), ("", nil), ("host:80", nil), ("ftp://host/", nil), ("/?%ff", nil),
    ] as [(String, [String]?)])
  func `a path is taken apart, or refused`(text: String, segments: [String]?) {
    #expect(RequestTarget(text)?.segments == segments)
  }

  @Test func `a query keeps order, repeats and blanks`() throws {
    let target = try #require(RequestTarget("/a?b=1&c&b=2+3%2B4&%26=%3d=&&=x"))
    #expect(
      target.query == [
        QueryItem(name: "b", value: "1"), QueryItem(name: "c", value: ""),
        QueryItem(name: "b", value: "2 3+4"), QueryItem(name: "&", value: "=="),
        QueryItem(name: "", value: "x"),
      ])
    #expect(target.path == "/a")
    #expect(RequestHead(.get, "/a?b=1&b=2").queryValue("b") == "1")
  }

  @Test(arguments: 1...20)
  func `what is encoded byte by byte comes back`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let scalars = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 1...0x2FFF, using: &random))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let encoded = text.utf8.map { byte in
        let digits = String(byte, radix: 16, uppercase: Bool.random(using: &random))
        return "%" + (digits.count == 1 ? "0" : "") + digits
      }.joined()
      let target = try #require(RequestTarget("/\(encoded)?\(encoded)=\(encoded)"))
      #expect(target.segments == [text])
      #expect(target.query.first.map { $0.name == text && $0.value == text } ?? text.isEmpty)
    }
  }

  @Test func `header fields keep order and repeats, and compare without case`() {
    var headers = HTTPHeaders()
    headers.add("Accept", "a")
    headers.add("X-Other", "b")
    headers.add("ACCEPT", "c, D")
    #expect(headers["accept"] == "a" && headers.values(of: "Accept") == ["a", "c, D"])
    #expect(headers.list("accept") == ["a", "c", "d"])
    headers["aCCept"] = "e"
    #expect(headers.fields.map(\.name) == ["X-Other", "aCCept"])
  }

  @Test(
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
      (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    ] as [(Int64, String)])
  func `dates are written and read`(seconds: Int64, text: String) {
    #expect(HTTPDate.text(seconds) == text && HTTPDate.seconds(text) == seconds)
  }

  @Test(arguments: 1...5)
  func `dates follow each other day by day`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    var (year, month, day, seconds) = (1970, 0, 1, Int64.random(in: 0..<86_400, using: &random))
    while year < 2120 {
      let text = HTTPDate.text(seconds)
      let two = day < 10 ? "0\(day)" : "\(day)"
      #expect(text.dropFirst(5).hasPrefix("\(two) \(months[month]) \(year) "))
      #expect(HTTPDate.seconds(text) == seconds)
      seconds += 86_400
      day += 1
      let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
      if day > lengths[month] + (month == 1 && isLeap ? 1 : 0) { (day, month) = (1, month + 1) }
      if month == 12 { (month, year) = (0, year + 1) }
    }
  }

  @Test(arguments: 1...20)
  func `a range gives the bytes that the field names`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let size = Int64.random(in: 0...12, using: &random)
      let first = Bool.random(using: &random) ? Int64.random(in: 0...14, using: &random) : nil
      let last = Bool.random(using: &random) ? Int64.random(in: 0...14, using: &random) : nil
      let text = "bytes=\(first.map { "\($0)" } ?? "")-\(last.map { "\($0)" } ?? "")"
      // Every byte is asked whether it is wanted.
      let wanted = (0..<size).filter { byte in
        if let first { return byte >= first && byte <= last ?? .max }
        return byte >= size - (last ?? 0)
      }
      let expected: ByteRange
      if first == nil && last == nil || first != nil && last != nil && (last ?? 0) < (first ?? 0) {
        expected = .all
      } else if let least = wanted.first, let most = wanted.last {
        expected = .part(least..<most + 1)
      } else {
        expected = .none
      }
      #expect(ByteRange(text, size: size) == expected, "\(text) of \(size)")
    }
  }

  @Test(arguments: [
    nil, "", "bytes", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=1-2,4-5", "bytes=+1-2",
    "bytes=1--2", "bytes=0x1-2",
  ])
  func `a range that cannot be read asks for everything`(text: String?) {
    #expect(ByteRange(text, size: 10) == .all)
  }

  @Test func `numbers beyond all files are ranges too`() {
    let huge = "99999999999999999999999"
    #expect(ByteRange("bytes=\(huge)-", size: 10) == .none)
    #expect(ByteRange("bytes=2-\(huge)", size: 10) == .part(2..<10))
    #expect(ByteRange("bytes=-\(huge)", size: 10) == .part(0..<10))
  }
}
