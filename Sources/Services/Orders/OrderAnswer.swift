package import Analysis
package import JSON
package import Models
internal import Wires

/// What a worker found, in the words of the service that was asked.
package enum OrderAnswer: Sendable, Equatable {
  /// An answer, and what is missing from it.
  case done(JSONValue, warning: String?)
  /// No answer, and why.
  case failed(String)
}

extension AnalysisOrder {
  /// Asks it of an analysis; the pictures that it refers to are `pictures`.
  package func put(
    into request: inout AnalysisRequest, _ pictures: [ReferencePicture] = []
  ) throws(OrderError) {
    do {
      switch service {
      case .native: try NativeQuestion(self.request, pictures).put(into: &request)
      case .twelvelabs:
        let wire = try TwelveLabs.CreateAnalyzeTaskRequest(WireValue(self.request))
        try TwelveLabsQuestion(wire) { source in pictures.first { $0.name == source.name } }
          .put(into: &request)
      case .transcription:
        request.question = .segments
        // Only what is said matters.
        request.screenLanguages = []
      case .bibigpt: try BibiGPT.VisualsRequest(WireValue(self.request)).put(into: &request)
      case .chat:
        try ChatQuestion(OpenAI.ChatCompletionRequest(WireValue(self.request)))
          .put(into: &request)
        request.references = pictures
      case .dumplingai:
        request.question = try DumplingAI.ExtractVideoRequest(WireValue(self.request)).question
      }
    } catch {
      throw OrderError(message: "\(error)")
    }
  }

  /// The result in the service's words; `stamp` says when it was asked for and found.
  package func answer(
    _ result: AnalysisResult, document: JSONValue, stamp: ServiceStamp
  ) -> OrderAnswer {
    do {
      switch service {
      case .native: return .done([:], warning: result.completeness.warning)
      case .twelvelabs:
        let wire = try TwelveLabs.CreateAnalyzeTaskRequest(WireValue(request))
        let task = TwelveLabs.AnalyzeTaskResponse(
          result, asked: .init(wire), video: .url(source), stamp: stamp)
        guard task.status == .ready else {
          return .failed(task.error?.message ?? "The analysis came to nothing.")
        }
        return .done(task.json, warning: task.error?.message)
      case .transcription:
        return .done(TwelveLabs.AssetTranscription(result).json, warning: nil)
      case .bibigpt:
        let task = BibiGPT.VisualsTask(result, document: document)
        if let error = task.error { return .failed(error) }
        return .done([:], warning: result.completeness.warning)
      case .chat:
        let wire = try OpenAI.ChatCompletionRequest(WireValue(request))
        let question = try ChatQuestion(wire)
        var wantsJSON = false
        if case .prompt(_, let shape) = question.question { wantsJSON = shape != .text }
        return .done(
          try OpenAI.ChatCompletion(
            result, model: wire.model ?? "bibigpt", wantsJSON: wantsJSON, stamp: stamp
          ).json, warning: result.completeness.warning)
      case .dumplingai:
        let wire = try DumplingAI.ExtractVideoRequest(WireValue(request))
        return .done(
          try DumplingAI.ExtractVideoResponse(
            result, prompt: wire.prompt, jsonMode: wire.jsonMode == true
          ).json, warning: result.completeness.warning)
      }
    } catch let failure as ServiceFailure {
      return .failed(failure.message)
    } catch {
      return .failed("\(error)")
    }
  }
}

extension AnalysisResult.Completeness {
  /// What is missing, in words; nil if nothing is.
  fileprivate var warning: String? {
    switch self {
    case .complete: nil
    case .length: "Some of the answers were cut short by a bound of tokens."
    case .partial: "Some of what was asked has no answer."
    }
  }
}

/// Why an order cannot be asked of an analysis.
package struct OrderError: Error, Sendable, Equatable {
  /// A sentence for people.
  package let message: String

  package init(message: String) { self.message = message }
}
