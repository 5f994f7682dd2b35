import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct AddressTextTests {
  @Test(arguments: [
    "https://example.com/v.mp4", "http://a", "HTTP://A.B:80/c?d=e&f#g", "https://e.com/%E7%89%87",
    "https://e.com/影片", "file:///a/b", "urn:isbn:1", "data:video/mp4;base64,AA==", "a+b-c.1:x",
    "https://[::1]/v", "https://user@host/", "mailto:a@b",
  ])
  func `a scheme and what it needs are an address`(text: String) {
    #expect(AddressText.isAbsolute(text))
  }

  @Test(arguments: [
    "", "v.mp4", "/v.mp4", "//example.com/v.mp4", "example.com/v", "1http://a", ":a", "http:",
    "http:/a", "http://", "https:///a", "https://?a", "https://a b", "https://a\n", "https://a\"b",
    "https://a/<b>", "https://a/%zz", "https://a/%2", "https://a/{b}", "https://a\\b", "hé:a",
    " http://a",
  ])
  func `anything else is none`(text: String) {
    #expect(!AddressText.isAbsolute(text))
  }
}
