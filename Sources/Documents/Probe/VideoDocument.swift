package import MediaTypes

/// A stream of pictures; its common facts stand in the same object.
package struct VideoDocument: Encodable {
  struct Details: Encodable {
    let width: Int
    let height: Int
    let uprightWidth: Int
    let uprightHeight: Int
    let sampleAspect: String
    let rotation: Int
    let isMirrored: Bool
    let averageRate: RateDocument?
    let realRate: RateDocument?
    let claimedPictures: Int64?
    let pixelFormat: String?
    let bitDepth: Int
    let hasAlpha: Bool
    let colorRange: String?
    let colorPrimaries: String?
    let colorTransfer: String?
    let colorSpace: String?
    let hdr: String
    let fieldOrder: String?
    let isAttachedPicture: Bool
  }

  let common: StreamDocument
  let details: Details

  /// Describes a stream.
  package init(_ stream: VideoStream) {
    common = StreamDocument(stream.common)
    let upright = stream.uprightSize
    details = Details(
      width: stream.width, height: stream.height, uprightWidth: upright.width,
      uprightHeight: upright.height, sampleAspect: stream.sampleAspect.description,
      rotation: stream.rotation, isMirrored: stream.isMirrored,
      averageRate: stream.averageRate.map(RateDocument.init),
      realRate: stream.realRate.map(RateDocument.init), claimedPictures: stream.claimedFrameCount,
      pixelFormat: stream.pixelFormat, bitDepth: stream.bitDepth, hasAlpha: stream.hasAlpha,
      colorRange: stream.colorRange, colorPrimaries: stream.colorPrimaries,
      colorTransfer: stream.colorTransfer, colorSpace: stream.colorSpace,
      hdr: stream.hdr == .dolbyVision ? "dolby_vision" : stream.hdr.rawValue,
      fieldOrder: stream.fieldOrder, isAttachedPicture: stream.isAttachedPicture)
  }

  /// Encodes everything into one object.
  package func encode(to encoder: any Encoder) throws {
    try common.encode(to: encoder)
    try details.encode(to: encoder)
  }
}
