package import JSON

extension Bifrost {
  /// How far a video is; there is no other word, or OpenAI's client stops polling.
  package enum VideoStatus: String, Sendable, CaseIterable {
    /// Nobody has begun.
    case queued
    /// It is being made.
    case inProgress = "in_progress"
    /// It is there.
    case completed
    /// There will be none.
    case failed
  }

  /// Why there is no video.
  package struct VideoCreateError: Sendable, Equatable {
    /// A word that does not change.
    package var code: String
    /// A sentence for people.
    package var message: String

    /// Says why.
    package init(code: String, message: String) { (self.code, self.message) = (code, message) }

    /// The document.
    package var json: JSONValue { ["code": .text(code), "message": .text(message)] }
  }

  /// Where a video lies.
  package struct VideoOutput: Sendable, Equatable {
    /// The address.
    package var url: String
    /// The media type.
    package var contentType: String

    /// Names an address.
    package init(url: String, contentType: String) {
      (self.url, self.contentType) = (url, contentType)
    }

    /// The document.
    package var json: JSONValue {
      ["type": "url", "url": .text(url), "content_type": .text(contentType)]
    }
  }

  /// What a provider would not show.
  package struct ContentFilter: Sendable, Equatable {
    /// How many videos were held back.
    package var filteredCount: Int64
    /// Why.
    package var reasons: [String]

    /// Says what was held back.
    package init(filteredCount: Int64, reasons: [String]) {
      (self.filteredCount, self.reasons) = (filteredCount, reasons)
    }

    /// The document.
    package var json: JSONValue {
      [
        "filtered_count": .integer(filteredCount),
        "reasons": .list(reasons.map { .text($0) }),
      ]
    }
  }

  /// The answer to creating, looking up and remixing a video, and an entry of a list; what is absent is left out, since
  /// nothing may be `null`.
  package struct VideoGenerationResponse: Sendable, Equatable {
    /// `id:provider`.
    package var id: String
    /// The model, without its provider.
    package var model: String
    /// How far it is.
    package var status: VideoStatus
    /// How much of it is done, from 0 to 100.
    package var progress: Int64
    /// What is to be seen.
    package var prompt: String
    /// The video that it was made from.
    package var remixedFromVideoID: String?
    /// How long it is to be.
    package var seconds: String
    /// `WIDTHxHEIGHT`.
    package var size: String
    /// When it was asked for, in seconds since 1970.
    package var createdAt: Int64
    /// When it was there.
    package var completedAt: Int64?
    /// When it goes.
    package var expiresAt: Int64?
    /// Where it lies; empty until it is there.
    package var videos: [VideoOutput] = []
    /// Why there is none.
    package var error: VideoCreateError?
    /// What its provider would not show.
    package var contentFilter: ContentFilter?

    /// Names a video.
    package init(
      id: String, model: String, status: VideoStatus, progress: Int64, prompt: String,
      seconds: String, size: String, createdAt: Int64
    ) {
      (self.id, self.model, self.status, self.progress) = (id, model, status, progress)
      (self.prompt, self.seconds, self.size) = (prompt, seconds, size)
      self.createdAt = createdAt
    }

    /// An entry of a list.
    package var entry: JSONValue { .members(common) }

    /// The document.
    package func json(_ extraFields: ResponseExtraFields) -> JSONValue {
      .object(
        (entry.asMembers ?? [])
          + [
            videos.isEmpty ? nil : .init("videos", .list(videos.map(\.json))),
            contentFilter.map { .init("content_filter", $0.json) },
            .init("extra_fields", extraFields.json),
          ].compactMap(\.self))
    }

    private var common: KeyValuePairs<String, JSONValue?> {
      [
        "id": .text(id), "object": "video", "model": .text(model),
        "status": .text(status.rawValue), "progress": .integer(progress),
        "prompt": .text(prompt), "remixed_from_video_id": remixedFromVideoID.map { .text($0) },
        "seconds": .text(seconds), "size": .text(size), "created_at": .integer(createdAt),
        "completed_at": completedAt.map { .integer($0) },
        "expires_at": expiresAt.map { .integer($0) }, "error": error?.json,
      ]
    }
  }
}
