internal import Media
internal import MediaTypes
internal import Models

/// Asks a model one thing at a time, and never what is known already.
struct Interviewer: Sendable {
  let model: any VideoModel
  let video: VideoFacts
  /// What the video's content is called; nil where nothing is kept.
  let contentName: String?
  let kept: KeptFolder?
  let drawing: PictureDrawing
  let ledger: Ledger
  let guess: @Sendable (CallSpec) -> TokenUsage

  /// The answer, from the folder or else from the model.
  func answer(_ spec: CallSpec) async throws(ModelError) -> KeptAnswer {
    let name = name(of: spec)
    let guess = guess(spec)
    if let name, let known = kept?.bytes(of: name).flatMap(KeptAnswer.init) {
      await ledger.count(known, guess: guess, isNew: false)
      return known
    }
    do throws(ModelError) {
      try await ledger.begin(guess)
    } catch {
      await ledger.note(error)
      throw error
    }
    do throws(ModelError) {
      let answer = try await ask(spec)
      await ledger.end(guess)
      await ledger.count(answer, guess: guess, isNew: true)
      if let name { kept?.keep(answer.bytes, as: name) }
      return answer
    } catch {
      await ledger.end(guess)
      await ledger.note(error)
      throw error
    }
  }

  private func ask(_ spec: CallSpec) async throws(ModelError) -> KeptAnswer {
    guard !Task.isCancelled else { throw ModelError(.cancelled, "cancelled") }
    var clip = spec.clip(of: video)
    var duplicates: [Int: Int] = [:]
    if !spec.pictures.isEmpty {
      let drawn = try await draw(spec.pictures)
      clip.pictures = drawn.pictures
      duplicates = drawn.duplicates
      try checkSize(of: clip.pictures)
    }
    let finding = try await model.describe(clip, following: spec.instruction)
    let seen = clip.pictures.map { picture in
      KeptAnswer.KeptPicture(
        segment: picture.segment,
        picture: SeenPicture(
          timestamp: picture.timestamp, width: picture.width, height: picture.height,
          digest: Digest(of: picture.jpeg).text))
    }
    return KeptAnswer(finding: finding, pictures: seen, duplicates: duplicates)
  }

  /// How large pictures come out is known only once they are drawn.
  private func checkSize(of pictures: [ClipPicture]) throws(ModelError) {
    let bytes = pictures.reduce(0) { $0 + $1.jpeg.count }
    guard let most = model.appetite.bytesPerCall, bytes > most else { return }
    throw ModelError(
      .requestTooLarge, "the pictures have \(bytes) bytes, and \(model.identity) takes \(most)",
      most: most)
  }

  private func draw(_ wanted: [CallSpec.Picture]) async throws(ModelError) -> PictureDrawing.Drawn {
    let drawing = drawing
    do throws(MediaError) {
      return try await OwnThread { () throws(MediaError) in try drawing.pictures(wanted) }.outcome()
    } catch {
      throw error.code == .cancelled
        ? ModelError(.cancelled, "cancelled")
        : ModelError(.badRequest, "the pictures to show could not be drawn: \(error.description)")
    }
  }

  /// What the answer is kept under: everything that decides it; nil where nothing is gained by keeping it.
  private func name(of spec: CallSpec) -> String? {
    guard let contentName, kept != nil, !model.appetite.isInstant else { return nil }
    let identity = model.identity
    let pictures = spec.pictures.map { picture in
      "\(picture.segment) \(picture.timestamp.ticks) \(picture.timestamp.timeBase) \(picture.longestSide)"
    }
    let words = [
      "answer 2", drawing.showsTimes ? "times" : "", contentName, "\(identity)",
      identity.revision ?? "",
      "\(spec.clip(of: video))", "\(spec.instruction)", pictures.joined(separator: "\n"),
    ]
    return Digest(of: Array(words.joined(separator: "\0").utf8)).text
  }
}
