import Models
import Providers
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .computing) struct ServerRefusalTests {
  private static let now: Int64 = 1_700_000_000

  private static func refusal(
    _ status: Int, _ body: String, _ fields: [String: String] = [:]
  ) -> ServerRefusal {
    var headers = WebHeaders()
    for (name, value) in fields { headers[name] = value }
    return ServerRefusal(WebHead(status: status, headers: headers), Array(body.utf8), now: now)
  }

  /// Status, body, code, bound: as servers were seen to answer.
  static let bodies: [(Int, String, ModelError.Code, Int?)] = [
    (401, #"{"error":"Unauthorized"}"#, .unauthorised, nil),
    (403, "", .unauthorised, nil),
    (
      400, #"{"error":{"message":"No connected db.","type":"no_db_connection","code":"400"}}"#,
      .unauthorised, nil
    ),
    (404, #"{"error":"model \"x\" not found, try pulling it first"}"#, .noSuchModel, nil),
    (400, #"{"error":{"message":"Invalid model name passed in model=x"}}"#, .noSuchModel, nil),
    (413, "", .requestTooLarge, nil),
    (413, "<html><title>413 Request Entity Too Large</title></html>", .requestTooLarge, nil),
    (
      400,
      #"{"error":{"message":"This model's maximum context length is 8192 tokens. However, …","code":"context_length_exceeded"}}"#,
      .contextTooLong, 8192
    ),
    (
      400,
      #"{"error":{"code":400,"message":"request (5004 tokens) exceeds the available context size (2048 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5004,"n_ctx":2048}}"#,
      .contextTooLong, 2048
    ),
    (
      400,
      #"{"object":"error","message":"The input (9 tokens) is longer than the model's context length (4,096 tokens).","type":"BadRequestError","param":null,"code":400}"#,
      .contextTooLong, 4096
    ),
    (
      400,
      #"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}"#,
      .contextTooLong, 200_000
    ),
    (
      400,
      #"[{"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (8).","status":"INVALID_ARGUMENT"}}]"#,
      .contextTooLong, 8
    ),
    (
      500,
      #"{"error":{"code":500,"message":"image input is not supported - hint: …","type":"server_error"}}"#,
      .picturesUnsupported, nil
    ),
    (
      400,
      #"{"error":{"message":"At most 0 image(s) may be provided in one prompt.","param":"image"}}"#,
      .picturesUnsupported, nil
    ),
    (
      400,
      #"{"error":{"message":"At most 4 image(s) may be provided in one prompt.","param":"image"}}"#,
      .tooManyPictures, 4
    ),
    (
      400, #"{"object":"error","message":"Image count 9 exceeds limit 6 per request."}"#,
      .tooManyPictures, 6
    ),
    (
      422, #"{"detail":[{"loc":["body","model"],"msg":"field required","type":"missing"}]}"#,
      .badRequest, nil
    ),
    (400, #"{"detail":"no"}"#, .badRequest, nil),
    (
      500, #"{"error":{"code":500,"message":"Invalid base64 value","type":"server_error"}}"#,
      .badRequest, nil
    ),
    (
      429, #"{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#,
      .rateLimited, nil
    ),
    (
      429, #"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#,
      .quotaExhausted, nil
    ),
    (402, "", .quotaExhausted, nil),
    (400, #"{"error":{"message":"filtered","code":"content_filter"}}"#, .refused, nil),
    (
      503, #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
      .unavailable, nil
    ),
    (
      529, #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
      .unavailable, nil
    ),
    (502, "<html><head><title>502 Bad Gateway</title></head></html>", .unavailable, nil),
    (
      400,
      #"{"error":{"message":"Budget has been exceeded! Current cost: 2","type":"budget_exceeded"}}"#,
      .quotaExhausted, nil
    ),
    (302, "", .badRequest, nil), (418, "\u{1}\u{2}", .badRequest, nil),
  ]

  @Test(arguments: bodies)
  func `every shape of a refusal is understood`(
    status: Int, body: String, code: ModelError.Code, most: Int?
  ) {
    let verdict = RefusalVerdict(Self.refusal(status, body))
    #expect(verdict.code == code && verdict.most == most)
    #expect(verdict.mayPass == [.rateLimited, .unavailable].contains(code))
  }

  @Test func `Google's wait is read, and a day's quota is not waited for`() {
    func body(_ quota: String) -> String {
      """
      {"error":{"code":429,"message":"You exceeded your current quota, please check your plan.",
      "status":"RESOURCE_EXHAUSTED","details":[
      {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"\(quota)"}]},
      {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"22.5s"}]}}
      """
    }
    let minute = Self.refusal(429, body("GenerateRequestsPerMinutePerProject"))
    #expect(minute.delay == .milliseconds(22500))
    #expect(RefusalVerdict(minute).code == .rateLimited)
    let day = RefusalVerdict(Self.refusal(429, body("GenerateRequestsPerDayPerProject")))
    #expect(day.code == .quotaExhausted && !day.mayPass)
  }

  @Test func `the server's word on trying again goes before ours`() {
    #expect(!RefusalVerdict(Self.refusal(500, "", ["x-should-retry": "false"])).mayPass)
    #expect(RefusalVerdict(Self.refusal(400, "", ["X-Should-Retry": "true"])).mayPass)
    #expect(Self.refusal(429, "", ["Retry-After": "7"]).delay == .seconds(7))
  }

  @Test func `messages name the provider and what to do, and never the key`() {
    let entry = ServerEntry(
      "cloud", .openai, model: "gpt-9", key: Secret("sk-very-secret"))
    let body = #"{"error":{"message":"Incorrect API key provided: sk-very-secret."}}"#
    let error = ModelError(Self.refusal(401, body), from: entry, [])
    #expect(error.message.contains("cloud") && error.message.contains("key is wrong"))
    #expect(!error.message.contains("sk-very"))
    var dumped = "\(entry)"
    dump(entry, to: &dumped)
    debugPrint(entry, to: &dumped)
    #expect(!dumped.contains("sk-very"))
  }
}
