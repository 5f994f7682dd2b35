// The AV1 headers that name what a frame needs and what it replaces. AV1 keeps no other state between
// frames than its eight reference slots, so a packet may be dropped when no wanted one needs its slots.
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  bool is_known;
  bool has_reduced_header, has_decoder_model, has_frame_ids, has_order_hint;
  int frame_id_bits, delta_id_bits, order_hint_bits;
  int screen_content, integer_motion;  // 2: each frame says
} av1_sequence;

typedef struct {
  uint8_t needs;      // slots it reads
  uint8_t refreshes;  // slots it replaces
  bool is_shown, is_key, is_repeat;  // a repeat shows the frame in the slot it needs
} av1_frame;

enum { AV1_MAX_FRAMES = 16 };

typedef struct {
  bool is_known;  // every frame header could be read
  int count;
  av1_frame frames[AV1_MAX_FRAMES];
} av1_unit;

/// Reads the frame headers of one packet, and a sequence header if it carries one.
av1_unit av1_read(av1_sequence *sequence, const uint8_t *data, int size);
