internal import CConfine

/// A file that lies in memory alone, for what may make no other.
package struct MemoryFile: ~Copyable {
  /// The open file.
  package let descriptor: CInt

  /// Makes one; nil if the system has no more room or descriptors.
  package init?() {
    descriptor = cconfine_make_memory()
    guard descriptor >= 0 else { return nil }
  }

  deinit { if descriptor >= 0 { FileDescriptor.close(descriptor) } }
}
