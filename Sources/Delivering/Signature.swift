internal import Digests

/// What proves to a receiver who wrote a body, and when.
enum Signature {
  /// The header it stands in.
  static let header = "TL-Signature"

  /// The time in seconds since 1970, and the code of the time and the body.
  static func text(of body: [UInt8], secret: [UInt8], at seconds: Int64) -> String {
    var code = HMAC(key: secret)
    code.take("\(seconds).".utf8)
    code.take(body)
    return "t=\(seconds),v1=\(code.text)"
  }
}
