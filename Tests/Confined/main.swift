// Confines itself as it is told, then says line by line what each deed comes to.
//
//   confined [--network] [--processes] [--parent ID] [--read PATH]... [--write PATH]... [--memory BYTES]
//     [--cpu SECONDS] [--file-size BYTES] [--open-files COUNT] [--free] [DEED[=OBJECT]]...
import Confinement

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

func say(_ words: String) {
  let line = Array("\(words)\n".utf8)
  _ = unsafe line.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
}

func word(_ code: CInt) -> String {
  switch code {
  case 0: "done"
  case EACCES: "EACCES"
  case EPERM: "EPERM"
  case EXDEV: "EXDEV"
  case ENOENT: "ENOENT"
  case ENOMEM: "ENOMEM"
  case EMFILE: "EMFILE"
  case EFBIG: "EFBIG"
  case ENOSYS: "ENOSYS"
  case ESRCH: "ESRCH"
  default: "\(code)"
  }
}

/// The word for what a call gave.
func outcome(_ result: Int) -> String { word(result < 0 ? errno : 0) }

func openAndClose(_ path: String, _ flags: CInt) -> String {
  let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
  defer { if descriptor >= 0 { close(descriptor) } }
  return outcome(Int(descriptor))
}

func start(_ path: String) -> String {
  var process: pid_t = 0
  let name = unsafe strdup(path)
  var arguments = unsafe [name, nil]
  let code = unsafe posix_spawn(&process, path, nil, nil, &arguments, nil)
  if code == 0 { waitpid(process, nil, 0) }
  return word(code)
}

func thread() -> String {
  var thread = pthread_t()
  let code = unsafe pthread_create(&thread, nil, { _ in nil }, nil)
  if code == 0 { pthread_join(thread, nil) }
  return word(code)
}

/// Writes to so many bytes of memory of its own.
func allocate(_ count: Int) -> String {
  guard let memory = unsafe malloc(count) else { return word(errno) }
  unsafe memset(memory, 1, count)
  return unsafe memory.load(fromByteOffset: count / 2, as: UInt8.self) == 1 ? "done" : "lost"
}

func resolve(_ name: String) -> String {
  var addresses: UnsafeMutablePointer<addrinfo>?
  let code = unsafe getaddrinfo(name, "80", nil, &addresses)
  if code == 0 { unsafe freeaddrinfo(addresses) }
  return code == 0 ? "done" : "unknown"
}

func connect(_ port: UInt16) -> String {
  let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard socket >= 0 else { return word(errno) }
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return unsafe withUnsafeBytes(of: &address) { bytes in
    guard let start = unsafe bytes.bindMemory(to: sockaddr.self).baseAddress else { return "lost" }
    return unsafe outcome(
      Int(connect(socket, start, socklen_t(MemoryLayout<sockaddr_in>.size))))
  }
}

func fill(_ path: String, _ count: Int) -> String {
  let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { return word(errno) }
  var (left, piece) = (count, [UInt8](repeating: 7, count: 1 << 16))
  while left > 0 {
    let written = unsafe piece.withUnsafeMutableBytes {
      unsafe write(descriptor, $0.baseAddress, min($0.count, left))
    }
    if written < 0 { return word(errno) }
    left -= written
  }
  return "done"
}

/// Lines of what the system says of this process.
func status() -> String {
  let descriptor = unsafe open("/proc/self/status", O_RDONLY | O_CLOEXEC)
  var buffer = [UInt8](repeating: 0, count: 1 << 14)
  let count = unsafe buffer.withUnsafeMutableBytes {
    unsafe read(descriptor, $0.baseAddress, $0.count)
  }
  let wanted = ["CapEff", "CapPrm", "NoNewPrivs", "Seccomp"]
  return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self).split(separator: "\n")
    .map { $0.split(separator: "\t") }.filter { wanted.contains($0[0].dropLast().description) }
    .map { "\($0[0])\($0.count > 1 ? $0[1] : "")" }.joined(separator: " ")
}

func spin() -> String {
  var number: UInt64 = 1
  while number != 0 { number = number &* 6_364_136_223_846_793_005 | 1 }
  return "\(number)"
}

func stay() -> String {
  while true { pause() }
}

func perform(_ deed: String, _ object: String) -> String {
  switch deed {
  case "read": openAndClose(object, O_RDONLY)
  case "list": openAndClose(object, O_RDONLY | O_DIRECTORY)
  case "append": openAndClose(object, O_WRONLY | O_APPEND)
  case "create": openAndClose(object, O_WRONLY | O_CREAT | O_EXCL)
  case "truncate": outcome(Int(unsafe truncate(object, 0)))
  case "remove": outcome(Int(unsafe unlink(object)))
  case "folder": outcome(Int(unsafe mkdir(object, 0o700)))
  case "symlink": outcome(Int(unsafe symlink("/etc/shadow", object)))
  case "pipe-file": outcome(Int(unsafe mkfifo(object, 0o600)))
  case "socket": outcome(Int(socket(Int32(object) ?? AF_INET, Int32(SOCK_STREAM.rawValue), 0)))
  case "resolve": resolve(object)
  case "connect": connect(UInt16(object) ?? 0)
  case "start": start(object)
  case "thread": thread()
  case "allocate": allocate(Int(object) ?? 0)
  case "fill": fill(object, 1 << 24)
  case "kill": outcome(Int(kill(Int32(object) ?? 0, 0)))
  case "raise": outcome(Int(raise(Int32(object) ?? 0)))
  case "status": status()
  case "spin": spin()
  case "sleep": outcome(Int(usleep(UInt32(object) ?? 0)))
  case "stay": stay()
  default: "unknown"
  }
}

var confinement = Confinement()
var isFree = false
var deeds: [String] = []
var rest = CommandLine.arguments.dropFirst()
while let word = rest.popFirst() {
  switch word {
  case "--network": confinement.network = true
  case "--processes": confinement.processes = true
  case "--free": isFree = true
  case "--parent": confinement.parent = rest.popFirst().flatMap { Int32($0) }
  case "--read": confinement.readable += [rest.popFirst() ?? ""]
  case "--write": confinement.writable += [rest.popFirst() ?? ""]
  case "--memory": confinement.limits.memory = rest.popFirst().flatMap { Int64($0) }
  case "--cpu":
    confinement.limits.cpu = rest.popFirst().flatMap { Int64($0) }.map { .seconds($0) }
  case "--file-size": confinement.limits.fileSize = rest.popFirst().flatMap { Int64($0) }
  case "--open-files": confinement.limits.openFiles = rest.popFirst().flatMap { Int($0) }
  default: deeds.append(word)
  }
}
if !isFree {
  do throws(ConfinementError) {
    let effect = try confinement.apply()
    let version = effect.landlock.map { "\($0)" } ?? "none"
    say("confined landlock=\(version) calls=\(effect.filtersCalls) threads=\(effect.threads)")
  } catch {
    say("\(error.code.rawValue): \(error.message)")
    exit(3)
  }
}
for deed in deeds {
  let parts = deed.split(separator: "=", maxSplits: 1).map(String.init)
  say("\(deed): \(perform(parts[0], parts.count > 1 ? parts[1] : ""))")
}
