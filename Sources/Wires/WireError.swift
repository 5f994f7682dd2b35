/// Why JSON is not the document that it should be, and where.
package struct WireError: Error, Sendable, Equatable {
  /// The rule that a member breaks.
  package enum Rule: Sendable, Equatable {
    /// It must be there.
    case required
    /// It must be of this kind.
    case kind(WireKind)
    /// It must be one of these words.
    case choice([String])
    /// Exactly one of these members must be there.
    case oneOf([String])
    /// No member of that name may be there.
    case unknown
  }

  /// The member, from the document's root: `response_format.segment_definitions[0].id`; empty for the document.
  package let path: String
  /// The rule that it breaks.
  package let rule: Rule

  /// Names a broken rule.
  package init(_ path: String, _ rule: Rule) { (self.path, self.rule) = (path, rule) }
}

/// The kinds of values that documents are made of, by their names in JSON Schema.
package enum WireKind: String, Sendable {
  /// Words.
  case string
  /// True or false.
  case boolean
  /// A number.
  case number
  /// A whole number.
  case integer
  /// Values in order.
  case array
  /// Named values.
  case object
}

extension WireError: CustomStringConvertible {
  /// A sentence for people.
  package var description: String {
    let place = path.isEmpty ? "the document" : path
    return switch rule {
    case .required: "\(place) is required but was not provided"
    case .kind(let kind): "\(place) must be of type \(kind.rawValue)"
    case .choice(let words): "\(place) must be one of \(words.joined(separator: ", "))"
    case .oneOf(let names): "\(place) must hold exactly one of \(names.joined(separator: ", "))"
    case .unknown: "\(place) is not known"
    }
  }
}
