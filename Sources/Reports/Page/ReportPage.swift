internal import JSON

/// A page of one result.
package struct ReportPage: Sendable {
  private let report: Report
  private let pictures: [ReportPicture]
  private let video: String?

  /// Makes a page; `video` is where it lies, seen from the page.
  package init(_ report: Report, pictures: [ReportPicture], video: String?) {
    (self.report, self.pictures, self.video) = (report, pictures, video)
  }

  /// The file; the same for the same result and pictures.
  package var bytes: [UInt8] {
    PageFrame(
      title: report.title, styles: [PackageResources.base_css, PackageResources.report_css],
      body: PackageResources.report_html,
      data: [
        ("data", ReportData.document(report, video: video).text),
        ("pictures", ReportData.pictures(pictures).text),
      ],
      scripts: [
        PackageResources.elements_js, PackageResources.words_js, PackageResources.search_js,
        PackageResources.player_js, PackageResources.lanes_js, PackageResources.painting_js,
        PackageResources.timeline_js, PackageResources.row_js, PackageResources.rows_js,
        PackageResources.moments_js, PackageResources.about_js, PackageResources.report_js,
      ], playsMedia: video != nil
    ).bytes
  }
}
