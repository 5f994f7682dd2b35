// Brings the light of high dynamic range down to a common screen.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "include/cmedia.h"

typedef struct tone_curve tone_curve;

/// Makes the tables of a transfer function, or gives `old` back if it has them.
tone_curve *tone_curve_for(cmedia_hdr hdr, tone_curve *old);
void tone_curve_free(tone_curve *curve);
/// Maps pixels of 16 bits a colour, BT.2020, to 8 bits a colour, BT.709 primaries, sRGB.
void tone_curve_map(const tone_curve *curve, const uint16_t *wide, uint8_t *narrow, size_t pixels);
