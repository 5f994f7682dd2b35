// Reads bits, first bit first; past the end there are zeros.
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  const uint8_t *data;
  int size;          // bytes
  int64_t position;  // bits
  bool skips_emulation;  // H.264 and HEVC put a 3 after two zero bytes
} bits;

static inline int bits_one(bits *reader) {
  int64_t byte = reader->position >> 3;
  if (reader->skips_emulation && (reader->position & 7) == 0 && byte >= 2 && byte < reader->size &&
      reader->data[byte] == 3 && reader->data[byte - 1] == 0 && reader->data[byte - 2] == 0) {
    reader->position += 8;
    byte++;
  }
  int bit = byte < reader->size ? reader->data[byte] >> (7 - (reader->position & 7)) & 1 : 0;
  reader->position++;
  return bit;
}

static inline uint32_t bits_read(bits *reader, int count) {
  uint32_t value = 0;
  while (count-- > 0) value = value << 1 | (uint32_t)bits_one(reader);
  return value;
}

/// An unsigned Exp-Golomb number; 2^32 - 1 for anything longer than 32 bits.
static inline uint32_t bits_golomb(bits *reader) {
  int zeros = 0;
  while (zeros < 32 && !bits_one(reader)) zeros++;
  return zeros == 32 ? UINT32_MAX : (uint32_t)((1u << zeros) - 1 + bits_read(reader, zeros));
}

static inline int32_t bits_signed_golomb(bits *reader) {
  uint32_t value = bits_golomb(reader);
  return value & 1 ? (int32_t)(value / 2 + 1) : -(int32_t)(value / 2);
}
