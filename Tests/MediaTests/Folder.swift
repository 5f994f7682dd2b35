import Foundation

/// A folder of one test's own, gone with it.
final class Folder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }
}

extension Foundation.Data {
  /// What is in the file.
  static func bytes(ofFileAt path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }
}

/// A python program that listens on a port of its own and prints its number first.
final class Listener: @unchecked Sendable {
  let port: Int
  private let process = Process()

  /// Answers with the files of a folder, without knowing ranges.
  static func plain(_ folder: String) throws -> Listener {
    try Listener(server + "http.server.HTTPServer.allow_reuse_address = True\n" + serve, folder)
  }

  /// Answers with the files of a folder, and with parts of them.
  static func withRanges(_ folder: String) throws -> Listener {
    try Listener(server + ranges + serve, folder)
  }

  /// Takes connections and stays silent.
  static func silent() throws -> Listener {
    try Listener(
      """
      import socket, sys, time
      listener = socket.create_server(("127.0.0.1", 0))
      print(listener.getsockname()[1], flush=True)
      time.sleep(60)
      """, ".")
  }

  private static let server = """
    import http.server, os, re, sys
    os.chdir(sys.argv[1])
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments): pass

    """

  private static let ranges = """
        def do_GET(self):
            match = re.match(r"bytes=(\\d+)-(\\d*)", self.headers.get("Range", ""))
            try: data = open(self.translate_path(self.path), "rb").read()
            except OSError: return self.send_error(404)
            first = int(match[1]) if match else 0
            last = int(match[2]) if match and match[2] else len(data) - 1
            if first >= len(data): return self.send_error(416)
            self.send_response(206 if match else 200)
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Length", str(last + 1 - first))
            if match:
                self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
            self.end_headers()
            try: self.wfile.write(data[first:last + 1])
            except OSError: pass

    """

  private static let serve = """
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  private init(_ program: String, _ folder: String) throws {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program, folder]
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      process.terminate()
      throw Program.Failure(description: "the listener did not come up")
    }
    self.port = port
  }

  deinit {
    // Children of a dispatch thread inherit its blocked signals; only this one cannot be blocked.
    kill(process.processIdentifier, SIGKILL)
  }
}
