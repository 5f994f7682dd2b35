#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What a process knows of itself.
enum OwnProcess {
  /// The file of the program that runs; nil where the system does not say.
  static var program: String? {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = unsafe readlink("/proc/self/exe", &path, path.count - 1)
    guard length > 0 else { return nil }
    return String(decoding: path.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Allows as many open files and connections as the system lets this user have.
  static func allowManyFiles() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// The bytes of memory that this machine has.
  static var memory: Int64 {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? Int64(pages) * Int64(size) : 8 << 30
  }

  /// Lets everybody else go first.
  static func yieldToOthers() { _ = nice(10) }

  /// A path that means the same from any folder.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var folder = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard unsafe getcwd(&folder, folder.count) != nil else { return path }
    let place = String(
      decoding: folder.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return "\(place)/\(path)"
  }
}
