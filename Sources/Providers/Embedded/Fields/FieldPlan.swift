internal import JSON
internal import Models

/// A schema taken apart once, so that it can be filled for many passages.
struct FieldPlan {
  /// A property and how it is filled.
  struct Property {
    let name: String
    let plan: FieldPlan
    let isRequired: Bool
  }

  /// One of the shapes that a value may have: a schema with its references resolved and one way through every
  /// `anyOf` chosen.
  struct Shape {
    /// The types; empty for any.
    var types: [String] = []
    /// The only values; nil for any.
    var choices: [JSONValue]?
    /// The least and the greatest number.
    var least = -Double.infinity
    var greatest = Double.infinity
    var isLeastOpen = false
    var isGreatestOpen = false
    /// What words must match.
    var patterns: [Regex<AnyRegexOutput>] = []
    var formats: [WordFormat] = []
    /// The members of an object, in order.
    var properties: [Property] = []
    /// The values of a list; nil for any.
    var items: [FieldPlan] = []
    var needsItem = false
    /// What a list of objects lists.
    var listing: Listing?
    /// Whether it is about something that is not the passage.
    var isOther = false
    /// Whether the schema contradicts itself.
    var isImpossible = false
  }

  /// What the field means; nil if that is not known.
  let fact: Fact?
  /// The shapes, the first preferred; empty if the schema goes in circles.
  let shapes: [Shape]
}
