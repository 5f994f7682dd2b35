#include "parameters.h"

#include <libavutil/common.h>
#include <libavutil/mem.h>
#include <string.h>

#include "bits.h"
#include "include/cmedia.h"

enum { H264_SPS = 7, H264_PPS = 8, HEVC_VPS = 32, HEVC_PPS = 34, MOST_SETS = 32 };

// Units ------------------------------------------------------------------------------------------

const uint8_t *parameters_first_unit(const uint8_t *data, int size) {
  for (int place = 0; place + 3 < size; place++) {
    if (!data[place] && !data[place + 1] && data[place + 2] == 1) return data + place + 3;
  }
  return NULL;
}

const uint8_t *parameters_take_unit(const uint8_t **next, const uint8_t *end, int *size) {
  const uint8_t *unit = *next, *following = parameters_first_unit(unit, (int)(end - unit));
  const uint8_t *last = following ? following - 3 : end;
  while (last > unit && !last[-1]) last--;
  *size = (int)(last - unit);
  *next = following;
  return unit;
}

static bool is_parameter_set(enum AVCodecID codec, const uint8_t *unit, int size) {
  if (size < 4) return false;
  int hevc = unit[0] >> 1 & 63, h264 = unit[0] & 31;
  return codec == AV_CODEC_ID_HEVC ? hevc >= HEVC_VPS && hevc <= HEVC_PPS : h264 == H264_SPS || h264 == H264_PPS;
}

int parameters_copy(enum AVCodecID codec, const uint8_t *data, int size, uint8_t **sets, int *sets_size) {
  static const uint8_t start_code[] = {0, 0, 0, 1};
  const uint8_t *next = data ? parameters_first_unit(data, size) : NULL;
  *sets_size = 0;
  // A start code of three bytes becomes one of four.
  *sets = av_mallocz((size_t)size * 2 + AV_INPUT_BUFFER_PADDING_SIZE);
  if (!*sets) return AVERROR(ENOMEM);
  while (next) {
    int length;
    const uint8_t *unit = parameters_take_unit(&next, data + size, &length);
    if (!is_parameter_set(codec, unit, length)) continue;
    memcpy(*sets + *sets_size, start_code, sizeof start_code);
    memcpy(*sets + *sets_size + sizeof start_code, unit, (size_t)length);
    *sets_size += (int)sizeof start_code + length;
  }
  return *sets_size > 0 ? CMEDIA_OK : AVERROR_INVALIDDATA;
}

// Lists of H.264's -------------------------------------------------------------------------------

/// Sets of one kind.
typedef struct {
  const uint8_t *units[MOST_SETS];
  int sizes[MOST_SETS], count;
} set_list;

static bool add_set(set_list *list, const uint8_t *unit, int size) {
  if (list->count == MOST_SETS || size < 4) return false;
  list->units[list->count] = unit;
  list->sizes[list->count++] = size;
  return true;
}

static bool read_units(const uint8_t *data, int size, set_list lists[2]) {
  const uint8_t *next = parameters_first_unit(data, size);
  while (next) {
    int length;
    const uint8_t *unit = parameters_take_unit(&next, data + size, &length);
    if (!is_parameter_set(AV_CODEC_ID_H264, unit, length)) continue;
    if (!add_set(&lists[(unit[0] & 31) == H264_PPS], unit, length)) return false;
  }
  return lists[0].count > 0;
}

/// Reads MP4's form, which tells how long each set is; `*rest` is where other things follow.
static bool read_listed(const uint8_t *data, int size, set_list lists[2], int *rest) {
  int offset = 5;
  for (int list = 0; list < 2; list++) {
    if (offset >= size) return false;
    int count = data[offset++] & (list ? 255 : 31);
    for (; count > 0; count--) {
      if (offset + 2 > size) return false;
      int length = data[offset] << 8 | data[offset + 1];
      if ((offset += 2) + length > size || !add_set(&lists[list], data + offset, length)) return false;
      offset += length;
    }
  }
  *rest = offset;
  return lists[0].count > 0;
}

static bool is_listed(const AVCodecParameters *stream) { return stream->extradata[0] == 1; }

static bool read_sets(const AVCodecParameters *stream, set_list lists[2], int *rest) {
  const uint8_t *extra = stream->extradata;
  int size = extra ? stream->extradata_size : 0;
  *rest = size;
  if (size < 8) return false;
  return is_listed(stream) ? read_listed(extra, size, lists, rest) : read_units(extra, size, lists);
}

static uint32_t identifier(const uint8_t *unit, int size) {
  bool is_sequence = (unit[0] & 31) == H264_SPS;
  bits reader = {.data = unit, .size = size, .position = is_sequence ? 32 : 8, .skips_emulation = true};
  return bits_golomb(&reader);
}

int parameters_free_identifier(const AVCodecParameters *stream) {
  set_list lists[2] = {0};
  int rest;
  if (!read_sets(stream, lists, &rest)) return -1;
  // Streams begin to count at zero.
  for (int candidate = 31; candidate >= 0; candidate--) {
    bool is_free = true;
    for (int list = 0; list < 2; list++) {
      for (int each = 0; each < lists[list].count; each++) {
        is_free &= identifier(lists[list].units[each], lists[list].sizes[each]) != (uint32_t)candidate;
      }
    }
    if (is_free) return candidate;
  }
  return -1;
}

// Joining ----------------------------------------------------------------------------------------

static int write_list(uint8_t *to, const set_list *list) {
  int place = 0;
  for (int each = 0; each < list->count; each++) {
    to[place++] = (uint8_t)(list->sizes[each] >> 8);
    to[place++] = (uint8_t)list->sizes[each];
    memcpy(to + place, list->units[each], (size_t)list->sizes[each]);
    place += list->sizes[each];
  }
  return place;
}

static int join_listed(uint8_t *to, const AVCodecParameters *stream, const set_list lists[2],
                       const set_list more[2], int rest) {
  const uint8_t *extra = stream->extradata;
  int place = 5;
  memcpy(to, extra, (size_t)place);
  // The whole is as demanding as the most demanding of its parts.
  to[3] = FFMAX(to[3], more[0].units[0][3]);
  for (int list = 0; list < 2; list++) {
    int count = lists[list].count + more[list].count;
    to[place++] = (uint8_t)(list ? count : count | 0xE0);
    place += write_list(to + place, &lists[list]);
    place += write_list(to + place, &more[list]);
  }
  memcpy(to + place, extra + rest, (size_t)(stream->extradata_size - rest));
  return place + stream->extradata_size - rest;
}

int parameters_join(const AVCodecParameters *stream, const uint8_t *sets, int sets_size, uint8_t **joined,
                    int *joined_size) {
  set_list lists[2] = {0}, more[2] = {0};
  int rest, own = stream->extradata_size;
  if (!read_sets(stream, lists, &rest) || !read_units(sets, sets_size, more)) return CMEDIA_IRREGULAR;
  if (lists[0].count + more[0].count > 31) return CMEDIA_IRREGULAR;
  *joined = av_mallocz((size_t)own + (size_t)sets_size + AV_INPUT_BUFFER_PADDING_SIZE);
  if (!*joined) return AVERROR(ENOMEM);
  if (is_listed(stream)) {
    *joined_size = join_listed(*joined, stream, lists, more, rest);
    return CMEDIA_OK;
  }
  memcpy(*joined, stream->extradata, (size_t)own);
  memcpy(*joined + own, sets, (size_t)sets_size);
  *joined_size = own + sets_size;
  return CMEDIA_OK;
}
