/// What a studio is asked to make; nil leaves a choice to the service.
package struct StudioOrder: Sendable {
  /// A picture that the film is to begin with.
  package struct Reference: Sendable {
    /// The picture's file.
    package let bytes: [UInt8]
    /// Its media type, such as `image/png`.
    package let type: String

    /// Takes a picture's file.
    package init(_ bytes: [UInt8], type: String) { (self.bytes, self.type) = (bytes, type) }
  }

  /// The model, by the service's own name.
  package var model: String
  /// What the film is to show.
  package var prompt: String
  /// What it is not to show.
  package var negativePrompt: String?
  /// Its size in pixels.
  package var size: (width: Int, height: Int)?
  /// Its length.
  package var seconds: Double?
  /// The picture that it begins with.
  package var reference: Reference?
  /// The job whose film is to be changed.
  package var remixOf: StudioJob?

  /// Asks for a film of a prompt.
  package init(model: String, prompt: String) { (self.model, self.prompt) = (model, prompt) }
}
