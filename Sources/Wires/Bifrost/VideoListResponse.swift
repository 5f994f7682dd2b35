package import JSON

extension Bifrost {
  /// The answer of `GET /v1/videos`.
  package struct VideoListResponse: Sendable, Equatable {
    /// The videos, in order.
    package var data: [VideoGenerationResponse]
    /// Whether more follow.
    package var hasMore: Bool

    /// Makes a page.
    package init(data: [VideoGenerationResponse], hasMore: Bool) {
      (self.data, self.hasMore) = (data, hasMore)
    }

    /// The document.
    package func json(_ extraFields: ResponseExtraFields) -> JSONValue {
      .members([
        "object": "list", "data": .list(data.map(\.entry)),
        "first_id": data.first.map { .text($0.id) }, "last_id": data.last.map { .text($0.id) },
        "has_more": .flag(hasMore), "extra_fields": extraFields.json,
      ])
    }
  }

  /// The answer of `DELETE /v1/videos/{video_id}`.
  package struct VideoDeleteResponse: Sendable, Equatable {
    /// The video that is gone.
    package var id: String

    /// Names what is gone.
    package init(id: String) { self.id = id }

    /// The document.
    package func json(_ extraFields: ResponseExtraFields) -> JSONValue {
      [
        "id": .text(id), "object": "video.deleted", "deleted": true,
        "extra_fields": extraFields.json,
      ]
    }
  }
}
