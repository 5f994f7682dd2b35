internal import FoundationEssentials

/// A folder of Tesseract's language data, one `NAME.traineddata` for each language.
public struct LanguageData: Sendable, Equatable {
  /// Where it lies.
  public let folder: String

  /// Takes a folder, whether or not it is there.
  public init(folder: String) { self.folder = folder }

  /// The folder of this machine: the first of the usual ones that holds any language.
  ///
  /// Tesseract's own environment variable is not asked.
  public static var standard: LanguageData {
    let all = usualFolders.map(LanguageData.init(folder:))
    return all.first { !$0.languages.isEmpty } ?? all[0]
  }

  /// The names of the languages in it, in alphabetical order, such as `chi_sim` and `eng`.
  public var languages: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(Self.ending) }.map { String($0.dropLast(Self.ending.count)) }
      .filter { $0 != "osd" && Self.isName($0) }.sorted()
  }

  /// Whether this can name a language: Tesseract gives `+`, `~` and `/` meanings of their own.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
      }
  }

  private static let ending = ".traineddata"

  private static let usualFolders = [
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata",
  ]
}
