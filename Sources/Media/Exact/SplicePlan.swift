internal import MediaTypes

/// What of an exact part is copied, and what is encoded anew.
struct SplicePlan: Equatable {
  /// Some pictures on their way into the file.
  enum Step: Equatable {
    /// Pictures that are shown within these ticks are encoded.
    case encode(Range<Int64>)
    /// Packets are copied by their places in the order of decoding, but for those shown before.
    case copy(Range<Int>, from: Int64)
  }

  let steps: [Step]

  /// Plans the part that shows these pictures, which are in order, up to `end`.
  ///
  /// Without `order` nothing can be copied, and unless something `canSplice` all or nothing is.
  init(
    _ shown: ArraySlice<Int64>, upTo end: Int64, order: CodedOrder?, canSplice: Bool,
    stopsAtHidden: Bool
  ) {
    guard let first = shown.first else {
      steps = []
      return
    }
    steps =
      Self.copying(shown, upTo: end, order, canSplice: canSplice, stopsAtHidden: stopsAtHidden)
      ?? [.encode(first..<end)]
  }

  /// Whether all pictures are encoded anew.
  var isEncodedWhole: Bool { if case .encode? = steps.first { steps.count == 1 } else { false } }

  /// Whether there is anything to encode.
  var isEncoded: Bool { steps.contains { if case .encode = $0 { true } else { false } } }

  private static func copying(
    _ shown: ArraySlice<Int64>, upTo end: Int64, _ order: CodedOrder?, canSplice: Bool,
    stopsAtHidden: Bool
  ) -> [Step]? {
    guard let order, let first = shown.first,
      let entry = order.entry(at: first)
        ?? (canSplice ? order.cleanEntry(notBefore: first) : nil)
    else { return nil }
    let start = order.packets[entry].pts
    guard start < end else { return nil }
    let run = order.run(from: entry, before: end, stopsAtHidden: stopsAtHidden)
    let copied = order.packets[run].lazy.filter { !$0.isHidden && $0.pts >= start }.map(\.pts)
    guard let last = copied.max(),
      // Whatever a broken stream promises, each picture is to come once.
      copied.count == shown.count(where: { $0 >= start && $0 <= last })
    else { return nil }
    let rest = shown.first { $0 > last }
    guard canSplice || rest == nil else { return nil }
    var steps = [Step.copy(run, from: start)]
    if start > first { steps.insert(.encode(first..<start), at: 0) }
    if let rest { steps.append(.encode(rest..<end)) }
    return steps
  }
}
