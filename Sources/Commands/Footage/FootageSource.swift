internal import Analysis
internal import Documents
internal import Exports

extension ExportSource {
  /// The video that was looked at.
  init(_ footage: Footage, of input: InputName) {
    // Editors cannot open what came through a pipe.
    let url =
      input.isURL ? input.text : input.text == "-" ? nil : Self.url(ofFileAt: input.text)
    self.init(footage, named: input.title, url: url)
  }
}
