#include "bitstream.h"

#include <string.h>

#include "bits.h"

// Codecs whose key packets are proved to start anew. Others, the old palette and screen codecs above all,
// flag packets as key that still build on what came before.
static bool keeps_promises(enum AVCodecID codec) {
  switch (codec) {
    case AV_CODEC_ID_H264:
    case AV_CODEC_ID_HEVC:
    case AV_CODEC_ID_VP8:
    case AV_CODEC_ID_VP9:
    case AV_CODEC_ID_AV1:
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
    case AV_CODEC_ID_MPEG4:
    case AV_CODEC_ID_THEORA:
    case AV_CODEC_ID_PRORES:
    case AV_CODEC_ID_DNXHD:
    case AV_CODEC_ID_MJPEG:
      return true;
    default:
      return false;
  }
}

// NAL units --------------------------------------------------------------------------------------

typedef struct {
  const uint8_t *next, *end;
  int length_size;
} nal_cursor;

static const uint8_t *find_start_code(const uint8_t *from, const uint8_t *end) {
  for (const uint8_t *at = from + 2; at < end; at++) {
    at = memchr(at, 1, (size_t)(end - at));
    if (!at) break;
    if (at[-1] == 0 && at[-2] == 0) return at + 1;
  }
  return end;
}

static bool next_nal(nal_cursor *cursor, const uint8_t **nal, int *size) {
  if (!cursor->length_size) {
    if (cursor->next >= cursor->end) return false;
    *nal = cursor->next;
    const uint8_t *following =
        cursor->end - *nal > 3 ? find_start_code(*nal, cursor->end) : cursor->end;
    *size = (int)((following < cursor->end ? following - 3 : cursor->end) - *nal);
    cursor->next = following;
    return *size > 0;
  }
  if (cursor->end - cursor->next < cursor->length_size) return false;
  uint32_t length = 0;
  for (int byte = 0; byte < cursor->length_size; byte++) length = length << 8 | *cursor->next++;
  if (length > (size_t)(cursor->end - cursor->next)) return false;
  *nal = cursor->next;
  *size = (int)length;
  cursor->next += length;
  return true;
}

static nal_cursor nal_units(const bitstream *stream, const uint8_t *data, int size) {
  // What is not there has no address to count from.
  static const uint8_t nothing;
  if (!data) data = &nothing;
  nal_cursor cursor = {.next = data, .end = data + size, .length_size = stream->length_size};
  if (!stream->length_size) {
    cursor.next = size > 3 ? find_start_code(data, cursor.end) : cursor.end;
  }
  return cursor;
}

static uint64_t digest(uint64_t state, const uint8_t *data, int size) {
  for (int byte = 0; byte < size; byte++) state = (state ^ data[byte]) * 0x100000001b3;
  return state;
}

static void add_parameters(packet_facts *facts, const uint8_t *nal, int size) {
  facts->parameters = digest(facts->has_parameters ? facts->parameters : 0xcbf29ce484222325, nal, size);
  facts->has_parameters = true;
}

// H.264 ------------------------------------------------------------------------------------------

enum { H264_SLICE = 1, H264_IDR = 5, H264_SEI = 6, H264_SPS = 7, H264_PPS = 8, H264_SPS_EXTENSION = 13,
       H264_SUBSET_SPS = 15 };

/// The number of frames until the picture is whole that a recovery point announces, or -1.
static int64_t recovery_frames(const uint8_t *nal, int size) {
  bits reader = {.data = nal, .size = size, .position = 8, .skips_emulation = true};
  while (reader.position / 8 + 2 < size) {
    uint32_t type = 0, length = 0, byte;
    do type += byte = bits_read(&reader, 8); while (byte == 255 && reader.position / 8 < size);
    do length += byte = bits_read(&reader, 8); while (byte == 255 && reader.position / 8 < size);
    if (type == 6) return bits_golomb(&reader);
    if (length > (uint32_t)size) return -1;
    for (uint32_t skipped = 0; skipped < length; skipped++) bits_read(&reader, 8);
  }
  return -1;
}

static bool is_intra_slice(const uint8_t *nal, int size) {
  bits reader = {.data = nal, .size = size, .position = 8, .skips_emulation = true};
  bits_golomb(&reader);  // first macroblock
  uint32_t type = bits_golomb(&reader) % 5;
  return type == 2 || type == 4;  // I, SI
}

static packet_facts read_h264(const bitstream *stream, const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {0};
  bool has_idr = false, is_intra = true, is_needed = false;
  int slices = 0;
  int64_t recovery = -1;
  nal_cursor cursor = nal_units(stream, data, size);
  const uint8_t *nal;
  int length;
  while (next_nal(&cursor, &nal, &length)) {
    if (length < 1) continue;
    int type = nal[0] & 31;
    switch (type) {
      case H264_SLICE: case 2: case 3: case 4: case H264_IDR:
        slices++;
        has_idr |= type == H264_IDR;
        is_needed |= (nal[0] >> 5 & 3) != 0;
        if (is_key && type != H264_IDR) is_intra &= is_intra_slice(nal, length);
        break;
      case H264_SEI:
        if (is_key && recovery < 0) recovery = recovery_frames(nal, length);
        break;
      case H264_SPS: case H264_PPS: case H264_SPS_EXTENSION: case H264_SUBSET_SPS:
        add_parameters(&facts, nal, length);
        break;
      default:
        break;
    }
  }
  // Periodic intra refresh flags packets as key that hold P slices and become whole frames later.
  facts.is_entry = is_key && slices && (has_idr || (recovery == 0 && is_intra));
  facts.is_clean = has_idr;
  facts.is_disposable = slices && !is_needed && !facts.has_parameters;
  return facts;
}

/// Whether the sequence parameter set says that every picture is a frame, never a field.
static bool h264_has_only_frames(const uint8_t *nal, int size) {
  bits reader = {.data = nal, .size = size, .position = 8, .skips_emulation = true};
  uint32_t profile = bits_read(&reader, 8);
  bits_read(&reader, 16);
  bits_golomb(&reader);
  switch (profile) {
    case 100: case 110: case 122: case 244: case 44: case 83: case 86: case 118: case 128: case 138:
    case 139: case 134: case 135: {
      uint32_t chroma = bits_golomb(&reader);
      if (chroma == 3) bits_one(&reader);
      bits_golomb(&reader);
      bits_golomb(&reader);
      bits_one(&reader);
      if (!bits_one(&reader)) break;
      for (int list = 0; list < (chroma == 3 ? 12 : 8); list++) {
        if (!bits_one(&reader)) continue;
        int last = 8, next = 8;
        for (int entry = 0; entry < (list < 6 ? 16 : 64); entry++) {
          if (next) next = (last + bits_signed_golomb(&reader)) & 255;
          if (next) last = next;
        }
      }
      break;
    }
    default:
      break;
  }
  bits_golomb(&reader);
  uint32_t order_type = bits_golomb(&reader);
  if (order_type == 0) {
    bits_golomb(&reader);
  } else if (order_type == 1) {
    bits_one(&reader);
    bits_golomb(&reader);
    bits_golomb(&reader);
    uint32_t cycle = bits_golomb(&reader);
    for (uint32_t entry = 0; entry < cycle && entry < 256; entry++) bits_golomb(&reader);
  }
  bits_golomb(&reader);
  bits_one(&reader);
  bits_golomb(&reader);
  bits_golomb(&reader);
  return bits_one(&reader) && reader.position <= 8 * (int64_t)size;
}

static void open_h264(bitstream *stream, const uint8_t *extra, int size) {
  // Fields may come one a packet, two of them one picture: only frames are taken apart.
  stream->has_segments = false;
  if (size > 8 && extra[0] == 1) {
    stream->length_size = (extra[4] & 3) + 1;
    int sets = extra[5] & 31, length = extra[6] << 8 | extra[7];
    if (sets > 0 && length <= size - 8 && length > 4) {
      stream->has_segments = h264_has_only_frames(extra + 8, length);
    }
    return;
  }
  nal_cursor cursor = nal_units(stream, extra, size);
  const uint8_t *nal;
  int length;
  while (next_nal(&cursor, &nal, &length)) {
    if (length > 4 && (nal[0] & 31) == H264_SPS) {
      stream->has_segments = h264_has_only_frames(nal, length);
      return;
    }
  }
}

// HEVC -------------------------------------------------------------------------------------------

enum { HEVC_FIRST_IRAP = 16, HEVC_IDR_WITH_LEADING = 19, HEVC_IDR = 20, HEVC_LAST_IRAP = 23,
       HEVC_SEI = 39, HEVC_FIRST_OTHER = 32, HEVC_SPS = 33, HEVC_PPS = 34 };

/// Whether supplemental information tells the mastering display or the content's light level.
static bool tells_light(const uint8_t *nal, int size) {
  enum { MASTERING_DISPLAY = 137, CONTENT_LIGHT = 144 };
  bits reader = {.data = nal, .size = size, .position = 16, .skips_emulation = true};
  while (reader.position / 8 + 2 < size) {
    uint32_t type = 0, length = 0, byte;
    do type += byte = bits_read(&reader, 8); while (byte == 255 && reader.position / 8 < size);
    do length += byte = bits_read(&reader, 8); while (byte == 255 && reader.position / 8 < size);
    if (type == MASTERING_DISPLAY || type == CONTENT_LIGHT) return true;
    if (length > (uint32_t)size) return false;
    for (uint32_t skipped = 0; skipped < length; skipped++) bits_read(&reader, 8);
  }
  return false;
}

static packet_facts read_hevc(const bitstream *stream, const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {0};
  bool is_entry = is_key, is_needed = false;
  int slices = 0;
  nal_cursor cursor = nal_units(stream, data, size);
  const uint8_t *nal;
  int length;
  while (next_nal(&cursor, &nal, &length)) {
    if (length < 2) continue;
    int type = nal[0] >> 1 & 63, layer = (nal[1] & 7) - 1;
    if (type < HEVC_FIRST_OTHER) {
      slices++;
      is_entry &= type >= HEVC_FIRST_IRAP && type <= HEVC_LAST_IRAP;
      facts.is_clean = type == HEVC_IDR_WITH_LEADING || type == HEVC_IDR;
      // Even types below 16 are not referenced by pictures of their own layer; only in the highest
      // layer does that mean by nobody.
      is_needed |= type >= HEVC_FIRST_IRAP || type & 1 || layer < stream->top_layer;
    } else if (type <= HEVC_PPS) {
      add_parameters(&facts, nal, length);
    } else if (type == HEVC_SEI && is_key) {
      facts.has_light |= tells_light(nal, length);
    }
  }
  facts.is_entry = slices && is_entry;
  facts.is_disposable = slices && !is_needed && !facts.has_parameters;
  return facts;
}

static void open_hevc(bitstream *stream, const uint8_t *extra, int size) {
  if (size > 22 && (extra[0] == 1 || extra[1] || extra[2] > 1)) {
    stream->length_size = (extra[21] & 3) + 1;
    stream->top_layer = (extra[21] >> 3 & 7) - 1;
    if (stream->top_layer < 0) stream->may_drop = false;
    return;
  }
  stream->may_drop = false;
  nal_cursor cursor = nal_units(stream, extra, size);
  const uint8_t *nal;
  int length;
  while (next_nal(&cursor, &nal, &length)) {
    if (length > 2 && (nal[0] >> 1 & 63) == HEVC_SPS) {
      stream->top_layer = nal[2] >> 1 & 7;
      stream->may_drop = true;
      return;
    }
  }
}

int bitstream_copy_parameters(const bitstream *stream, const uint8_t *data, int size, uint8_t *sets,
                              int capacity) {
  static const uint8_t start_code[] = {0, 0, 0, 1};
  nal_cursor cursor = nal_units(stream, data, size);
  const uint8_t *nal;
  int length, total = 0, prefix = stream->length_size ? stream->length_size : (int)sizeof start_code;
  while (next_nal(&cursor, &nal, &length)) {
    if (length < 2) continue;
    int type = stream->codec == AV_CODEC_ID_HEVC ? nal[0] >> 1 & 63 : nal[0] & 31;
    bool is_set = stream->codec == AV_CODEC_ID_HEVC
                      ? type >= HEVC_FIRST_OTHER && type <= HEVC_PPS
                      : type == H264_SPS || type == H264_PPS || type == H264_SPS_EXTENSION || type == H264_SUBSET_SPS;
    if (!is_set) continue;
    if (length > capacity - total - prefix) return 0;
    memcpy(sets + total, stream->length_size ? nal - prefix : start_code, (size_t)prefix);
    memcpy(sets + total + prefix, nal, (size_t)length);
    total += prefix + length;
  }
  return total;
}

// MPEG -------------------------------------------------------------------------------------------

static packet_facts read_mpeg12(const bitstream *stream, const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {0};
  bool is_needed = false, is_intra = true;
  int pictures = 0;
  nal_cursor cursor = nal_units(stream, data, size);
  const uint8_t *unit;
  int length;
  while (next_nal(&cursor, &unit, &length)) {
    if (unit[0] == 0xB3 || unit[0] == 0xB8) is_needed = true;  // sequence, group
    if (unit[0] != 0 || length < 3) continue;
    int type = unit[2] >> 3 & 7;
    pictures++;
    is_needed |= type != 3;
    // The second field of a key picture may be predicted from the first.
    is_intra &= type == 1 || pictures > 1;
  }
  facts.is_entry = is_key && pictures && is_intra;
  facts.is_disposable = pictures && !is_needed;
  return facts;
}

static packet_facts read_mpeg4(const bitstream *stream, const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {0};
  int pictures = 0, bidirectional = 0, intra = 0;
  nal_cursor cursor = nal_units(stream, data, size);
  const uint8_t *unit;
  int length;
  while (next_nal(&cursor, &unit, &length)) {
    if (unit[0] != 0xB6 || length < 2) continue;
    pictures++;
    bidirectional += unit[1] >> 6 == 2;
    intra += unit[1] >> 6 == 0;
  }
  facts.is_entry = is_key && pictures == 1 && intra == 1;
  facts.is_disposable = pictures == 1 && bidirectional == 1;
  return facts;
}

// VP8, VP9, AV1 ----------------------------------------------------------------------------------

static packet_facts read_vp8(const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {0};
  if (size < 3) return facts;
  facts.is_entry = is_key && !(data[0] & 1);
  facts.is_hidden = !(data[0] >> 4 & 1);
  return facts;
}

static packet_facts read_vp9(const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {0};
  if (size < 1) return facts;
  bits reader = {.data = data, .size = size};
  bits_read(&reader, 2);
  uint32_t profile = bits_one(&reader);
  profile |= (uint32_t)bits_one(&reader) << 1;
  if (profile == 3) bits_one(&reader);
  bool shows_existing = bits_one(&reader);
  bool is_inter = bits_one(&reader);
  bool is_shown = bits_one(&reader);
  // A superframe ends with an index that starts and ends with this mark; its last frame is shown.
  bool is_superframe = (data[size - 1] & 0xE0) == 0xC0;
  facts.is_entry = is_key && !shows_existing && !is_inter;
  facts.is_hidden = !shows_existing && !is_shown && !is_superframe;
  return facts;
}

static packet_facts read_av1(bitstream *stream, const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {0};
  av1_unit unit = av1_read(&stream->sequence, data, size);
  if (!unit.is_known) return (packet_facts){.is_entry = is_key};
  facts.is_hidden = facts.is_disposable = true;
  for (int index = 0; index < unit.count; index++) {
    facts.is_hidden &= !unit.frames[index].is_shown;
    // To repeat a key frame is to replace every slot by it.
    facts.is_disposable &= !unit.frames[index].refreshes && !unit.frames[index].is_repeat;
  }
  facts.is_entry = is_key && unit.frames[0].is_key && unit.frames[0].is_shown;
  return facts;
}

// Any --------------------------------------------------------------------------------------------

void bitstream_open(bitstream *stream, const AVCodecParameters *parameters) {
  *stream = (bitstream){.codec = parameters->codec_id, .may_drop = true};
  stream->has_segments = keeps_promises(parameters->codec_id);
  const uint8_t *extra = parameters->extradata;
  int size = extra ? parameters->extradata_size : 0;
  switch (parameters->codec_id) {
    case AV_CODEC_ID_H264:
      open_h264(stream, extra, size);
      break;
    case AV_CODEC_ID_HEVC:
      open_hevc(stream, extra, size);
      break;
    case AV_CODEC_ID_AV1:
      if (size > 4 && extra[0] & 0x80) {
        extra += 4;
        size -= 4;
      }
      if (size > 0) av1_read(&stream->sequence, extra, size);
      break;
    default:
      break;
  }
}

packet_facts bitstream_read(bitstream *stream, const uint8_t *data, int size, bool is_key) {
  packet_facts facts = {.is_entry = is_key};
  if (!data || size <= 0) return (packet_facts){0};
  switch (stream->codec) {
    case AV_CODEC_ID_H264:
      facts = read_h264(stream, data, size, is_key);
      break;
    case AV_CODEC_ID_HEVC:
      facts = read_hevc(stream, data, size, is_key);
      break;
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
      facts = read_mpeg12(stream, data, size, is_key);
      break;
    case AV_CODEC_ID_MPEG4:
      facts = read_mpeg4(stream, data, size, is_key);
      break;
    case AV_CODEC_ID_VP8:
      facts = read_vp8(data, size, is_key);
      break;
    case AV_CODEC_ID_VP9:
      facts = read_vp9(data, size, is_key);
      break;
    case AV_CODEC_ID_AV1:
      facts = read_av1(stream, data, size, is_key);
      break;
    case AV_CODEC_ID_PRORES:
    case AV_CODEC_ID_DNXHD:
    case AV_CODEC_ID_MJPEG:
      facts.is_disposable = true;
      break;
    default:
      break;
  }
  bool has_unclean = stream->codec == AV_CODEC_ID_H264 || stream->codec == AV_CODEC_ID_HEVC;
  facts.is_clean = facts.is_entry && (facts.is_clean || !has_unclean);
  facts.is_disposable &= stream->may_drop;
  return facts;
}
