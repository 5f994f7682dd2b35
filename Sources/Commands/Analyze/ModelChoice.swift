internal import Models
internal import Providers

extension Arguments {
  /// The model that answers.
  func videoModel(_ console: Console) throws(CommandError) -> any VideoModel {
    let name = text(of: .model) ?? "embedded"
    guard name == "embedded" || name == "embedded/facts" else {
      throw .usage("there is no model \"\(name)\"", advice: "embedded needs no configuration")
    }
    return EmbeddedModel()
  }
}
