internal import Analysis
internal import Exports
internal import JSON
internal import Models

/// What an analysis found, as a list for editors and players.
enum AnalysisEntries {
  /// The stretches that definitions mean, or else the segments.
  static func entries(of result: AnalysisResult) -> [ExportEntry] {
    guard result.findings.isEmpty else { return result.findings.flatMap(entries) }
    return result.segments.map { segment in
      ExportEntry(
        segment.range, kind: "segment", title: segment.words?.title ?? "Segment \(segment.number)",
        note: segment.words?.description, frames: result.footage.ordinals(of: segment.range),
        fields: [
          ExportField("keywords", .list((segment.words?.keywords ?? []).map { .text($0) }))
        ])
    }
  }

  private static func entries(of findings: DefinitionFindings) -> [ExportEntry] {
    findings.stretches.map { stretch in
      let members = stretch.metadata.asMembers ?? []
      let title = members.lazy.compactMap(\.value.asText).first { !$0.isEmpty }
      return ExportEntry(
        stretch.range, kind: findings.definition.id, title: title ?? findings.definition.id,
        fields: members.map { ExportField($0.name, $0.value) })
    }
  }
}
