// A film as it is written: what fills its frames need not know of files.
#pragma once

#include <libavutil/frame.h>

#include "include/cmedia.h"

/// The next frame to fill: YUV 4:2:0, BT.709, limited range, of the film's size.
int film_next_frame(cmedia_film *film, AVFrame **frame);
/// Adds the frame that was filled.
int film_add_frame(cmedia_film *film);
