package import Analysis
internal import JSON
internal import MediaTypes
internal import Models
package import Wires

extension DumplingAI.ExtractVideoRequest {
  /// What is asked.
  package var question: AnalysisRequest.Question {
    .prompt(prompt, jsonMode == true ? .json : .text)
  }
}

extension DumplingAI.ExtractVideoResponse {
  /// What came of an analysis; throws where nothing did.
  ///
  /// An answer that lacks something is given as it is: there is no member that could say so. `duration`
  /// is the whole video's, in seconds: without it, the video ends where the analysis did.
  package init(
    _ result: AnalysisResult, prompt: String, jsonMode: Bool, duration: Double? = nil
  ) throws(ServiceFailure) {
    let spoken = SpokenResult(result: result)
    guard let results = jsonMode ? spoken.json?.text : spoken.words else {
      throw ServiceFailure(message: spoken.complaint ?? "nothing was found")
    }
    let duration = duration ?? result.video.seconds(result.video.range.end)
    self.init(
      results: results, prompt: prompt, videoDuration: duration,
      creditUsage: Self.credits(seconds: duration))
  }

  /// 100, and 10 for each second that was begun; containers that are a thousandth off do not begin one.
  package static func credits(seconds: Double) -> Int64 {
    let exact = max(0, (seconds * 1000).rounded() / 1000)
    return 100 + 10 * (Int64(exactly: exact.rounded(.up)) ?? 0)
  }
}

extension DumplingAI.ErrorResponse {
  /// That an analysis failed, in the service's words.
  package init(failed details: String) {
    self.init(error: "Failed to extract video data: \(details)")
  }
}
