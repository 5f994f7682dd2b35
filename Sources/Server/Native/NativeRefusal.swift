/// Why a request to our own API is refused.
struct NativeRefusal: Error {
  let status: Int
  let code: String
  let message: String
  let path: String?

  init(_ status: Int, _ code: String, _ message: String, path: String? = nil) {
    (self.status, self.code, self.message, self.path) = (status, code, message, path)
  }
}
