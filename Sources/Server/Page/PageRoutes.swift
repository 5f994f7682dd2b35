internal import Digests
internal import HTTP

/// The page at `/`, and the document that describes every route.
struct PageRoutes {
  /// Where the files of the page are.
  static let root = "/page"

  /// Nothing but what this server serves; pictures and videos are this server's as well.
  private static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "media-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private let page: PageFile
  private let description: PageFile
  private let files: [String: PageFile]

  init() {
    page = .page
    description = .description
    files = Dictionary(uniqueKeysWithValues: PageFile.parts.map { ($0.name, $0) })
  }

  /// Adds the routes; what they answer is the same for everybody, so no key is asked for.
  func add(to router: inout Router) {
    let (page, description, files) = (page, description, files)
    router.on(.get, "/") { request, _ in
      Self.answer(page, request).with("Content-Security-Policy", Self.policy)
        .with("Referrer-Policy", "no-referrer")
    }
    router.on(.get, "/openapi.json") { request, _ in Self.answer(description, request) }
    router.on(.get, "\(Self.root)/{name}") { request, parameters in
      guard let file = files[parameters["name"]] else {
        throw Problem(.notFound, "The page has no such file.")
      }
      return Self.answer(file, request)
    }
  }

  /// A file, unless the browser has it as it is.
  private static func answer(_ file: PageFile, _ request: Request) -> Response {
    var answer = Response(200, type: file.type, .bytes(file.bytes))
    let known = request.head.headers["If-None-Match"] ?? ""
    if known == file.tag || known == "W/\(file.tag)" { answer = Response(304) }
    // Another version of the program has other files.
    return answer.with("ETag", file.tag).with("Cache-Control", "no-cache")
      .with("X-Content-Type-Options", "nosniff")
  }
}

/// A file of the page, as it lies in the program.
struct PageFile: Sendable {
  let name: String
  let type: String
  let bytes: [UInt8]
  let tag: String

  private init(_ name: String, _ type: String, _ bytes: [UInt8]) {
    (self.name, self.type, self.bytes) = (name, type, bytes)
    var digest = SHA256()
    digest.take(bytes)
    tag = "\"\(digest.bytes.prefix(16).hexadecimal)\""
  }

  /// The page itself.
  static var page: PageFile {
    PageFile("index.html", "text/html; charset=utf-8", PackageResources.index_html)
  }

  /// What every route takes and gives.
  static var description: PageFile {
    PageFile("openapi.json", "application/json", PackageResources.openapi_json)
  }

  /// Everything that the page loads.
  static var parts: [PageFile] {
    let script = "text/javascript; charset=utf-8"
    return [
      PageFile("page.css", "text/css; charset=utf-8", PackageResources.page_css),
      PageFile("icon.svg", "image/svg+xml", PackageResources.icon_svg),
      PageFile("api.js", script, PackageResources.api_js),
      PageFile("definitions.js", script, PackageResources.definitions_js),
      PageFile("details.js", script, PackageResources.details_js),
      PageFile("dom.js", script, PackageResources.dom_js),
      PageFile("downloads.js", script, PackageResources.downloads_js),
      PageFile("form.js", script, PackageResources.form_js),
      PageFile("main.js", script, PackageResources.main_js),
      PageFile("player.js", script, PackageResources.player_js),
      PageFile("result.js", script, PackageResources.result_js),
      PageFile("task.js", script, PackageResources.task_js),
      PageFile("tasks.js", script, PackageResources.tasks_js),
      PageFile("timeline.js", script, PackageResources.timeline_js),
      PageFile("words.js", script, PackageResources.words_js),
    ]
  }
}
