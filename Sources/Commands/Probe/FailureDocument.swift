/// What `probe --json` says of a file that could not be read.
struct FailureDocument: Encodable {
  struct Failure: Encodable {
    let exitCode: Int32
    let message: String
    let advice: String?
  }

  let file: String
  let error: Failure

  init(file: String, error: CommandError) {
    self.file = file
    self.error = Failure(
      exitCode: error.exitCode.rawValue, message: error.message, advice: error.advice)
  }
}
