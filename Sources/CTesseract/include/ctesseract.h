// Tesseract behind one header: the words of a grey picture. Mechanics only: which pictures are read,
// and which words are believed, is decided in Swift.
//
// Ownership: `ctesseract_open` has one `ctesseract_close`, which accepts NULL. A word's text belongs to
// the handle and lives until the next call. A handle is used by one thread at a time; different handles
// are independent.
//
// The library is loaded by the first `ctesseract_open` and stays; before, nothing of it is there.
//
// Nothing is printed and the environment is not asked. Tesseract's OpenMP would split a network layer
// among four threads whatever it is told; here it is held to the thread that calls.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef enum {
  CTESSERACT_OK,
  /// There is nothing further.
  CTESSERACT_END,
  /// Its library is not on this machine, or is not what it should be.
  CTESSERACT_MISSING,
  /// The language data could not be loaded.
  CTESSERACT_NO_DATA,
  CTESSERACT_MEMORY,
  /// An argument cannot be.
  CTESSERACT_INVALID,
  /// The time allowed ran out.
  CTESSERACT_TIMED_OUT,
  /// Tesseract gave up, and does not say why.
  CTESSERACT_FAILED,
} ctesseract_result;

/// What a picture holds.
typedef enum {
  /// Text in columns and blocks, as on a page.
  CTESSERACT_PAGE,
  /// Lines of one block, one below the other.
  CTESSERACT_BLOCK,
  /// One line.
  CTESSERACT_LINE,
  /// Lines anywhere.
  CTESSERACT_SPARSE,
} ctesseract_layout;

/// An engine with its languages loaded.
typedef struct ctesseract ctesseract;

/// Where something lies in the picture: pixels from the left and from the top, the far edges outside.
typedef struct {
  int32_t left, top, right, bottom;
} ctesseract_box;

typedef struct {
  const char *_Nullable text;
  /// 0 to 100.
  float confidence;
  bool begins_line;
  ctesseract_box box;
} ctesseract_word;

/// Loads languages, such as "eng+chi_sim", whose data lie in the folder as `NAME.traineddata`.
///
/// The characters of `never` are not read: what looks like one becomes what it resembles most.
ctesseract_result ctesseract_open(const char *languages, const char *folder, const char *never,
                                  ctesseract *_Nullable *_Nonnull handle);
void ctesseract_close(ctesseract *_Nullable handle);
/// The file name of Tesseract's library.
const char *ctesseract_library(void);
/// Reads a picture of one byte per pixel, dark text on light ground, in at most about that time.
///
/// The time is looked at between words: finding the lines and reading one word are not interrupted.
ctesseract_result ctesseract_read(ctesseract *handle, const uint8_t *grey, int width, int height,
                                  int stride, ctesseract_layout layout, int milliseconds);
/// The next word of the picture, in reading order.
ctesseract_result ctesseract_next(ctesseract *handle, ctesseract_word *word);

#pragma clang assume_nonnull end
