/// The files of the system that any program needs, and that hold no secrets.
enum SystemFiles {
  /// What may be read: programs' parts, fonts and languages, names and certificates of the network, and what the
  /// C library asks of the kernel.
  ///
  /// `/proc` is open as a whole: a rule for `/proc/self` is lost when the kernel forgets that folder and makes it anew, and
  /// libdispatch ends a process that cannot read of its own threads. What other processes have in memory, and in their
  /// environment, stays closed: nobody inside may trace those outside.
  static let readable = [
    "/usr", "/lib", "/lib32", "/lib64", "/libx32",
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
    "/etc/ld-musl-x86_64.path", "/etc/ld-musl-aarch64.path",
    "/etc/localtime", "/etc/timezone", "/etc/fonts", "/var/cache/fontconfig",
    "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf",
    "/etc/services", "/etc/protocols",
    "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ssl/cert.pem", "/etc/ca-certificates",
    "/etc/pki/tls/certs", "/etc/pki/ca-trust", "/etc/gnutls",
    "/dev/zero", "/dev/random", "/dev/urandom",
    "/proc",
    "/sys/devices/system/cpu",
  ]

  /// What may be written, and goes nowhere.
  static let writable = ["/dev/null"]
}
