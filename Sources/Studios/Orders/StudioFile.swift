/// A file of a finished job.
package struct StudioFile: Sendable, Equatable {
  /// What a file shows.
  package enum Variant: String, Sendable, CaseIterable {
    /// The film.
    case video
    /// A picture of it.
    case thumbnail
    /// Many pictures of it.
    case spritesheet
  }

  /// Where a file is.
  package enum Place: Sendable, Equatable {
    /// At the studio, behind its base address.
    case path(String)
    /// Here, since it came with the news that the job is done.
    case bytes([UInt8])
  }

  /// What it shows.
  package let variant: Variant
  /// Where it is.
  package let place: Place
  /// When the service forgets it, in seconds since 1970; nil if it does not say.
  package let expires: Int64?

  /// Names a file.
  package init(_ variant: Variant, _ place: Place, expires: Int64? = nil) {
    (self.variant, self.place, self.expires) = (variant, place, expires)
  }
}
