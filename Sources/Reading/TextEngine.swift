internal import CTesseract

/// Tesseract with its languages loaded.
///
/// Belongs to one thread at a time.
@safe
struct TextEngine: ~Copyable {
  /// A word as Tesseract gives it.
  struct Word {
    var text: String
    /// 0 to 100.
    let confidence: Int
    /// Pixels of the picture that was read.
    let left, top, right, bottom: Int
  }

  private let handle: OpaquePointer

  /// Loads languages that are there.
  init(languages: [String], of data: LanguageData) throws(ReadingError) {
    var handle: OpaquePointer?
    let names = languages.joined(separator: "+")
    let result = unsafe ctesseract_open(names, data.folder, Self.unread, &handle)
    guard result == CTESSERACT_OK, let handle = unsafe handle else {
      if result == CTESSERACT_MISSING {
        let library = unsafe String(cString: ctesseract_library())
        throw ReadingError(
          .engineMissing, "\(library) could not be loaded; install Tesseract, or read no text")
      }
      if result == CTESSERACT_NO_DATA {
        throw ReadingError(
          .languageUnreadable, "the data of \(names) in \(data.folder) could not be loaded")
      }
      throw ReadingError(.engineFailed, "Tesseract could not be started")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe ctesseract_close(handle) }

  /// The words of one line, dark on light.
  func line(_ plane: Plane, milliseconds: Int) throws(ReadingError) -> [Word] {
    let result = unsafe plane.samples.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return CTESSERACT_INVALID }
      return unsafe ctesseract_read(
        handle, base, CInt(plane.width), CInt(plane.height), CInt(plane.width), CTESSERACT_LINE,
        CInt(clamping: milliseconds))
    }
    switch result {
    case CTESSERACT_OK: break
    case CTESSERACT_TIMED_OUT:
      throw ReadingError(.timedOut, "the picture could not be read in the time allowed")
    default: throw ReadingError(.engineFailed, "Tesseract could not read the picture")
    }
    var words: [Word] = []
    var word = unsafe ctesseract_word()
    while unsafe ctesseract_next(handle, &word) == CTESSERACT_OK {
      guard let text = unsafe word.text else { continue }
      let (confidence, box) = unsafe (word.confidence, word.box)
      words.append(
        Word(
          text: unsafe String(cString: text), confidence: Int(confidence), left: Int(box.left),
          top: Int(box.top), right: Int(box.right), bottom: Int(box.bottom)))
    }
    return words
  }

  // Rules and corners of boxes look like these, and pictures have more of them than texts have.
  private static let unread = "|_~\\"
}
