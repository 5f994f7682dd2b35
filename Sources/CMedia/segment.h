// A run of packets and which of them are wanted.
#pragma once

#include "internal.h"

struct cmedia_segment {
  AVPacket **packets;
  cmedia_packet *facts;
  bool *wanted;
  int count, capacity;
  int64_t bytes, end, ordinal;
  bool is_first;  // nothing before it was or could have been decoded
  av1_sequence sequence;
};
