/// The SHA-256 digest of some bytes.
package struct Digest: Sendable, Hashable {
  /// The digest in hexadecimal digits.
  package let text: String

  /// Digests bytes.
  package init(of bytes: [UInt8]) {
    text = ContentDigest.hexadecimal(ContentDigest.digest(of: bytes))
  }
}
