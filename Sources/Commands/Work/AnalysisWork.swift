internal import Analysis
internal import Documents
internal import Exports
internal import JSON
internal import Media
internal import MediaTypes
internal import Models
internal import Providers
internal import Reading
internal import Services

/// Does an order: analyses the video, and writes lists and pictures beside the answer if they are wanted.
struct AnalysisWork {
  let order: AnalysisOrder
  let path: String
  let catalog: ModelCatalog
  let environment: [String: String]
  let interruption: Interruption
  let lines: WorkLines

  func run() async throws(CommandError) {
    var request = AnalysisRequest(.path(path))
    request.scan.interruption = interruption
    request.screenLanguages = LanguageData.standard.languages.contains("eng") ? ["eng"] : []
    let result: AnalysisResult
    let analyzer: Analyzer
    do {
      try order.put(into: &request, try pictures())
      analyzer = try self.analyzer()
    } catch let error as OrderError {
      return try lines.failed("invalid_request", error.message)
    } catch let error as CatalogError {
      return try lines.failed("no_model", error.description)
    } catch {
      return try lines.failed("internal_error", "\(error)")
    }
    do {
      let lines = lines
      result = try await analyzer.run(request) { event in
        switch event {
        case .scanned(let step): lines.progress("looking", part: step.part)
        case .heard(let done, let planned):
          lines.progress("listening", part: Double(done) / Double(max(planned, done, 1)))
        case .asked(let done, let planned):
          lines.progress("asking", part: Double(done) / Double(max(planned, done, 1)))
        case .planned: break
        }
      }
    } catch {
      return try lines.failed(error.media?.code.rawValue ?? error.code.rawValue, error.message)
    }
    try await tell(result, asked: request)
  }

  private func tell(
    _ result: AnalysisResult, asked request: AnalysisRequest
  ) async throws(CommandError) {
    let document = result.document(
      asked: request, source: order.source, generator: Release.generator,
      includingRun: true)
    let now = WorkClock.now
    switch order.answer(
      result, document: document, stamp: ServiceStamp(createdAt: now, completedAt: now))
    {
    case .failed(let reason): try lines.failed("no_answer", reason)
    case .done(let answer, let warning):
      var files: [JSONValue] = []
      if let folder = order.drafts {
        lines.progress("writing", part: nil)
        var writing = WorkFiles(folder: folder, source: order.source, path: path)
        try writing.write(result, document, interruption: interruption)
        files = writing.files
      }
      let video = result.video
      try lines.done(
        [
          "answer": answer,
          "model": ["provider": .text(result.model.provider), "name": .text(result.model.name)],
          "duration": .rounded(video.seconds(video.range.end), toPlaces: 6),
        ], warning: warning, files: files)
    }
  }

  private func analyzer() throws(CatalogError) -> Analyzer {
    let model = try model()
    let transcriber = try catalog.defaultTranscriber.map { name throws(CatalogError) in
      try catalog.transcriber(name, environment: environment, isOffline: false)
    }
    return Analyzer(model, hearingWith: transcriber, keepingIn: order.answers)
  }

  /// The model that the order names; services' own names, which nobody configured, mean the usual one.
  private func model() throws(CatalogError) -> any VideoModel {
    if let name = order.model {
      do {
        return try catalog.model(name, environment: environment, isOffline: false)
      } catch  where error.code == .noSuchModel {
        // Falls to the usual one.
      }
    }
    return try catalog.model(catalog.defaultModel, environment: environment, isOffline: false)
  }

  private func pictures() throws(OrderError) -> [ReferencePicture] {
    var pictures: [ReferencePicture] = []
    for picture in order.pictures {
      guard let bytes = try? TextFile.bytes(of: picture.path),
        let type = DefinitionReading.mediaType(bytes)
      else {
        throw OrderError(message: "\(picture.name) is no JPEG, PNG or WebP")
      }
      pictures.append(ReferencePicture(name: picture.name, bytes: bytes, mediaType: type))
    }
    return pictures
  }
}
