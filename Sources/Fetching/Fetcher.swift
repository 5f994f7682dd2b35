internal import Web

/// Brings what clients name into local files.
package struct Fetcher: Sendable {
  /// What may be read.
  package let policy: SourcePolicy
  private let client: WebClient

  /// Makes a fetcher; `certificates` is a PEM file of the authorities to trust instead of the system's.
  package init(_ policy: SourcePolicy, certificates: String? = nil) {
    var limits = WebLimits()
    (limits.idle, limits.total) = (policy.idle, policy.patience)
    (limits.bodyBytes, limits.redirects) = (policy.largest, policy.redirects)
    self.policy = policy
    client = WebClient(policy: policy.addresses, limits: limits, certificates: certificates)
  }

  /// Writes what a URL names to a file that must not exist yet, or finds it where it lies already.
  ///
  /// After an error no file is left. `progress` is called for each piece, on a thread of its own, with the bytes
  /// so far and those that were announced.
  package func fetch(
    _ url: String, into draft: String,
    progress: @escaping @Sendable (_ received: Int64, _ expected: Int64?) -> Void = { _, _ in }
  ) async throws(SourceError) -> FetchedFile {
    if url.prefix(5).lowercased() == "file:" {
      return try await FileSource(url, policy: policy).read(progress: progress)
    }
    guard let address = try? WebURL(url) else {
      throw SourceError(
        .badURL, "The URL must be an http or https address without a user name, its host in ASCII.")
    }
    let download = Download(into: draft, progress: progress)
    do throws(SourceError) {
      return try await bring(address, by: download)
    } catch {
      download.abandon()
      throw error
    }
  }

  private func bring(
    _ address: WebURL, by download: Download
  ) async throws(SourceError) -> FetchedFile {
    var headers = WebHeaders()
    headers["Accept"] = "video/*, audio/*, image/*, */*;q=0.5"
    headers["Accept-Encoding"] = "identity"
    let response: WebResponse
    do throws(WebError) {
      response = try await client.stream(
        WebRequest(address, headers: headers), onHead: download.begin, onBody: download.take)
    } catch {
      throw SourceError(error, largest: policy.largest)
    }
    guard response.head.isSuccess else { throw SourceError(refusedWith: response.status) }
    guard !Task.isCancelled else { throw .cancelled }
    return try download.finish(name: SourceName(ofURL: address.text).text)
  }
}
