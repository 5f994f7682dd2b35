internal import JSON
internal import Models

/// Takes schemas apart.
struct SchemaPlanner {
  private let root: JSONValue
  private var budget = 4000
  private static let mostShapes = 24
  private static let mostDepth = 40

  private init(root: JSONValue) { self.root = root }

  /// The plan of a whole schema.
  static func plan(_ schema: JSONValue) -> FieldPlan {
    var planner = SchemaPlanner(root: schema)
    let field = Field(name: "", schemas: [schema], isOther: false, isRoot: true)
    return planner.plan(field, path: [])
  }

  /// A place in the schema: everything that is asked of one value.
  private struct Field {
    let name: String
    let schemas: [JSONValue]
    /// Whether it lies in something that is not the passage: its colour is not the passage's.
    let isOther: Bool
    var isRoot = false
    var isItem = false

    var description: String {
      schemas.lazy.compactMap { $0["description"]?.asText ?? $0["title"]?.asText }.first ?? ""
    }
  }

  /// The references that were followed to get here; one that comes again goes in circles.
  private typealias Path = Set<String>

  private mutating func plan(_ field: Field, path: Path) -> FieldPlan {
    budget -= 1
    guard budget > 0 else { return FieldPlan(fact: nil, shapes: []) }
    var ways: [(schemas: [JSONValue], path: Path)] = [([], path)]
    for schema in field.schemas { ways = combined(ways, with: schema, depth: 0) }
    let description = ways.first.map { way in
      field.description.isEmpty
        ? Field(name: "", schemas: way.schemas, isOther: false).description : field.description
    }
    let isTruth = ways.contains { $0.schemas.contains { $0.typeNames.contains("boolean") } }
    let fact =
      field.isOther || field.isRoot || field.isItem
      ? nil
      : Fact(name: field.name, description: description ?? "", isTruth: isTruth)
        ?? camera(field, ways.map(\.schemas))
    let shapes = ways.map { shape(of: $0.schemas, field, description ?? "", path: $0.path) }
    return FieldPlan(fact: fact, shapes: shapes.filter { !$0.isImpossible })
  }

  /// Choices may say what is meant where a name does not.
  private func camera(_ field: Field, _ ways: [[JSONValue]]) -> Fact? {
    let choices = ways.joined().compactMap { $0["enum"]?.asList }.joined().compactMap(\.asText)
    return ShotFacts.Motion.isMeant(by: choices) ? .motion : nil
  }

  /// Every way through a schema's references and choices, joined to what was asked before.
  private func combined(
    _ ways: [(schemas: [JSONValue], path: Path)], with schema: JSONValue, depth: Int
  ) -> [(schemas: [JSONValue], path: Path)] {
    guard depth < Self.mostDepth else { return [] }
    var ways = ways.map { (schemas: $0.schemas + [schema], path: $0.path) }
    if let reference = schema["$ref"]?.asText, let meant = root.definition(at: reference) {
      ways = ways.filter { !$0.path.contains(reference) }
        .map { (schemas: $0.schemas, path: $0.path.union([reference])) }
      ways = combined(ways, with: meant, depth: depth + 1)
    }
    if let choices = schema["anyOf"]?.asList {
      let all = choices.flatMap { combined(ways, with: $0, depth: depth + 1) }
      ways = Array(all.prefix(Self.mostShapes))
    }
    return ways
  }

  private mutating func shape(
    of schemas: [JSONValue], _ field: Field, _ description: String, path: Path
  ) -> FieldPlan.Shape {
    var shape = FieldPlan.Shape()
    for schema in schemas { shape.narrow(by: schema) }
    guard !shape.isImpossible else { return shape }
    if shape.mayBe("object") {
      let isOther =
        field.isOther || !field.isRoot && !field.isItem && !GroupNames.isGroup(field.name)
      shape.isOther = isOther
      shape.properties = properties(of: schemas, isOther: isOther, path: path)
    }
    let items = schemas.compactMap { $0["items"] }
    if shape.mayBe("array"), !items.isEmpty {
      let itemNames = items.flatMap { item in
        combined([([], path)], with: item, depth: 0).flatMap { way in
          way.schemas.flatMap { $0["properties"]?.asMembers ?? [] }.map(\.name)
        }
      }
      if !itemNames.isEmpty, !field.isOther {
        shape.listing = Listing(
          name: field.name, description: description, itemNames: itemNames)
      }
      let item = Field(
        name: field.name, schemas: items, isOther: !itemNames.isEmpty && shape.listing == nil,
        isItem: true)
      shape.items = [plan(item, path: path)]
    }
    return shape
  }

  private mutating func properties(
    of schemas: [JSONValue], isOther: Bool, path: Path
  ) -> [FieldPlan.Property] {
    var names: [String] = []
    var wanted: [String: [JSONValue]] = [:]
    for property in schemas.lazy.flatMap({ $0["properties"]?.asMembers ?? [] }) {
      if wanted[property.name] == nil { names.append(property.name) }
      wanted[property.name, default: []].append(property.value)
    }
    let required = schemas.flatMap(\.requiredNames)
    for name in required where wanted[name] == nil {
      names.append(name)
      wanted[name] = [[:]]
    }
    let isRequired = Set(required)
    return names.map { name in
      let field = Field(name: name, schemas: wanted[name] ?? [], isOther: isOther)
      return .init(
        name: name, plan: plan(field, path: path), isRequired: isRequired.contains(name))
    }
  }
}

/// The names of objects that hold facts of the passage itself.
enum GroupNames {
  /// Whether members of an object of that name are about the passage.
  static func isGroup(_ name: String) -> Bool {
    let words = FieldName.words(name)
    return words.allSatisfy(english.contains) || chinese.contains(name)
  }

  private static let english = Set(
    """
    video clip film movie segment scene shot chapter metadata meta info information detail data result report analysis \
    overview summary stat statistic count measure measurement fact technical tech format file look visual picture image \
    camera light lighting color sound audio speech word text screen rhythm editing pace time timing quality general \
    content properties propertie attribute defect and
    """.split(separator: " ").map(String.init))
  private static let chinese: Set = [
    "视频", "信息", "数据", "结果", "报告", "分析", "统计", "画面", "声音", "语音", "文字", "时间", "质量", "元数据",
  ]
}
