import JSON
import Services
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40))) struct TwelveLabsAssetTests {
  private static func json(_ text: String) throws -> JSONValue { try JSONReader().value(of: text) }

  @Test(
    arguments: [
      ([:], "method"), (["method": "s3"], "method"), (["method": "direct"], "file"),
      (["method": "url"], "url"), (["method": "url", "url": ""], "url"),
      (["method": "url", "url": "ftp://e.com/v.mp4"], "url"),
      (["method": "url", "url": "https://e.com/v", "user_metadata": "[1]"], "user_metadata"),
      (["method": "url", "url": "https://e.com/v", "user_metadata": "{"], "user_metadata"),
      (["method": "url", "url": "https://e.com/v", "enable_hls": "maybe"], "enable_hls"),
    ] as [([String: String], String)])
  func `a form without what its method needs is refused`(
    fields: [String: String], parameter: String
  ) throws {
    let refusal = #expect(throws: TwelveLabsRefusal.self) {
      _ = try TwelveLabsUpload(fields: fields, fileName: nil)
    }
    #expect(refusal?.status == 400 && refusal?.parameter == parameter)
  }

  @Test func `a file is called what its client says`() throws {
    let direct = try TwelveLabsUpload(
      fields: ["method": "direct", "enable_hls": "true", "user_metadata": #"{"a":1,"b":""}"#],
      fileName: "clip.mp4")
    #expect(direct.source == .file && direct.filename == "clip.mp4")
    #expect(direct.notes?.text == #"{"a":1}"#)
    let named = try TwelveLabsUpload(
      fields: ["method": "direct", "filename": "other.mp4"], fileName: "clip.mp4")
    #expect(named.filename == "other.mp4" && named.notes == nil)
    for (url, name) in [
      ("https://e.com/a/v.mp4?x=/y", "v.mp4"), ("https://e.com/", "upload"),
      ("https://e.com", "upload"),
    ] {
      let upload = try TwelveLabsUpload(fields: ["method": "url", "url": url], fileName: nil)
      #expect(upload.source == .url(url) && upload.filename == name)
    }
  }

  @Test func `notes are words, numbers, truths and lists of words`() throws {
    let notes = #"{"a":"b","c":1.5,"d":true,"e":["f"]}"#
    #expect(try TwelveLabsUserMetadata(try Self.json(notes)).json?.text == notes)
    #expect(try TwelveLabsUserMetadata(try Self.json(#"{"a":"","b":[],"c":null}"#)).json == nil)
    for wrong in [#"{"a":{}}"#, #"{"a":[1]}"#, #"["a"]"#] {
      #expect(throws: TwelveLabsRefusal.self) {
        _ = try TwelveLabsUserMetadata(try Self.json(wrong))
      }
    }
    let missing = #expect(throws: TwelveLabsRefusal.self) {
      _ = try TwelveLabsUserMetadata(body: try Self.json("{}"))
    }
    #expect(missing?.code == .parameterNotProvided)
  }

  @Test(arguments: [
    (#"{"a":"x"}"#, #"{"a":"x","b":2}"#), (#"{"a":null}"#, #"{"b":2}"#),
    (#"{"a":"","b":[]}"#, #"{"a":"b","b":2}"#), (#"{"c":["d"]}"#, #"{"a":"b","b":2,"c":["d"]}"#),
    (#"{"z":null}"#, #"{"a":"b","b":2}"#), (#"{"a":null,"b":null}"#, nil),
  ])
  func `changes of notes leave the others`(change: String, result: String?) throws {
    let body = try Self.json(#"{"user_metadata":\#(change)}"#)
    let merged = try TwelveLabsUserMetadata.merged(
      body, into: try Self.json(#"{"a":"b","b":2}"#))
    #expect(merged.json?.text == result)
  }
}
