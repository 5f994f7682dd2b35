internal import Models
internal import Providers

extension Arguments {
  /// The model that answers, recorded or played back if that is asked for.
  func videoModel(_ console: Console) throws(CommandError) -> any VideoModel {
    if has(.replay), has(.model) || has(.record) {
      throw .usage(
        "--replay answers by itself", advice: "leave out --model and --record")
    }
    if let path = text(of: .replay) {
      return try Self.recording { () throws(RecordingError) in try ReplayModel(from: path) }
    }
    let model = try configuredModel(console)
    guard let path = text(of: .record) else { return model }
    return try Self.recording { () throws(RecordingError) in try RecordingModel(model, to: path) }
  }

  private static func recording<Model>(
    _ make: () throws(RecordingError) -> Model
  ) throws(CommandError) -> Model {
    do { return try make() } catch { throw CommandError(.noInput, error.message) }
  }

  private func configuredModel(_ console: Console) throws(CommandError) -> any VideoModel {
    let catalog = try console.catalog(self)
    do {
      return try catalog.model(
        text(of: .model) ?? catalog.defaultModel, environment: console.environment,
        isOffline: has(.offline))
    } catch {
      throw .usage(error.description, advice: "\"shotlog models\" lists what is configured")
    }
  }
}
