// What a packet's first bytes tell without decoding it: whether decoding may start at it, whether any
// other picture needs it, and whether it shows a picture at all.
#pragma once

#include <libavcodec/avcodec.h>
#include <stdbool.h>
#include <stdint.h>

#include "av1.h"

typedef struct {
  enum AVCodecID codec;
  int length_size;      // bytes of a NAL unit's length; 0: start codes
  int top_layer;        // HEVC's highest temporal layer
  bool has_segments;    // key packets keep their promise
  bool may_drop;        // pictures that nothing needs can be told
  av1_sequence sequence;
} bitstream;

typedef struct {
  bool is_entry, is_clean, is_disposable, is_hidden;
  bool has_parameters, has_light;  // parameter sets; how bright the pictures were mastered
  uint64_t parameters;  // a digest of the parameter sets inside
} packet_facts;

void bitstream_open(bitstream *stream, const AVCodecParameters *parameters);
packet_facts bitstream_read(bitstream *stream, const uint8_t *data, int size, bool is_key);
/// Copies the parameter sets in a packet of H.264 or HEVC as they stand there; gives their size, 0 if they are
/// more than `capacity`.
int bitstream_copy_parameters(const bitstream *stream, const uint8_t *data, int size, uint8_t *sets, int capacity);
