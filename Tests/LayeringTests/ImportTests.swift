import Foundation
import TestSupport
import Testing

/// The plan of the house: what each module may import from this package.
private let plan: KeyValuePairs<String, Set<String>> = [
  "JSON": [],
  "Digests": [],
  "Threads": [],
  "MediaTypes": [],
  "Wires": ["JSON"],
  "Media": ["CMedia", "MediaTypes"],
  "Exports": ["JSON", "MediaTypes"],
  "Models": ["JSON", "MediaTypes"],
  "Segmentation": ["MediaTypes"],
  "Reading": ["CTesseract", "MediaTypes"],
  "HTTP": ["CHTTP", "Threads"],
  "Web": ["CCurl", "Threads"],
  "Confinement": ["CConfine", "Threads"],
  "Typesetting": ["CLibass"],
  "Analysis": ["JSON", "Media", "MediaTypes", "Models", "Reading", "Segmentation"],
  "Providers": ["Digests", "JSON", "MediaTypes", "Models", "Web"],
  "Fetching": ["Digests", "Threads", "Web"],
  "Studios": ["Fetching", "JSON", "Threads", "Providers", "Web"],
  "Services": [
    "Analysis", "JSON", "Media", "MediaTypes", "Models", "Segmentation", "Wires",
  ],
  "Batches": ["Digests", "JSON", "Media", "Threads"],
  "Documents": ["Analysis", "Exports", "Media", "MediaTypes", "Segmentation"],
  "Rendering": ["Media", "MediaTypes", "Typesetting"],
  "Reports": ["Digests", "JSON"],
  "Tasks": ["CSQLite", "Digests", "Threads"],
  "Workers": ["Confinement", "JSON", "Tasks", "Threads"],
  "Delivering": ["Digests", "Tasks", "Web"],
  "Shotlog": [
    "Analysis", "Exports", "JSON", "Media", "MediaTypes", "Models", "Providers", "Segmentation",
  ],
  "ShotlogC": [
    "Analysis", "CShotlog", "Documents", "Exports", "JSON", "Media", "MediaTypes", "Models",
    "Providers", "Segmentation", "Threads",
  ],
  "Server": [
    "Confinement", "Delivering", "Digests", "Fetching", "HTTP", "JSON", "Services", "Tasks",
    "Threads", "Wires", "Workers",
  ],
  "Commands": [
    "Analysis", "Batches", "Confinement", "Digests", "Documents", "Exports", "Fetching", "JSON",
    "Media", "MediaTypes", "Models", "Providers", "Reading", "Rendering", "Reports",
    "Segmentation", "Server", "Services", "Studios", "Tasks", "Threads", "Web",
  ],
  "shotlog": ["Commands"],
]

private let grounds: Set<String> = [
  "CConfine", "CCurl", "CHTTP", "CLibass", "CMedia", "CShotlog", "CSQLite", "CTesseract",
]

/// A Swift file of the sources.
struct SourceFile: CustomTestStringConvertible {
  let path: String
  private let text: String

  var testDescription: String { path }

  /// The lines that hold a word.
  func lines(with word: String) -> [Substring] {
    // Most files hold it nowhere, and taking apart all of them takes half a minute.
    guard unsafe strstr(text, word) != nil else { return [] }
    return text.split(separator: "\n").filter { $0.contains(word) }
  }

  static func all(in folder: String) throws -> [SourceFile] {
    try FileManager.default.subpathsOfDirectory(atPath: Repository.path(folder))
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let text = try String(
          contentsOf: Repository.root.appending(path: "\(folder)/\(path)"), encoding: .utf8)
        return SourceFile(path: "\(folder)/\(path)", text: text)
      }
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ImportTests {
  @Test func `every module is in the plan`() throws {
    let folders = try FileManager.default
      .contentsOfDirectory(atPath: Repository.path("Sources"))
    #expect(Set(folders) == Set(plan.map(\.key)).union(grounds))
  }

  @Test(arguments: plan.map(\.key))
  func `a module imports only the floors below`(module: String) throws {
    let ours = Set(plan.map(\.key)).union(grounds)
    let allowed = try #require(plan.first { $0.key == module }).value
    let files = try SourceFile.all(in: "Sources/\(module)")
    #expect(!files.isEmpty)
    for file in files {
      for line in file.lines(with: "import") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
          words[..<place].allSatisfy({ $0 != "//" && $0 != "///" })
        else { continue }
        let imported = String(words[place + 1])
        guard ours.contains(imported) else { continue }
        #expect(allowed.contains(imported), "\(file.path) imports \(imported)")
      }
    }
  }
}
