/// What a report may take in and give out.
package struct ReportLimits: Sendable, Equatable {
  /// Bytes of a result.
  package var documentBytes = 256 << 20
  /// Things on all lanes together.
  package var things = 2_000_000
  /// Lanes of findings.
  package var findings = 1_000
  /// Bytes of all pictures of a page.
  package var pictureBytes = 12 << 20
  /// Bytes of words that an index searches, over all videos.
  package var indexBytes = 32 << 20

  /// Makes limits; without changes, those for a desktop's browser.
  package init() {}
}
