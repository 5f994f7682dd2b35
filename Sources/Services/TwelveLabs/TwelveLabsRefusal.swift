package import Wires

/// Why a request is refused: the status, and what stands in the body.
package struct TwelveLabsRefusal: Error, Sendable, Equatable {
  /// The service's words for what is wrong, which do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// A value is wrong, or does not go together with another.
    case parameterInvalid = "parameter_invalid"
    /// A value is missing.
    case parameterNotProvided = "parameter_not_provided"
    /// There is nothing of that name.
    case resourceNotExist = "resource_not_exist"
    /// The key is missing or wrong.
    case keyInvalid = "api_key_invalid"
    /// The key may not do that.
    case unauthorized
    /// Too much was asked at once.
    case tooManyRequests = "too_many_requests"
    /// The body is not of the type that is wanted.
    case contentTypeInvalid = "content_type_invalid"
    /// The pictures are too small.
    case resolutionTooLow = "video_resolution_too_low"
    /// The pictures are too large.
    case resolutionTooHigh = "video_resolution_too_high"
    /// The pictures are too wide or too tall.
    case aspectInvalid = "video_resolution_invalid_aspect_ratio"
    /// The video is too short.
    case durationTooShort = "video_duration_too_short"
    /// The video is too long.
    case durationTooLong = "video_duration_too_long"
    /// The file is too large.
    case fileTooLarge = "video_filesize_too_large"
    /// The file is no video that can be read.
    case fileBroken = "video_file_broken"
    /// The task is being worked on.
    case taskCannotBeDeleted = "task_cannot_be_deleted"
    /// The task has ended.
    case taskCannotBeCanceled = "task_cannot_be_canceled"
    /// Something that is not finished needs the asset.
    case assetInUse = "asset_in_use"
    /// The idempotency key was used for another request.
    case idempotencyKeyReused = "idempotency_key_reused"
    /// The first request under the idempotency key is still being answered.
    case idempotencyKeyInUse = "idempotency_key_in_use"
    /// The path is known, the method is not.
    case methodNotAllowed = "method_not_allowed"
    /// Something went wrong here.
    case internalError = "internal_server_error"
  }

  /// The status of the answer.
  package let status: Int
  /// The word for what is wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String
  /// The parameter that it is about, from the request's root; nil for none.
  package let parameter: String?

  /// Refuses a request.
  package init(_ status: Int, _ code: Code, _ message: String, parameter: String? = nil) {
    (self.status, self.code, self.message) = (status, code, message)
    self.parameter = parameter
  }

  /// What stands in the body.
  package var body: TwelveLabs.ErrorBody {
    TwelveLabs.ErrorBody(code: code.rawValue, message: message, parameter: parameter)
  }

  /// A parameter has a value that it may not have.
  package static func invalid(_ parameter: String, _ reason: String) -> TwelveLabsRefusal {
    TwelveLabsRefusal(
      400, .parameterInvalid, "The \(parameter) parameter is invalid. \(reason)",
      parameter: parameter)
  }

  /// A parameter is missing.
  package static func missing(_ parameter: String) -> TwelveLabsRefusal {
    TwelveLabsRefusal(
      400, .parameterNotProvided,
      "The \(parameter) parameter is required but was not provided.", parameter: parameter)
  }

  /// There is nothing of that name: 404 where the path names it, 400 where the body does.
  package static func unknown(
    _ id: String, in collection: String, status: Int = 404, parameter: String? = nil
  ) -> TwelveLabsRefusal {
    TwelveLabsRefusal(
      status, .resourceNotExist, "Resource with id \(id) does not exist in \(collection).",
      parameter: parameter)
  }
}

extension TwelveLabsRefusal {
  /// Refuses a document that is not what it should be.
  ///
  /// What is missing inside of a video, a definition or a picture makes that one invalid.
  init(_ error: WireError) {
    let isInside = ["video.", "response_format.segment_definitions[", "prompt_v2.media_sources["]
      .contains { error.path.hasPrefix($0) }
    switch error.rule {
    case .required where !isInside: self = .missing(error.path)
    case _ where error.path.isEmpty:
      self.init(
        400, .parameterInvalid,
        "The request contains some invalid parameters. The body must be a JSON object.")
    default: self = .invalid(error.path, "\(error).")
    }
  }

  /// Refuses a question that nobody could answer.
  init(_ error: ServiceError) {
    self =
      error.code == .required
      ? .missing(error.path)
      : TwelveLabsRefusal(400, .parameterInvalid, "\(error)", parameter: error.path)
  }
}
