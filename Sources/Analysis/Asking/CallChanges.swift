internal import Models

extension CallSpec {
  /// The calls in place of one that was too much; nil if no smaller ones would help.
  func smaller(after error: ModelError) -> [CallSpec]? {
    if error.code == .tooManyPictures, let most = error.most, most > 0 {
      let parts = parts(ofPictures: most)
      if parts.allSatisfy({ $0.pictures.count < pictures.count }) { return parts }
    }
    if segments.count > 1, error.isTooMuch { return halves }
    return lighter(after: error).map { [$0] }
  }

  /// The call with fewer pictures, or none; nil if that would not help.
  func lighter(after error: ModelError) -> CallSpec? {
    if error.code == .picturesUnsupported, !pictures.isEmpty {
      var blind = self
      blind.pictures = []
      return blind
    }
    guard error.isTooMuch, pictures.count > 1 else { return nil }
    if let most = error.most, error.code == .tooManyPictures, most > 0, most < pictures.count {
      var few = self
      few.pictures = PictureChoice.thinned(pictures, to: most)
      return few
    }
    let fewer = withFewerPictures
    guard fewer.pictures.count == pictures.count else { return fewer }
    var half = self
    half.pictures = PictureChoice.thinned(pictures, to: pictures.count / 2)
    return half
  }

  /// Two calls about half of the segments each.
  var halves: [CallSpec] {
    let middle = segments.count / 2
    return [about(segments[..<middle]), about(segments[middle...])]
  }
}

extension CallSpec {
  /// What was wrong with an answer.
  enum Complaint {
    case tooLong, notUsable
    case misshapen([SchemaCheck.Complaint])
  }

  /// The same question, and what was wrong with the answer before.
  func firmer(_ complaint: Complaint) -> CallSpec {
    let words =
      switch complaint {
      case .tooLong: "Your last answer was cut. Answer again, much more briefly."
      case .notUsable:
        "Your last answer could not be used. Answer again, exactly in the form asked for."
      case .misshapen(let complaints):
        "Your last answer did not fit the schema: "
          + complaints.prefix(5).map { "\($0.pointer) \($0.message)" }.joined(separator: "; ")
          + ". Answer again."
      }
    var spec = self
    spec.instruction.system = [instruction.system, words].compactMap(\.self).joined(separator: "\n")
    return spec
  }
}

extension ModelError {
  /// Whether less of the same might be taken.
  fileprivate var isTooMuch: Bool {
    [.contextTooLong, .tooManyPictures, .requestTooLarge].contains(code)
  }
}
