internal import JSON
internal import Services

/// A task's request as the store keeps it: what is to be done, and where its video and pictures come from.
struct StoredOrder: Sendable {
  /// Where something comes from.
  enum Origin: Sendable, Equatable {
    /// What a client uploaded.
    case asset(String)
    /// The network, or a folder that is open to clients.
    case url(String)
    /// A file that another task made.
    case result(task: String, name: String)

    var json: JSONValue {
      switch self {
      case .asset(let id): ["asset": .text(id)]
      case .url(let text): ["url": .text(text)]
      case .result(let task, let name): ["task": .text(task), "name": .text(name)]
      }
    }

    init?(_ json: JSONValue) {
      if let id = json["asset"]?.asText {
        self = .asset(id)
      } else if let text = json["url"]?.asText {
        self = .url(text)
      } else if let task = json["task"]?.asText, let name = json["name"]?.asText {
        self = .result(task: task, name: name)
      } else {
        return nil
      }
    }
  }

  /// A picture that the request refers to.
  struct Picture: Sendable {
    /// What the request calls it.
    let name: String
    /// Where it comes from.
    let origin: Origin

    init(name: String, origin: Origin) { (self.name, self.origin) = (name, origin) }
  }

  /// What is to be done; its paths are found when it is.
  var order: AnalysisOrder
  /// Where the video comes from.
  var video: Origin
  /// The pictures that the request refers to.
  var pictures: [Picture] = []
  /// Whether lists, pictures and a fetched video are kept with the result.
  var makesFiles = false

  init(_ order: AnalysisOrder, video: Origin) { (self.order, self.video) = (order, video) }

  /// Reads what the store kept; nil if it is no order.
  init?(_ text: String) {
    guard let json = try? JSONReader().value(of: text),
      let order = json["order"].flatMap(AnalysisOrder.init),
      let video = json["video"].flatMap(Origin.init)
    else { return nil }
    self.init(order, video: video)
    for picture in json["pictures"]?.asList ?? [] {
      guard let name = picture["name"]?.asText, let origin = picture["origin"].flatMap(Origin.init)
      else { return nil }
      pictures.append(Picture(name: name, origin: origin))
    }
    makesFiles = json["files"]?.asFlag == true
  }

  /// The words for the store.
  var text: String {
    JSONValue.members([
      "order": order.json, "video": video.json,
      "pictures": pictures.isEmpty
        ? nil : .list(pictures.map { ["name": .text($0.name), "origin": $0.origin.json] }),
      "files": makesFiles ? true : nil,
    ]).text
  }

  /// The assets that it needs.
  var assets: [String] {
    ([video] + pictures.map(\.origin)).compactMap { origin in
      if case .asset(let id) = origin { id } else { nil }
    }
  }
}
