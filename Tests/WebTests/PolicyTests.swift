import Glibc
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .computing) struct PolicyTests {
  static func address(_ text: String) throws -> IPAddress {
    var bytes = [UInt8](repeating: 0, count: 16)
    let isV6 = text.contains(":")
    let isRead = unsafe inet_pton(isV6 ? AF_INET6 : AF_INET, text, &bytes)
    try #require(isRead == 1, "\(text)")
    return try #require(IPAddress(bytes.prefix(isV6 ? 16 : 4)))
  }

  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0",
    "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.0.0.0", "127.255.255.255",
    "169.254.0.1", "169.254.169.254", "169.254.170.2", "169.254.255.255", "172.16.0.0",
    "172.31.255.255", "192.0.0.0", "192.0.0.192", "192.0.0.255", "192.0.2.1", "192.88.99.1",
    "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7",
    "203.0.113.255", "224.0.0.0", "239.255.255.255", "240.0.0.0", "254.1.1.1", "255.255.255.255",
    "168.63.129.16",
    "::", "::1", "::2", "::127.0.0.1", "::8.8.8.8", "::ffff:0.0.0.0", "::ffff:10.1.2.3",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:192.168.1.1", "::ffff:0:8.8.8.8",
    "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8",
    "64:ff9b:0:1::8.8.8.8", "100::1", "100:0:0:1::1", "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff:ffff::1", "2001:db8::1",
    "2001:db8:ffff:ffff::1", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::1",
    "2002:a9fe:a9fe::1", "3fff::1", "3fff:fff:ffff::1", "2600::5efe:10.0.0.1",
    "2600::200:5efe:192.168.0.1", "4000::1", "5f00::1", "8000::1", "fc00::1", "fd00:ec2::254",
    "fd20:ce::254", "fdff:ffff::1", "fe80::1", "fe80::a9fe:a9fe", "febf::1", "fec0::1", "feff::1",
    "ff00::1", "ff02::1", "ff0e::1", "1fff::1",
  ])
  func `an address that is not everybody's is not public`(text: String) throws {
    let address = try Self.address(text)
    #expect(!address.isPublic)
    #expect(!AddressPolicy.publicOnly().permits(address, forHost: "example.com", port: 80))
    #expect(AddressPolicy.any.permits(address, forHost: "example.com", port: 80))
    #expect(!AddressPolicy.offline.permits(address, forHost: "example.com", port: 80))
  }

  @Test(arguments: [
    "1.0.0.0", "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
    "126.255.255.255", "128.0.0.0", "168.63.129.15", "168.63.129.17", "169.253.255.255",
    "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0",
    "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
    "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
    "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2000::1", "2001:200::1",
    "2001:4860:4860::8888", "2001:db7:ffff::1", "2001:db9::1", "2002:808:808::1", "2600::1",
    "2600::5efe:8.8.8.8", "2606:4700::1111", "2a00:1450::1", "3ffe:ffff::1", "3fff:1000::1",
  ])
  func `an address of the shared internet is public`(text: String) throws {
    let address = try Self.address(text)
    #expect(address.isPublic)
    #expect(AddressPolicy.publicOnly().permits(address, forHost: "example.com", port: 80))
    #expect(!AddressPolicy.offline.permits(address, forHost: "example.com", port: 80))
  }

  /// Bytes compared one by one, from the same registry, by nobody's prefixes.
  private func isSpecial(_ bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0, _, _, _), (10, _, _, _), (127, _, _, _), (224..., _, _, _): true
    case (100, 64...127, _, _), (169, 254, _, _), (172, 16...31, _, _), (192, 168, _, _): true
    case (192, 0, 0, _), (192, 0, 2, _), (192, 88, 99, _), (198, 18...19, _, _): true
    case (198, 51, 100, _), (203, 0, 113, _), (168, 63, 129, 16): true
    default: false
    }
  }

  @Test func `addresses in other clothes are judged as what they are`() {
    var generator = SplitMix64(seed: 4)
    let firsts: [UInt8] = [0, 10, 100, 127, 168, 169, 172, 192, 198, 203, 224, 255]
    let seconds: [UInt8] = [0, 16, 18, 51, 63, 64, 88, 168, 254]
    for _ in 0..<20_000 {
      var bytes = (0..<4).map { _ in UInt8(truncatingIfNeeded: generator.next() as UInt64) }
      if Bool.random(using: &generator) { bytes[0] = firsts.randomElement(using: &generator) ?? 0 }
      if Bool.random(using: &generator) { bytes[1] = seconds.randomElement(using: &generator) ?? 0 }
      if Bool.random(using: &generator) {
        bytes[2] = [0, 2, 99, 100, 113, 129].randomElement(using: &generator) ?? 0
      }
      let isPublic = !isSpecial(bytes)
      let zeros = { (count: Int) in [UInt8](repeating: 0, count: count) }
      let forms = [
        bytes, zeros(10) + [0xFF, 0xFF] + bytes, [0, 0x64, 0xFF, 0x9B] + zeros(8) + bytes,
        [0x20, 0x02] + bytes + zeros(10), [0x26, 0] + zeros(8) + [0x5E, 0xFE] + bytes,
      ]
      let wrong = forms.filter { IPAddress($0)?.isPublic != isPublic }
      if !wrong.isEmpty { Issue.record("\(wrong)") }
    }
  }

  @Test(arguments: [3, 5, 15, 17]) func `only 4 or 16 bytes are an address`(count: Int) {
    #expect(IPAddress([UInt8](repeating: 8, count: count)) == nil)
  }

  @Test(arguments: [
    ("example.com", "example.com", 80, true), ("Example.COM", "example.com", 80, true),
    ("example.com.", "example.com", 80, true), ("example.com", "example.com.", 80, true),
    ("example.com", "www.example.com", 80, false), ("example.com", "badexample.com", 80, false),
    ("example.com", "example.com.evil.net", 80, false),
    ("*.example.com", "a.b.example.com", 1, true),
    ("*.example.com", "example.com", 1, false), ("*.example.com", "badexample.com", 1, false),
    ("example.com:8080", "example.com", 8080, true), ("example.com:8080", "example.com", 80, false),
    ("[::1]:80", "[::1]", 80, true), ("[::1]", "[::1]", 9, true), ("::1", "[::1]", 9, true),
    ("127.0.0.1", "127.0.0.1", 9, true), ("*.example.com:1", "a.example.com", 1, true),
  ])
  func `a pattern means its hosts`(
    pattern: String, host: String, port: Int, expected: Bool
  ) throws {
    #expect(try #require(HostPattern(pattern)).matches(host: host, port: port) == expected)
  }

  @Test(arguments: [
    "", "*", "*.", "a:0", "a:70000", "a:x", "a b", "http://a", "a/b", "a@b", "*.*.a",
  ])
  func `what names no host is no pattern`(text: String) { #expect(HostPattern(text) == nil) }

  @Test func `named hosts may be anywhere, and lists leave all others out`() throws {
    let home = try Self.address("127.0.0.1")
    let pattern = try #require(HostPattern("box:8080"))
    let policy = AddressPolicy.publicOnly(allowing: [pattern])
    #expect(policy.permits(home, forHost: "box", port: 8080))
    #expect(!policy.permits(home, forHost: "box", port: 80))
    #expect(!policy.permits(home, forHost: "other", port: 8080))
    let listed = AddressPolicy.publicOnly().only([pattern])
    #expect(listed.permits(host: "box", port: 8080) && !listed.permits(host: "other", port: 8080))
    #expect(!listed.permits(home, forHost: "box", port: 8080))
    #expect(!AddressPolicy.offline.only([pattern]).permits(host: "box", port: 8080))
    #expect(!listed.only([]).permits(host: "box", port: 8080))
  }
}
