import TestSupport
import Testing

@testable import Commands

extension Trait where Self == OneFolder {
  /// One folder for what the tests of the suite keep, in which a film has been looked at already.
  static func knowing(_ film: String, screen: String) -> OneFolder {
    OneFolder { path in
      let run = try ToolRun(
        ["analyze", media(film), "--screen", screen], environment: ["XDG_CACHE_HOME": path])
      #expect(run.code == .success, "\(run.error)")
    }
  }
}
