/// Who gets a body while it comes.
struct BodyReader: Sendable {
  let onHead: @Sendable (WebHead) throws -> Void
  let onBody: @Sendable ([UInt8]) throws -> Void
}
