// A decoder, the picture it shows, and what draws it.
#pragma once

#include <stdatomic.h>

#include "internal.h"
#include "render.h"

struct cmedia_decoder {
  AVCodecContext *codec;
  cmedia_interrupt *interrupt;
  AVRational time_base, aspect;
  int rotation;
  bool is_mirrored, is_isolated;
  AVFrame *frame;
  // In sequence: the picture after the current one, to know how long that is shown.
  AVFrame *ahead;
  AVPacket *packet;
  bool has_ahead, is_drained;
  int64_t last_pts;
  int fed;  // packets sent, each numbered by how many were sent before
  damage_log damage;
  atomic_bool is_suspect;
  // In a segment.
  cmedia_segment *segment;
  bool *needed, *given, may_complain;
  int capacity, next, last, missing;
  renderer renderer;
};

/// Notes that FFmpeg logged an error under `context`, if that is a decoder of ours.
void decoder_heard(void *context);
