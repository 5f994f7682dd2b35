internal import Models
internal import Providers

extension Arguments {
  /// The model that answers, recorded or played back if that is asked for.
  func videoModel(_ console: Console) throws(CommandError) -> any VideoModel {
    if has(.replay), has(.model) || has(.record) || has(.transcriber) {
      throw .usage(
        "--replay answers by itself", advice: "leave out --model, --record and --transcribe")
    }
    if let path = text(of: .replay) {
      return try Self.recording { () throws(RecordingError) in try ReplayModel(from: path) }
    }
    let model = try configuredModel(console)
    guard let path = text(of: .record) else { return model }
    return try Self.recording { () throws(RecordingError) in try RecordingModel(model, to: path) }
  }

  /// Who writes down what is said, recorded or played back as `model` is; nil for nobody.
  func transcriber(
    _ console: Console, beside model: any VideoModel
  ) throws(CommandError) -> (any Transcriber)? {
    if let replay = model as? ReplayModel { return replay.transcriber }
    guard let transcriber = try configuredTranscriber(console) else { return nil }
    return (model as? RecordingModel)?.recording(transcriber) ?? transcriber
  }

  private func configuredTranscriber(
    _ console: Console
  ) throws(CommandError) -> (any Transcriber)? {
    let catalog = try console.catalog(self)
    guard let name = text(of: .transcriber) ?? catalog.defaultTranscriber, name != "none" else {
      return nil
    }
    do {
      return try catalog.transcriber(
        name, environment: console.environment, isOffline: has(.offline))
    } catch {
      throw .usage(error.description, advice: "\"shotlog models\" lists what is configured")
    }
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
