internal import JSON
internal import Models

/// Fills plans from what is known of passages, and notes what it could not fill.
struct SchemaFiller {
  /// A value, and the places in it that nothing is known of.
  struct Filled {
    var value: JSONValue
    var isKnown: Bool
    var unanswered: [String] = []
  }

  let answers: FactAnswers
  let reading: ClipReading
  /// Values that may still be made; a schema of a few lines can ask for billions.
  private var budget = 2_000_000

  /// Fills from a clip.
  init(_ speaker: PassageVoice) {
    answers = FactAnswers(speaker: speaker)
    reading = speaker.reading
  }

  /// The value of a plan for a passage; nil if there can be none.
  mutating func fill(_ plan: FieldPlan, _ passage: Passage, at place: JSONPointer) -> Filled? {
    budget -= 1
    guard budget > 0 else { return nil }
    let fact = plan.fact.flatMap { answers.value(of: $0, in: passage) }
    var fallback: Filled?
    for shape in plan.shapes {
      guard let filled = fill(shape, plan.fact, fact, passage, place) else { continue }
      if filled.isKnown { return filled }
      // Of empty values null says best that nothing is known.
      if fallback == nil || filled.value.isNull && fallback?.value.asMembers == nil {
        fallback = filled
      }
    }
    return fallback
  }

  private mutating func fill(
    _ shape: FieldPlan.Shape, _ name: Fact?, _ fact: FactValue?, _ passage: Passage,
    _ place: JSONPointer
  ) -> Filled? {
    if let scalar = fact.flatMap({ self.scalar($0, name, shape) }) {
      return Filled(value: scalar, isKnown: true)
    }
    // Choices are plain values: no list and no object can be one.
    if shape.choices == nil {
      if shape.mayBe("object"), !shape.properties.isEmpty || shape.types.first == "object",
        let object = object(shape, passage, place),
        object.isKnown || shape.types.first == "object"
          || shape.types.isEmpty
      {
        return object
      }
      if shape.mayBe("array"), !shape.types.isEmpty || !shape.items.isEmpty,
        let list = list(shape, fact, passage, place),
        list.isKnown || shape.emptyScalar == nil || shape.types.isEmpty
      {
        return list
      }
    }
    return shape.emptyScalar.map {
      Filled(value: $0, isKnown: false, unanswered: [place.text])
    } ?? (shape.choices == nil && shape.mayBe("object") ? object(shape, passage, place) : nil)
  }

  /// The form of a fact that the shape takes.
  private func scalar(_ fact: FactValue, _ name: Fact?, _ shape: FieldPlan.Shape) -> JSONValue? {
    if let choices = shape.choices {
      return choices.first { fact.isNamed(by: $0) && shape.taken($0) != nil }
    }
    if shape.types == ["timestamp"], name?.isTime != true { return nil }
    // In order of the fact's forms; a list that is taken says more than its first value.
    if shape.types.contains("array"), fact.list != nil { return nil }
    return fact.forms.lazy.compactMap(shape.taken).first
  }

  private mutating func object(
    _ shape: FieldPlan.Shape, _ passage: Passage, _ place: JSONPointer
  ) -> Filled? {
    var filled = Filled(value: .null, isKnown: shape.properties.isEmpty && !shape.isOther)
    var members: [JSONValue.Member] = []
    for property in shape.properties {
      let inside = place.at(property.name)
      guard let member = fill(property.plan, passage, at: inside) else {
        if property.isRequired { return nil }
        filled.unanswered.append(inside.text)
        continue
      }
      members.append(.init(property.name, member.value))
      filled.isKnown = filled.isKnown || member.isKnown
      filled.unanswered += member.unanswered
    }
    filled.value = .object(members)
    if shape.properties.isEmpty, shape.isOther { filled.unanswered = [place.text] }
    return filled
  }

  private mutating func list(
    _ shape: FieldPlan.Shape, _ fact: FactValue?, _ passage: Passage, _ place: JSONPointer
  ) -> Filled? {
    var filled = Filled(value: .list([]), isKnown: false)
    var values: [JSONValue] = []
    if let listing = shape.listing, let passages = listing.passages(in: passage, of: reading) {
      filled.isKnown = true
      for (number, part) in passages.enumerated() {
        guard let item = fill(shape.items[0], part, at: place.at(number)) else {
          filled.isKnown = false
          break
        }
        values.append(item.value)
        filled.unanswered += item.unanswered
      }
    } else if let list = fact?.list {
      filled.isKnown = true
      for value in list {
        let shapes = shape.items.first?.shapes ?? [FieldPlan.Shape()]
        guard let taken = shapes.compactMap({ scalar(value, nil, $0) }).first else { continue }
        if !values.contains(where: taken.isSame) || values.count > 50 { values.append(taken) }
      }
      filled.isKnown = list.isEmpty || !values.isEmpty
    }
    if values.isEmpty, shape.needsItem {
      filled.isKnown = false
      guard let item = shape.items.first else {
        filled.value = .list([""])
        filled.unanswered = [place.text]
        return filled
      }
      guard let empty = fill(item, passage, at: place.at(0)) else { return nil }
      values = [empty.value]
    }
    filled.value = .list(values)
    if !filled.isKnown { filled.unanswered = [place.text] }
    return filled
  }
}
