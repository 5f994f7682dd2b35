// Keeps FFmpeg quiet and remembers its last words.
#pragma once

#include <libavutil/error.h>
#include <stdbool.h>

// FFmpeg has no code for a protocol that is not on the allow-list.
#define REFUSED_PROTOCOL FFERRTAG('N', 'O', 'P', 'R')

void log_capture(void);
bool log_met_refusal(void);
