// libass behind one header: the ink of a text. Mechanics only: what is set, how large and where, is
// decided in Swift.
//
// Ownership: `clibass_open` has one `clibass_close`, which accepts NULL. A handle is used by one thread at
// a time; different handles are independent. Nothing is printed.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A library with the machine's fonts.
typedef struct clibass clibass;

/// Finds the fonts; `family` stands in for one that is not there. NULL: out of memory.
clibass *_Nullable clibass_open(const char *family);
void clibass_close(clibass *_Nullable handle);

/// Where there is ink: pixels from the left and from the top, the far edges outside. All zero: nowhere.
typedef struct {
  int32_t left, top, right, bottom;
} clibass_box;

/// Finds the ink of a script in Advanced SubStation form on a field of `width` by `height`, and adds
/// it to a plane of one byte a pixel unless that is NULL. False: the script could not be read.
bool clibass_draw(clibass *handle, const char *script, size_t size, int width, int height,
                  uint8_t *_Nullable plane, clibass_box *ink);

#pragma clang assume_nonnull end
