import FoundationEssentials
import TestSupport
import Testing

/// The plan of the house: what each module may import from this package.
private let plan: KeyValuePairs<String, Set<String>> = [
  "JSON": [],
  "MediaTypes": [],
  "Wires": ["JSON"],
  "Media": ["CMedia", "MediaTypes"],
  "Exports": ["JSON", "MediaTypes"],
  "Models": ["JSON", "MediaTypes"],
  "Segmentation": ["MediaTypes"],
  "Reading": ["CTesseract", "MediaTypes"],
  "Web": ["CCurl"],
  "Analysis": ["JSON", "Media", "MediaTypes", "Models", "Reading", "Segmentation"],
  "Providers": ["JSON", "MediaTypes", "Models", "Web"],
  "Services": [
    "Analysis", "JSON", "Media", "MediaTypes", "Models", "Segmentation", "Wires",
  ],
  "Rendering": ["Media", "MediaTypes"],
  "Shotlog": [
    "Analysis", "Exports", "JSON", "Media", "MediaTypes", "Models", "Providers", "Segmentation",
  ],
  "Commands": [
    "Analysis", "Exports", "JSON", "Media", "MediaTypes", "Models", "Providers", "Reading",
    "Rendering", "Segmentation", "Services",
  ],
  "shotlog": ["Commands"],
]

private let grounds: Set<String> = ["CCurl", "CMedia", "CTesseract"]

/// A Swift file of the sources, by module.
struct SourceFile: CustomTestStringConvertible {
  let module: String
  let path: String
  let lines: [Substring]

  var testDescription: String { path }

  static func all(in folder: String) throws -> [SourceFile] {
    try FileManager.default.subpathsOfDirectory(atPath: Repository.path(folder))
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let text = try String(
          contentsOf: Repository.root.appending(path: "\(folder)/\(path)"), encoding: .utf8)
        return SourceFile(
          module: String(path.prefix { $0 != "/" }), path: "\(folder)/\(path)",
          lines: text.split(separator: "\n", omittingEmptySubsequences: false))
      }
  }
}

@Suite(.timeLimit(.minutes(15))) struct ImportTests {
  @Test func `every module is in the plan`() throws {
    let folders = try FileManager.default
      .contentsOfDirectory(atPath: Repository.path("Sources"))
    #expect(Set(folders) == Set(plan.map(\.key)).union(grounds))
  }

  @Test(arguments: plan.map(\.key))
  func `a module imports only the floors below`(module: String) throws {
    let ours = Set(plan.map(\.key)).union(grounds)
    let allowed = try #require(plan.first { $0.key == module }).value
    let files = try SourceFile.all(in: "Sources").filter { $0.module == module }
    #expect(!files.isEmpty)
    for file in files {
      for line in file.lines {
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
