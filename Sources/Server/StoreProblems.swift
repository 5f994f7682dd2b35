internal import Tasks

extension StoreError {
  /// The status that says it over HTTP.
  var status: Int {
    switch code {
    case .notFound: 404
    case .wrongState, .claimLost, .inUse: 409
    case .keyReused: 422
    case .invalidRequest: 400
    case .tooLarge: 413
    case .busy: 503
    case .diskFull: 507
    case .damaged, .newer, .unusable, .folderInUse: 500
    }
  }

  /// What clients may read of it: what the disk is like is none of their concern.
  var clientMessage: String {
    switch code {
    case .notFound, .wrongState, .inUse, .keyReused, .invalidRequest, .tooLarge, .claimLost: message
    case .busy: "The server is busy; try again."
    case .diskFull: "The server's disk is full."
    case .damaged, .newer, .unusable, .folderInUse: "The server cannot use its memory."
    }
  }
}
