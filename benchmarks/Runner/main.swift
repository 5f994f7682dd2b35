import Foundation

do {
  exit(try Benchmarks(CommandLine.arguments).run())
} catch {
  try? FileHandle.standardError.write(contentsOf: Data("benchmarks: \(error)\n".utf8))
  exit(1)
}
