#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

extension OutputStream {
  /// Characters in a line of the terminal; nil where there is none, or it does not tell.
  var terminalWidth: Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
