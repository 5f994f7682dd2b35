internal import Analysis
internal import Documents
internal import Exports
internal import JSON
internal import MediaTypes
internal import Segmentation

extension ExportEntry {
  /// A segment for a list.
  init(_ segment: Segment, number: Int, of footage: Footage) {
    self.init(
      segment.range, kind: "segment", title: "Segment \(number)",
      frames: footage.ordinals(of: segment.range),
      fields: [
        ExportField("starts_at", .text(segment.start.reason.name)),
        ExportField("ends_at", .text(segment.end.reason.name)),
      ])
  }
}
