package import Models

extension ServerEntry {
  /// Refuses what the profile says the model cannot take, before anything is sent.
  package func check(
    _ request: ModelRequest, by profile: ServerProfile
  ) throws(ModelError) {
    guard request.pictureCount > profile.mostPictures else { return }
    guard profile.mostPictures > 0 else {
      throw ModelError(
        .picturesUnsupported, "\(name): the model \(model) does not look at pictures")
    }
    throw ModelError(
      .tooManyPictures,
      "\(name): the model takes \(profile.mostPictures) pictures in one call, and not "
        + "\(request.pictureCount)", most: profile.mostPictures)
  }
}

extension ServerProfile {
  /// The most tokens of an answer to a request; nil leaves it to the server.
  package func outputTokens(of request: ModelRequest) -> Int? {
    [request.outputTokens, outputTokens].compactMap(\.self).min()
  }
}

extension ModelRequest {
  /// The pictures in order with their labels, for models that may see them apart from the words; nil without any.
  package var pictureIndex: String? {
    var lines: [String] = []
    var label = ""
    for part in parts {
      switch part {
      case .text(let words): label = words
      case .picture: lines.append("image \(lines.count + 1): \(label)")
      }
    }
    return lines.isEmpty
      ? nil : "The pictures in the order in which they were sent:\n" + lines.joined(separator: "\n")
  }
}
