// What the files of this target share and nobody outside sees.
#pragma once

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>

#include "bitstream.h"
#include "compat.h"
#include "include/cmedia.h"

struct cmedia_input {
  AVFormatContext *format;
  AVIOContext *io;  // ours to close, if bytes come from a callback or a path
  cmedia_bytes bytes;
  cmedia_interrupt *interrupt;
  int selected;    // stream, or -1
  int failures;    // reads that failed since the last that did not
  AVPacket *scratch;
  bitstream bitstream;
  // What was read for the segment that follows the last one given: its beginning, and one packet more.
  struct cmedia_segment *upcoming;
  AVPacket *lookahead;
  cmedia_packet lookahead_facts;
  packet_facts lookahead_content;
  bool has_lookahead, ended, has_jumped, met_light;
  // Parameter sets met inside packets that were read for copying, and whether the last one brings its own.
  uint8_t *sets;
  int sets_size;
  bool has_parameters;
  // The last packet at which decoding may start: when it is shown, and whether only such packets that no
  // other needs have followed it.
  int64_t entry_pts;
  bool has_entry, follows_entry;
  int64_t shown;  // pictures in the segments given, or -1
  uint64_t first_parameters, last_parameters;
};

int interrupt_callback(void *interrupt);

/// Reads the next packet of the selected stream into `packet`. `CMEDIA_END` is final; a negative result
/// may be followed by further packets.
int input_read(cmedia_input *input, AVPacket *packet);

/// Describes the packet that `input_read` gives next, and keeps it.
int input_look_ahead(cmedia_input *input, cmedia_packet *facts, packet_facts *content);

static inline AVStream *input_stream(const cmedia_input *input) {
  return input->format->streams[input->selected];
}

/// What is known of a packet without decoding it.
cmedia_packet packet_describe(cmedia_input *input, const AVPacket *packet, packet_facts *facts);

/// Pictures shown before the packet at `dts` if the container lists every packet, or -1.
int64_t input_shown_before(const cmedia_input *input, int64_t dts);

void stream_orientation(const AVStream *stream, int *rotation, bool *mirrored);
cmedia_hdr transfer_hdr(enum AVColorTransferCharacteristic transfer);

/// The first damages met and not yet taken; more than it holds are counted in the last.
typedef struct {
  cmedia_damage items[64];
  int first, count;
} damage_log;

void damage_add(damage_log *log, cmedia_damage_kind kind, int64_t pts, int64_t duration, int packet);
bool damage_take(damage_log *log, cmedia_damage *damage);

/// No clock goes further; so the distance of two times is a number, too.
#define FARTHEST_TIME (INT64_C(1) << 61)

static inline int64_t known(int64_t time) {
  return time < -FARTHEST_TIME || time > FARTHEST_TIME ? CMEDIA_NO_TIME : time;
}
