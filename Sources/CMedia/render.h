// Draws decoded frames: upright, square-pixelled, full-range, progressive, eight bits.
#pragma once

#include <libavutil/frame.h>
#include <libswscale/swscale.h>

#include "include/cmedia.h"
#include "tonemap.h"

/// Memory that is kept from one picture to the next.
typedef struct {
  uint8_t *bytes;
  unsigned size;
} scratch;

/// What is kept from one picture to the next, since most are alike.
typedef struct {
  struct SwsContext *scaler, *finisher;
  tone_curve *tones;
  scratch halves[2], scaled, wide, narrow, turned;
} renderer;

void renderer_close(renderer *renderer);
void renderer_upright_size(int width, int height, AVRational aspect, int rotation, int *upright_width,
                           int *upright_height);
int renderer_draw(renderer *renderer, const AVFrame *frame, int rotation, bool is_mirrored,
                  cmedia_format format, int width, int height, uint8_t *pixels, size_t size);
/// Draws a frame into a part of a film's, whose place and sides are even: BT.709, limited range.
int renderer_fill(renderer *renderer, const AVFrame *frame, int rotation, bool is_mirrored, AVFrame *film, int x,
                  int y, int width, int height);
