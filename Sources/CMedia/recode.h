// An encoder whose packets stand among those of the stream that its pictures come from, or in their place.
#pragma once

#include <libswscale/swscale.h>

#include "internal.h"

struct cmedia_recoder {
  AVCodecContext *codec;
  cmedia_interrupt *interrupt;
  AVFrame *frame;  // a picture as the codec takes it, where the decoder gives another kind
  struct SwsContext *scaler;
  AVPacket *packet;
  bool is_spliced;
  // Its parameter sets, each behind a start code.
  uint8_t *sets;
  int sets_size;
  // Spliced: the stream's sets and its own, in the stream's form.
  uint8_t *joined;
  int joined_size;
  int length_size;  // bytes of a NAL unit's length in its packets; 0: start codes
};
