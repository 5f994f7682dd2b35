import Fetching
import TestSupport
import Testing
import Web

/// Addresses that clients name, and those that these lead to.
@Suite(.timeLimit(.minutes(40)), .waiting) struct AddressTests {
  /// This machine, its neighbours and its cloud, in every spelling that some program understands.
  static let inside = [
    "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001",
    "017700000001", "0x7f.1", "0177.0.0.1", "0x7F.0.0.0x1", "00000177.1", "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]",
    "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[::1%25lo]",
    "[fe80::1%25lo]", "[fe80::1%25eth0]", "[fc00::1]", "[ff02::1]", "[fd00:ec2::254]",
    "[2001:db8::1]", "[2001:0:7f00:1::1]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1",
    "169.254.169.254", "0xa9fea9fe", "2852039166", "[::ffff:169.254.169.254]", "168.63.129.16",
    "192.0.0.192", "224.0.0.1", "255.255.255.255", "198.18.0.1",
  ]

  @Test(arguments: inside) func `nobody inside hears of what a client named`(host: String)
    async throws
  {
    let (listener, place) = try (Listener(), Place())
    let error = await refusal(
      SourcePolicy(), "http://\(host):\(listener.port)/secret?key=1", into: place)
    // What is no address to us is looked up by name, and found nowhere.
    let isName = host.hasSuffix(".") || host.contains("%25")
    #expect(error?.code == .forbidden || isName && error != nil)
    #expect(error?.message.contains(host) == false && error?.message.contains("secret") == false)
    #expect(!listener.hasVisitor())
    #expect(try place.names.isEmpty)
  }

  @Test(arguments: inside) func `nobody inside hears of what an allowed host redirects to`(
    host: String
  ) async throws {
    let (listener, place) = try (Listener(), Place())
    let url = try TestServer.redirect(to: "http://\(host):\(listener.port)/inside")
    let error = await refusal(try .trying(), url, into: place)
    let isName = host.hasSuffix(".") || host.contains("%25")
    #expect(error?.code == .forbidden || isName && error != nil)
    #expect(error?.message.contains(host) == false && error?.message.contains("inside") == false)
    #expect(!listener.hasVisitor())
    #expect(try place.names.isEmpty)
  }

  @Test(arguments: [
    "", " ", "x", "video.mp4", "/etc/passwd", "//127.0.0.1/", "http://", "http:///", "http://?",
    "http://user@example.com/", "http://user:secret@example.com/", "http://:secret@example.com/",
    "http://example.com:99999/", "http://example.com:x/", "http://example.com:-1/",
    "http://a b/", "http://a\n/", "http://a\0/", "http://exam\tple.com/", "http://[::1/",
    "http://[::1]x/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://①②⑦.0.0.1/",
    "http://bücher.example/", "http://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/", "http://%00/",
    "http://a\\@127.0.0.1/", "http://127.0.0.1#@example.com:x/",
    "ftp://example.com/a.mp4", "ftps://example.com/", "gopher://127.0.0.1:11211/_stats",
    "dict://127.0.0.1:1/", "ldap://127.0.0.1/", "smb://127.0.0.1/a", "rtsp://127.0.0.1/",
    "rtmp://127.0.0.1/", "tcp://127.0.0.1:1", "data:video/mp4;base64,AAAA", "concat:/etc/passwd",
    "subfile,,start,0,end,9,,:/etc/passwd", "pipe:0", "unix:/run/x", "javascript:alert(1)",
    "blob:http://a/b", "jar:http://a!/b", "netdoc:/etc/passwd", "php://filter/x", "hTTp+unix://a/",
    "-o/tmp/x", "--help", "@/etc/passwd",
  ])
  func `what is no http address is refused`(url: String) async throws {
    let place = try Place()
    let error = await refusal(try .trying(), url, into: place)
    let isOdd = url == "http://127.0.0.1#@example.com:x/"
    #expect(error?.code == (isOdd ? .forbidden : .badURL))
    #expect(error?.message.contains("secret") == false)
    #expect(try place.names.isEmpty)
  }

  @Test(arguments: [
    "file:///etc/passwd", "file:/etc/passwd", "FILE://localhost/etc/passwd",
    "ftp://127.0.0.1/a", "gopher://127.0.0.1/", "data:video/mp4;base64,AAAA", "http://",
    "http://user:secret@127.0.0.1/", "//user@127.0.0.1/", "javascript:1",
  ])
  func `a redirect to what is no http address is refused`(target: String) async throws {
    let place = try Place()
    var policy = try SourcePolicy.trying()
    policy.fileRoots = ["/"]
    let error = await refusal(policy, try TestServer.redirect(to: target), into: place)
    #expect(error?.code == .forbidden)
    #expect(try place.names.isEmpty)
  }

  @Test func `the second redirect is judged like the first`() async throws {
    let (listener, place) = try (Listener(), Place())
    let inside = try TestServer.redirect(to: "http://127.0.0.1:\(listener.port)/")
    let url = try TestServer.redirect(to: inside)
    #expect(await refusal(try .trying(), url, into: place)?.code == .forbidden)
    #expect(!listener.hasVisitor())
  }

  @Test func `a circle of redirects ends`() async throws {
    let place = try Place()
    let error = await refusal(try .trying(), try TestServer.address("/loop"), into: place)
    #expect(error?.code == .unreachable && error?.message == "The URL redirects too often.")
  }

  @Test func `a listener would hear of what is allowed`() async throws {
    let (listener, place) = try (Listener(), Place())
    var policy = SourcePolicy()
    (policy.addresses, policy.patience) = (.any, .milliseconds(300))
    let url = "http://127.0.0.1:\(listener.port)/"
    #expect(await refusal(policy, url, into: place)?.code == .tooSlow)
    #expect(listener.hasVisitor())
  }

  @Test func `an operator's list is obeyed, and says no more than it has to`() async throws {
    let place = try Place()
    var policy = SourcePolicy()
    policy.addresses = .offline
    let url = try TestServer.address("/echo")
    #expect(await refusal(policy, url, into: place)?.code == .forbidden)
    policy.addresses = .any.only([])
    let error = await refusal(policy, url, into: place)
    #expect(error?.message == "The URL leads to an address that may not be read from.")
  }
}
