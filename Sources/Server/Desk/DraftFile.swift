internal import FoundationEssentials
internal import Tasks

/// Files in the spool that come from memory or from elsewhere.
enum DraftFile {
  /// Writes a new file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    try refusingFullDisk {
      try Data(bytes).write(to: URL(filePath: path), options: .withoutOverwriting)
    }
  }

  /// Copies a file.
  static func copy(_ source: String, to path: String) throws {
    try refusingFullDisk { try FileManager.default.copyItem(atPath: source, toPath: path) }
  }

  private static func refusingFullDisk(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
      throw StoreError(.diskFull, "there is no room on the disk")
    }
  }
}
