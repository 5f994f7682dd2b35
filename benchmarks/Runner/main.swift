import Foundation

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "verify":
  var failures = 0
  for path in arguments.dropFirst() {
    let verification = Verification(path)
    let mode = verification.isSequential ? "sequence" : "segments"
    print("\(path): \(verification.frames) pictures, \(mode)")
    for disagreement in verification.disagreements.prefix(6) { print("  \(disagreement)") }
    if !verification.disagreements.isEmpty { failures += 1 }
  }
  exit(failures == 0 ? 0 : 1)
default:
  print("usage: benchmarks verify FILE…")
  exit(2)
}
