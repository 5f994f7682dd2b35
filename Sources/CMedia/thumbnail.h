// Small pictures straight from decoded planes: each sample the rounded mean of its box.
#pragma once

#include <libavutil/frame.h>
#include <stdbool.h>

/// Draws planes Y, U, V of `width` by `height` each, as coded but in full range. False if the frame's
/// format or size is not one that this can read.
bool thumbnail_draw(const AVFrame *frame, int width, int height, uint8_t *planes);
