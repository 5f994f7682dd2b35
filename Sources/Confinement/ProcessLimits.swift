internal import CConfine

/// What a process may use; nil for what is not limited.
package struct ProcessLimits: Sendable, Equatable {
  /// Bytes of memory that it may write to and that are its own.
  package var memory: Int64?
  /// Time on all cores together, in whole seconds.
  package var cpu: Duration?
  /// Bytes in any one file that it writes.
  package var fileSize: Int64?
  /// Files, pipes and sockets at once.
  package var openFiles: Int?
  /// How much more than its parent it lets others go first, from 0 to 19.
  package var niceness = 0

  package init(
    memory: Int64? = nil, cpu: Duration? = nil, fileSize: Int64? = nil, openFiles: Int? = nil,
    niceness: Int = 0
  ) {
    (self.memory, self.cpu, self.fileSize) = (memory, cpu, fileSize)
    (self.openFiles, self.niceness) = (openFiles, niceness)
  }

  var native: cconfine_limits {
    // Zero seconds would be no limit, to some kernels.
    cconfine_limits(
      memory: memory ?? -1, cpu_seconds: cpu.map { max($0.components.seconds, 1) } ?? -1,
      file_size: fileSize ?? -1, open_files: openFiles.map(Int64.init) ?? -1,
      niceness: Int64(niceness))
  }
}
