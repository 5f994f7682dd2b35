import JSON
import Services

/// Bodies of requests to TwelveLabs, each changed by members that come last, which therefore count.
enum TwelveLabsBodies {
  /// What a request for an answer needs, of the older model.
  static func general(_ more: String = "") -> String {
    object(#""video":{"type":"url","url":"https://example.com/v.mp4"},"prompt":"Why?""#, more)
  }

  /// The same of the newer model.
  static func full(_ more: String = "") -> String {
    general(#""model_name":"pegasus1.5""# + (more.isEmpty ? "" : ",\(more)"))
  }

  /// What a request for segments needs; `definitions` stand in a list.
  static func segments(
    _ more: String = "", definitions: String = #"{"id":"a","description":"b"}"#
  ) -> String {
    object(
      #""video":{"type":"url","url":"https://example.com/v.mp4"},"model_name":"pegasus1.5","#
        + #""analysis_mode":"time_based_metadata","response_format":{"type":"segment_definitions","#
        + #""segment_definitions":[\#(definitions)]}"#, more)
  }

  /// The same with one definition that has more members.
  static func definition(_ more: String, _ rest: String = "") -> String {
    segments(rest, definitions: #"{"id":"a","description":"b",\#(more)}"#)
  }

  /// The same with one field that has more members.
  static func field(_ more: String) -> String {
    definition(#""fields":[{"name":"c","type":"string","description":"d",\#(more)}]"#)
  }

  /// A request for an answer of a shape.
  static func schema(_ schema: String) -> String {
    general(#""response_format":{"type":"json_schema","json_schema":\#(schema)}"#)
  }

  /// A prompt about pictures, given as a list.
  static func pictured(_ words: String, _ pictures: String) -> String {
    full(#""prompt":null,"prompt_v2":{"input_text":"\#(words)","media_sources":[\#(pictures)]}"#)
  }

  /// The checked request, or why there is none.
  static func checked(
    _ body: String, to endpoint: TwelveLabsAnalysis.Endpoint = .tasks,
    _ rules: TwelveLabsRules = TwelveLabsRules()
  ) throws -> Result<TwelveLabsAnalysis, TwelveLabsRefusal> {
    let json = try JSONReader().value(of: body)
    return Result { () throws(TwelveLabsRefusal) in
      try TwelveLabsAnalysis(json, to: endpoint, rules)
    }
  }

  private static func object(_ members: String, _ more: String) -> String {
    "{\(members)\(more.isEmpty ? "" : ",")\(more)}"
  }
}

extension Result {
  /// Why it went wrong; nil if it did not.
  var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
