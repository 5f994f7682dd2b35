// Parameter sets of H.264 and HEVC: finding them, and bringing those of two encoders together.
#pragma once

#include <libavcodec/avcodec.h>
#include <stdbool.h>
#include <stdint.h>

/// The unit that begins at `*next`, which lies behind a start code, without zeros at its end. Passes on to
/// the unit that follows; NULL if there is none.
const uint8_t *parameters_take_unit(const uint8_t **next, const uint8_t *end, int *size);
/// What lies behind the first start code; NULL if there is none.
const uint8_t *parameters_first_unit(const uint8_t *data, int size);

/// The parameter sets among some units, each behind a start code; to be freed.
int parameters_copy(enum AVCodecID codec, const uint8_t *data, int size, uint8_t **sets, int *sets_size);

/// A number that none of an H.264 stream's own parameter sets has, or -1.
int parameters_free_identifier(const AVCodecParameters *stream);
/// An H.264 stream's parameter sets, and others behind them, in the stream's own form; to be freed.
int parameters_join(const AVCodecParameters *stream, const uint8_t *sets, int sets_size, uint8_t **joined,
                    int *joined_size);
