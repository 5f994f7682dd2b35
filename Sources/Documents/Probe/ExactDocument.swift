package import Media
internal import MediaTypes

/// What reading every packet has shown.
package struct ExactDocument: Encodable {
  let pictures: Int
  let isExact: Bool
  let keyPictures: Int
  let isVariable: Bool?
  let averageRate: Double?
  let start: TimeDocument?
  let end: TimeDocument?
  let duration: TimeDocument?
  let damage: [DamageDocument]

  /// Describes what an index holds.
  package init(_ index: PacketIndex) {
    (pictures, isExact, keyPictures) = (index.pictures.count, index.isExact, index.keyCount)
    isVariable = index.isVariable
    let range = index.range
    averageRate = range.flatMap { $0.seconds > 0 ? Double(index.pictures.count) / $0.seconds : nil }
    (start, end) = (range.map { TimeDocument($0.start) }, range.map { TimeDocument($0.end) })
    duration = range.map { range in
      let (ticks, overflows) = range.end.ticks.subtractingReportingOverflow(range.start.ticks)
      return TimeDocument(Timestamp(overflows ? .max : ticks, index.timeBase))
    }
    damage = index.damage.entries.map(DamageDocument.init)
  }
}
