internal import Analysis
internal import Media
internal import MediaTypes
internal import Models
internal import Reading

extension Arguments {
  /// What is to be found out, and how closely to look.
  func analysisRequest(
    _ input: InputName, scan: Scan
  ) throws(CommandError) -> AnalysisRequest {
    var request = AnalysisRequest(input.source, try question())
    request.scan = scan
    let policy = try segmentPolicy(zero: nil)
    request.policy = policy
    let hasBounds = has(.min) || has(.max) || has(.prefer)
    request.bounds = hasBounds ? try segmentBounds(for: policy) : nil
    request.speed = try value(.analysisSpeed, .rate) ?? 1
    request.picturesPerSecond = try value(.analysisFPS, .rate)
    request.longestSide = try value(.pictureSide, .whole(16...8192))
    request.screenLanguages = try screenLanguages()
    request.sidecars = try sidecars(of: input)
    for path in texts(of: .reference) {
      guard has(.prompt) else {
        throw .usage(
          "--reference belongs to a prompt, and there is none", advice: "add --prompt \"…\"")
      }
      request.references.append(try DefinitionReading.reference(path))
    }
    request.system = text(of: .systemText)
    request.language = text(of: .language)
    request.temperature = try value(.temperature, .unit)?.value
    request.outputTokens = try value(.maxOutput, .count)
    request.budget.cost = try value(.maxCost, .dollars)
    request.budget.requests = try value(.maxRequests, .whole(0...1_000_000_000))
    request.budget.tokens = try value(.maxTokens, .whole(0...1_000_000_000))
    return request
  }

  private func question() throws(CommandError) -> AnalysisRequest.Question {
    let schema = try text(of: .schema).map { path throws(CommandError) in try Self.schema(path) }
    if let path = text(of: .definitions) {
      for option in [Option.prompt, .schema] where has(option) {
        throw .usage("--segments and \(option.flag) ask two things", advice: "leave one out")
      }
      return .definitions(try DefinitionReading.definitions(path))
    }
    guard let prompt = text(of: .prompt) else {
      guard schema == nil else {
        throw .usage(
          "--schema says how to answer, and nothing is asked", advice: "add --prompt \"…\"")
      }
      return .segments
    }
    guard prompt.contains(where: { !$0.isWhitespace }) else {
      throw .usage("--prompt is empty", advice: "leave it out to have the segments described")
    }
    return .prompt(prompt, schema.map { .schema($0) } ?? .text)
  }

  private static func schema(_ path: String) throws(CommandError) -> JSONSchema {
    let value = try TextFile.json(of: path)
    do {
      return try JSONSchema(value)
    } catch {
      throw .usage("\(path): \(error)", advice: "models share a part of JSON Schema alone")
    }
  }

  /// English if it is installed, unless something else was asked for.
  func screenLanguages() throws(CommandError) -> [String] {
    let installed = LanguageData.standard.languages
    guard let text = text(of: .screen) else { return installed.contains("eng") ? ["eng"] : [] }
    guard text != "none" else { return [] }
    let names = text.split(separator: ",").map(String.init)
    for name in names where !installed.contains(name) {
      throw .usage(
        "--screen names \(name), and this machine knows \(installed.joined(separator: ", "))",
        advice: "install the package tesseract-ocr-\(name.replacing("_", with: "-"))")
    }
    return names
  }

  /// The files of subtitles that were named, or those beside the video that bear its name.
  func sidecars(of input: InputName) throws(CommandError) -> [MediaSource] {
    let named = texts(of: .subtitles)
    for path in named where !FileSystem.exists(path) {
      throw CommandError(
        .noInput, "\(path): no such file", advice: "check the spelling of its path")
    }
    if has(.subtitles) { return named.map { .path($0) } }
    guard let path = input.path, input.text != "-" else { return [] }
    let end = path.lastIndex(of: ".") ?? path.endIndex
    let stem = path[..<end]
    guard !stem.isEmpty, !path[end...].contains("/") else { return [] }
    return ["srt", "vtt", "ass"].map { "\(stem).\($0)" }
      .filter { $0 != path && FileSystem.exists($0) }.map { .path($0) }
  }
}
