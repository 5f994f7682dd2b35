#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What the system says of its errors.
enum SystemWords {
  /// The words for an error number.
  static func reason(_ code: CInt) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }

  /// A failure to write something.
  static func unwritable(_ what: String, _ code: CInt) -> BatchError {
    BatchError(.unwritable, "\(what): \(reason(code))")
  }
}
