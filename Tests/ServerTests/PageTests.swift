import FoundationEssentials
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40))) struct PageTests {
  private static let folder = Repository.path("Sources/Server/Page")

  private static func text(_ file: PageFile) -> String {
    String(decoding: file.bytes, as: UTF8.self)
  }

  @Test func `every file beside the page is in the program, as it lies there`() throws {
    let known = [PageFile.page, .description] + PageFile.parts
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
      .filter { !$0.hasSuffix(".swift") }
    #expect(Set(names) == Set(known.map(\.name)))
    for file in known {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(Self.folder)/\(file.name)")))
      #expect(bytes == file.bytes, "\(file.name)")
    }
  }

  @Test func `whatever the page and its scripts load is served`() {
    let names = Set(PageFile.parts.map(\.name))
    let loaded = Self.text(.page).matches(of: #/(?:src|href)="\/page\/([^"]+)"/#).map {
      String($0.1)
    }
    #expect(loaded.count == 3 && names.isSuperset(of: loaded))
    var imported: Set<String> = ["main.js"]
    for file in PageFile.parts where file.name.hasSuffix(".js") {
      let from = Self.text(file).matches(of: #/from "(.+?)"/#).map { String($0.1) }
      #expect(from.allSatisfy { $0.hasPrefix("./") }, "\(file.name)")
      imported.formUnion(from.map { String($0.dropFirst(2)) })
    }
    #expect(imported == names.filter { $0.hasSuffix(".js") })
  }

  @Test func `no script reads words as HTML, or runs them`() {
    let forbidden = [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
      "createContextualFragment", "srcdoc", "setHTMLUnsafe", "DOMParser",
    ]
    for file in PageFile.parts where file.name.hasSuffix(".js") {
      for word in forbidden { #expect(!Self.text(file).contains(word), "\(file.name): \(word)") }
    }
  }

  @Test func `the page has no script or style in itself, which its policy would refuse`() {
    let page = Self.text(.page)
    #expect(page.matches(of: #/<script[^>]*>[^<]/#).isEmpty)
    #expect(page.matches(of: #/\s(style|on[a-z]+)=/#).isEmpty)
    #expect(!page.contains("<style"))
  }

  @Test func `nothing is fetched from anywhere else`() {
    for file in [PageFile.page] + PageFile.parts {
      let addresses = Self.text(file).matches(of: #/https?:\/\/[^"' )]+/#).map { String($0.0) }
        .filter { $0 != "http://www.w3.org/2000/svg" && !$0.hasPrefix("https://example.org/") }
      #expect(addresses.isEmpty, "\(file.name)")
    }
  }
}
