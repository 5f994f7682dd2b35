// Keeps FFmpeg quiet and remembers its last words.
#pragma once

#include <libavutil/error.h>
#include <stdbool.h>

// FFmpeg has no code for a protocol that is not on the allow-list.
#define REFUSED_PROTOCOL FFERRTAG('N', 'O', 'P', 'R')

// It says that it has no memory, and means that it may not use more.
#define TOO_MANY_STREAMS FFERRTAG('M', 'A', 'N', 'Y')

void log_capture(void);
/// One of the codes above if the last lines tell of it, or else `result`.
int log_explain(int result);
