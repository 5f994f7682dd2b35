internal import JSON
internal import Tasks

/// One line of what a child says.
enum ChildWord: Equatable {
  /// A result, and what is missing from it.
  struct Result: Equatable {
    /// A file that the child made, by its name in the folder of the attempt.
    struct File: Equatable {
      let name: String
      let type: String
      let draft: String
    }

    /// As JSON.
    let text: String
    let warning: TaskRecord.Failure?
    let files: [File]
  }

  /// How far it is.
  case progress(JSONValue)
  /// What the next attempt would need to go on.
  case checkpoint(JSONValue)
  /// It is done.
  case done(Result)
  /// There is nothing to be had.
  case failed(TaskRecord.Failure)

  /// Reads a line; nil if it is none of these.
  init?(_ line: [UInt8]) {
    guard Self.isModest(line), let value = try? JSONReader().value(of: line),
      let members = value.asMembers, members.count == 1
    else { return nil }
    let (name, body) = (members[0].name, members[0].value)
    // What is said again and again is written down as often.
    guard line.count <= Self.longestNote || name == "done" else { return nil }
    switch name {
    case "progress": self = .progress(body)
    case "checkpoint": self = .checkpoint(body)
    case "done":
      guard let result = Result(body) else { return nil }
      self = .done(result)
    case "failed":
      guard let failure = TaskRecord.Failure(body) else { return nil }
      self = .failed(failure)
    default: return nil
    }
  }

  /// Whether reading a line takes but a few hundred megabytes: a value takes far more memory than its one digit.
  private static func isModest(_ line: [UInt8]) -> Bool {
    line.count { [0x2C, 0x3A, 0x5B, 0x7B].contains($0) } <= mostValues
  }

  private static let mostValues = 1 << 21
  private static let longestNote = 1 << 20
}

extension ChildWord.Result {
  init?(_ body: JSONValue) {
    guard let result = body["result"] else { return nil }
    text = result.text
    if let warning = body["warning"], !warning.isNull {
      guard let failure = TaskRecord.Failure(warning) else { return nil }
      self.warning = failure
    } else {
      warning = nil
    }
    var files: [File] = []
    for file in body["files"]?.asList ?? [] {
      guard let file = File(file), !files.contains(where: { $0.name == file.name }) else {
        return nil
      }
      files.append(file)
    }
    self.files = files
  }
}

extension ChildWord.Result.File {
  init?(_ body: JSONValue) {
    guard let name = body["name"]?.asText, let type = body["type"]?.asText,
      let draft = body["draft"]?.asText, Self.isName(name), Self.isName(draft)
    else { return nil }
    (self.name, self.type, self.draft) = (name, type, draft)
  }

  private static func isName(_ text: String) -> Bool {
    !["", ".", ".."].contains(text) && text.utf8.count < 256
      && !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }
}

extension TaskRecord.Failure {
  fileprivate init?(_ body: JSONValue) {
    guard let code = body["code"]?.asText, let reason = body["reason"]?.asText, !code.isEmpty
    else { return nil }
    self.init(code: code, reason: reason)
  }
}
