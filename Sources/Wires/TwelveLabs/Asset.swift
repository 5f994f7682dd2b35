package import JSON

extension TwelveLabs {
  /// A file that was uploaded, and what is known of it.
  package struct AssetDetail: Sendable, Equatable {
    /// How it came.
    package enum Method: String, Sendable, CaseIterable {
      /// In the request.
      case direct
      /// From a link.
      case url
      /// In pieces.
      case multipart
      /// From another service.
      case connector
    }

    /// How far it has come.
    package enum Status: String, Sendable, CaseIterable {
      /// It is looked at.
      case processing
      /// It can be used.
      case ready
      /// It cannot.
      case failed
    }

    /// Its name, `_id` on the wire.
    package var id: String
    /// How it came.
    package var method: Method
    /// How far it has come.
    package var status: Status
    /// The file's name.
    package var filename: String?
    /// Its kind: `video/mp4`.
    package var fileType: String?
    /// When it came.
    package var createdAt: String?
    /// Bytes.
    package var size: Int64?
    /// Seconds.
    package var duration: Double?
    /// What a look into the file told.
    package var technicalMetadata: JSONValue?
    /// Why it cannot be used.
    package var error: AnalyzeTaskError?
    /// What the caller noted.
    package var userMetadata: JSONValue?

    /// Makes an asset.
    package init(id: String, method: Method, status: Status) {
      (self.id, self.method, self.status) = (id, method, status)
    }

    /// The document.
    package var json: JSONValue {
      .members([
        "_id": .text(id), "method": .text(method.rawValue), "status": .text(status.rawValue),
        "filename": filename.map { .text($0) }, "file_type": fileType.map { .text($0) },
        "created_at": createdAt.map { .text($0) }, "size": size.map { .integer($0) },
        "duration": duration.map { .number($0) }, "technical_metadata": technicalMetadata,
        "error": error?.json, "user_metadata": userMetadata,
      ])
    }
  }
}

extension TwelveLabs.AssetDetail: WireReadable {
  /// Reads an asset.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      id: try value.member("_id").string(), method: try value.member("method").choice(),
      status: try value.member("status").choice())
    filename = try value["filename"]?.string()
    fileType = try value["file_type"]?.string()
    createdAt = try value["created_at"]?.string()
    size = try value["size"]?.integer()
    duration = try value["duration"]?.number()
    technicalMetadata = try value["technical_metadata"]?.object()
    error = try value["error"]?.read()
    userMetadata = try value["user_metadata"]?.object()
  }
}
