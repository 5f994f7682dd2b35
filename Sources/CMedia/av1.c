#include "av1.h"

#include <string.h>

#include "bits.h"

enum { OBU_SEQUENCE_HEADER = 1, OBU_FRAME_HEADER = 3, OBU_FRAME = 6 };
enum { KEY_FRAME, INTER_FRAME, INTRA_ONLY_FRAME, SWITCH_FRAME };
enum { ALL_SLOTS = 0xFF, EACH_FRAME_SAYS = 2 };

static uint32_t variable_length(bits *reader) {
  int zeros = 0;
  while (zeros < 32 && !bits_one(reader)) zeros++;
  return zeros == 32 ? UINT32_MAX : (1u << zeros) - 1 + bits_read(reader, zeros);
}

static void read_operating_points(av1_sequence *sequence, bits *reader) {
  int delay_bits = 0;
  if (bits_one(reader)) {  // timing info
    bits_read(reader, 32);
    bits_read(reader, 32);
    if (bits_one(reader)) variable_length(reader);
    sequence->has_decoder_model = bits_one(reader);
    if (sequence->has_decoder_model) {
      delay_bits = (int)bits_read(reader, 5) + 1;
      bits_read(reader, 32);
      bits_read(reader, 10);
    }
  }
  bool has_initial_delay = bits_one(reader);
  int points = (int)bits_read(reader, 5) + 1;
  for (int point = 0; point < points; point++) {
    bits_read(reader, 12);
    if (bits_read(reader, 5) > 7) bits_one(reader);
    if (sequence->has_decoder_model && bits_one(reader)) {
      bits_read(reader, delay_bits);
      bits_read(reader, delay_bits);
      bits_one(reader);
    }
    if (has_initial_delay && bits_one(reader)) bits_read(reader, 4);
  }
}

static void read_sequence(av1_sequence *sequence, bits *reader) {
  memset(sequence, 0, sizeof *sequence);
  bits_read(reader, 4);  // profile, still picture
  sequence->has_reduced_header = bits_one(reader);
  if (sequence->has_reduced_header) {
    bits_read(reader, 5);
  } else {
    read_operating_points(sequence, reader);
  }
  int width_bits = (int)bits_read(reader, 4) + 1;
  int height_bits = (int)bits_read(reader, 4) + 1;
  bits_read(reader, width_bits);
  bits_read(reader, height_bits);
  if (!sequence->has_reduced_header) sequence->has_frame_ids = bits_one(reader);
  if (sequence->has_frame_ids) {
    sequence->delta_id_bits = (int)bits_read(reader, 4) + 2;
    sequence->frame_id_bits = (int)bits_read(reader, 3) + sequence->delta_id_bits + 1;
  }
  bits_read(reader, 3);  // superblock size, two intra tools
  sequence->screen_content = EACH_FRAME_SAYS;
  sequence->integer_motion = EACH_FRAME_SAYS;
  if (!sequence->has_reduced_header) {
    bits_read(reader, 4);  // four inter tools
    sequence->has_order_hint = bits_one(reader);
    if (sequence->has_order_hint) bits_read(reader, 2);
    sequence->screen_content = bits_one(reader) ? EACH_FRAME_SAYS : bits_one(reader);
    if (sequence->screen_content > 0) {
      sequence->integer_motion = bits_one(reader) ? EACH_FRAME_SAYS : bits_one(reader);
    }
    if (sequence->has_order_hint) sequence->order_hint_bits = (int)bits_read(reader, 3) + 1;
  }
  sequence->is_known = true;
}

static av1_frame read_frame(const av1_sequence *sequence, bits *reader) {
  av1_frame frame = {0};
  if (bits_one(reader)) {
    frame.needs = (uint8_t)(1u << bits_read(reader, 3));
    frame.is_shown = frame.is_repeat = true;
    return frame;
  }
  uint32_t type = bits_read(reader, 2);
  frame.is_shown = bits_one(reader);
  frame.is_key = type == KEY_FRAME;
  if (!frame.is_shown) bits_one(reader);  // showable
  bool resets_all = type == SWITCH_FRAME || (type == KEY_FRAME && frame.is_shown);
  bool is_resilient = resets_all || bits_one(reader);
  bits_one(reader);  // no update of probabilities
  int screen_content =
      sequence->screen_content == EACH_FRAME_SAYS ? bits_one(reader) : sequence->screen_content;
  if (screen_content && sequence->integer_motion == EACH_FRAME_SAYS) bits_one(reader);
  bits_read(reader, sequence->frame_id_bits);
  if (type != SWITCH_FRAME) bits_one(reader);  // size override
  bits_read(reader, sequence->order_hint_bits);
  bool is_intra = type == KEY_FRAME || type == INTRA_ONLY_FRAME;
  if (!is_intra && !is_resilient) bits_read(reader, 3);  // the slot its probabilities come from
  frame.refreshes = resets_all ? ALL_SLOTS : (uint8_t)bits_read(reader, 8);
  if ((!is_intra || frame.refreshes != ALL_SLOTS) && is_resilient && sequence->has_order_hint) {
    for (int slot = 0; slot < 8; slot++) bits_read(reader, sequence->order_hint_bits);
  }
  if (is_intra) return frame;
  if (sequence->has_order_hint && bits_one(reader)) {  // short signalling: the rest is derived
    frame.needs = ALL_SLOTS;
    return frame;
  }
  for (int reference = 0; reference < 7; reference++) {
    frame.needs |= (uint8_t)(1u << bits_read(reader, 3));
    bits_read(reader, sequence->delta_id_bits);
  }
  return frame;
}

av1_unit av1_read(av1_sequence *sequence, const uint8_t *data, int size) {
  av1_unit unit = {0};
  for (int offset = 0; offset < size;) {
    int type = data[offset] >> 3 & 15;
    bool has_extension = data[offset] >> 2 & 1, has_size = data[offset] >> 1 & 1;
    int64_t body = offset + 1 + has_extension, length = size - body;
    if (has_size) {
      length = 0;
      for (int shift = 0;; shift += 7) {
        if (body >= size || shift > 28) return unit;
        uint8_t byte = data[body++];
        length |= (int64_t)(byte & 127) << shift;
        if (!(byte & 128)) break;
      }
    }
    if (length < 0 || length > size - body) return unit;
    bits reader = {.data = data + body, .size = (int)length};
    if (type == OBU_SEQUENCE_HEADER) read_sequence(sequence, &reader);
    if (type == OBU_FRAME_HEADER || type == OBU_FRAME) {
      // Layers and decoder models change what the header holds; such streams are not taken apart.
      if (!sequence->is_known || sequence->has_reduced_header || sequence->has_decoder_model ||
          has_extension || unit.count == AV1_MAX_FRAMES) {
        return unit;
      }
      unit.frames[unit.count++] = read_frame(sequence, &reader);
    }
    offset = (int)(body + length);
  }
  unit.is_known = unit.count > 0;
  return unit;
}
