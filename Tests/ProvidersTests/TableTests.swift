import FoundationEssentials
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct TableTests {
  /// The names in the first two cells of each row.
  private static let rows: [Set<String>] = {
    let page = Repository.root.appending(
      path: "Sources/Providers/Providers.docc/WhatEmbeddedAnswers.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let cells = line.split(separator: "|").prefix(2)
      return Set(cells.flatMap { $0.split(separator: ",") }.map { CleanText.line(String($0)) })
    }
  }()

  @Test(arguments: Fact.allCases)
  func `every name of a fact stands in one row of the table, and means that fact`(
    fact: Fact
  ) throws {
    let names = FactNames.names(of: fact)
    #expect(names.count > 3)
    #expect(Self.rows.count { $0.isSuperset(of: names) } == 1, "\(fact): \(names)")
    let first = try #require(names.first)
    #expect(Fact(name: first, description: "") == fact)
    for name in names { #expect(Fact(name: name, description: "") != nil, "\(name)") }
  }

  @Test func `no name means two facts`() {
    var owners: [String: Fact] = [:]
    for fact in Fact.allCases {
      for name in FactNames.names(of: fact) {
        #expect(owners.updateValue(fact, forKey: name) == nil, "\(name)")
        #expect(Fact(name: name, description: "") == fact, "\(name)")
      }
    }
  }

  @Test(arguments: Listing.allCases)
  func `every listing is understood by its names`(listing: Listing) {
    for name in listing.names {
      #expect(Listing(name: name, description: "", itemNames: []) == listing, "\(name)")
    }
  }
}
