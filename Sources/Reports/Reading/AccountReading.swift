internal import JSON

extension ReportAccount {
  /// Reads who answered, and what that took.
  init(_ document: JSONValue) throws(ReportError) {
    model = try document.inside("model", Self.model) ?? ""
    transcriber = try document.inside("transcription") { value throws(ReportError) in
      let model = try value.inside("model", Self.model) ?? ""
      let languages = try value.texts("languages")
      return languages.isEmpty ? model : "\(model) (\(languages.joined(separator: ", ")))"
    }
    let effort = document.field("effort") ?? .object([])
    let run = document.field("run")
    do throws(ReportError) {
      requests = try effort.count("requests") ?? 0
      pictures = try effort.count("pictures") ?? 0
      inputTokens = try effort.count("input_tokens") ?? 0
      outputTokens = try effort.count("output_tokens") ?? 0
      isGuessed = try effort.flag("tokens_guessed") ?? false
      cost = try effort.number("cost_usd")
    } catch {
      throw error.under("/effort")
    }
    do throws(ReportError) {
      stages =
        try run?.each("stages") { stage throws(ReportError) in
          Stage(name: try stage.text("name") ?? "", seconds: try stage.number("seconds") ?? 0)
        } ?? []
      transfers = try run?.each("transfers") { transfer throws(ReportError) in
        Transfer(
          destination: try transfer.text("destination") ?? "",
          sent: try transfer.count("sent") ?? 0, received: try transfer.count("received") ?? 0)
      }
    } catch {
      throw error.under("/run")
    }
  }

  private static func model(_ value: JSONValue) throws(ReportError) -> String {
    let parts = [try value.text("provider"), try value.text("name")].compactMap(\.self)
    let revision = try value.text("revision").map { " (\($0))" } ?? ""
    return parts.joined(separator: "/") + revision
  }
}
