#include "segment.h"

static cmedia_segment *segment_create(void) {
  cmedia_segment *segment = av_mallocz(sizeof *segment);
  if (segment) segment->end = CMEDIA_NO_TIME;
  return segment;
}

void cmedia_segment_free(cmedia_segment *segment) {
  if (!segment) return;
  for (int index = 0; index < segment->count; index++) av_packet_free(&segment->packets[index]);
  av_freep(&segment->packets);
  av_freep(&segment->facts);
  av_freep(&segment->wanted);
  av_free(segment);
}

const cmedia_packet *cmedia_segment_packets(const cmedia_segment *segment, int *count) {
  *count = segment->count;
  return segment->facts;
}

int64_t cmedia_segment_end(const cmedia_segment *segment) { return segment->end; }

int64_t cmedia_segment_ordinal(const cmedia_segment *segment) { return segment->ordinal; }

void cmedia_segment_want(cmedia_segment *segment, int index) {
  if (index >= 0 && index < segment->count) segment->wanted[index] = true;
}

static int grow(cmedia_segment *segment) {
  if (segment->count < segment->capacity) return 0;
  size_t capacity = (size_t)segment->capacity * 2 + 64;
  if (av_reallocp_array(&segment->packets, capacity, sizeof *segment->packets) < 0 ||
      av_reallocp_array(&segment->facts, capacity, sizeof *segment->facts) < 0 ||
      av_reallocp_array(&segment->wanted, capacity, sizeof *segment->wanted) < 0) {
    // The arrays that could not grow are gone, and the packets with them.
    segment->count = segment->capacity = 0;
    return AVERROR(ENOMEM);
  }
  segment->capacity = (int)capacity;
  return 0;
}

/// Adds a reference to the packet's bytes, no copy of them.
static int add(cmedia_segment *segment, const AVPacket *packet, cmedia_packet facts) {
  int result = grow(segment);
  if (result < 0) return result;
  AVPacket *reference = av_packet_clone(packet);
  if (!reference) return AVERROR(ENOMEM);
  segment->packets[segment->count] = reference;
  segment->facts[segment->count] = facts;
  segment->wanted[segment->count] = false;
  segment->count++;
  segment->bytes += packet->size;
  return 0;
}

/// Whether a decoder that starts at some key packet might lack what this packet brings or changes.
static bool is_irregular(cmedia_input *input, const AVPacket *packet, const cmedia_packet *facts,
                         const packet_facts *content) {
  if (facts->flags & CMEDIA_PACKET_CORRUPT) return true;
  // Without times there is no telling which pictures lead a key picture.
  if (facts->pts == CMEDIA_NO_TIME && !(facts->flags & CMEDIA_PACKET_HIDDEN)) return true;
  bool changes = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, NULL) ||
                 av_packet_get_side_data(packet, AV_PKT_DATA_PARAM_CHANGE, NULL) ||
                 av_packet_get_side_data(packet, AV_PKT_DATA_ENCRYPTION_INFO, NULL);
  if (changes) return true;
  if (content->has_parameters) {
    if (!input->first_parameters) input->first_parameters = content->parameters;
    input->last_parameters = content->parameters;
    return !content->is_entry && content->parameters != input->first_parameters;
  }
  return content->is_entry && input->last_parameters != input->first_parameters;
}

/// Describes the packet after those taken so far.
static int look_ahead(cmedia_input *input, cmedia_packet *facts) {
  packet_facts content;
  int result = input_look_ahead(input, facts, &content);
  if (result == AVERROR_EXIT || result == CMEDIA_END) return result;
  // What the demuxer cannot read, only a decoder that goes on in sequence can pass over.
  if (result < 0) return CMEDIA_IRREGULAR;
  return is_irregular(input, input->lookahead, facts, &content) ? CMEDIA_IRREGULAR : CMEDIA_OK;
}

static void drop_lookahead(cmedia_input *input) {
  av_packet_unref(input->lookahead);
  input->has_lookahead = false;
}

/// Whether the file's table starts anew on the way, as where edits take a stretch twice.
bool cmedia_input_has_rewinds(const cmedia_input *input) {
  AVStream *stream = input_stream(input);
  bool is_shown = false, is_group_skipped = false;
  int64_t previous = INT64_MIN;
  for (int index = 0; index < avformat_index_get_entries_count(stream); index++) {
    const AVIndexEntry *entry = avformat_index_get_entry(stream, index);
    bool is_hidden = entry->flags & AVINDEX_DISCARD_FRAME, is_key = entry->flags & AVINDEX_KEYFRAME;
    // What is skipped before the first picture or after the last does no harm.
    if ((is_group_skipped && !is_hidden) || entry->timestamp < previous) return true;
    is_shown |= !is_hidden;
    is_group_skipped |= is_shown && is_hidden && is_key;
    previous = entry->timestamp;
  }
  return false;
}

bool cmedia_input_has_segments(const cmedia_input *input) {
  const AVCodecParameters *parameters = input_stream(input)->codecpar;
  bool is_encrypted = parameters->codec_tag == MKTAG('e', 'n', 'c', 'v') ||
                      stream_side_data(input_stream(input), AV_PKT_DATA_ENCRYPTION_INIT_INFO, NULL);
  return input->bitstream.has_segments && !is_encrypted && !cmedia_input_has_rewinds(input);
}

/// Takes the key packet in the lookahead, and the pictures that lead it, into `upcoming` for the segment
/// after this one and into `segment` so that its last pictures come out.
static int cross_border(cmedia_input *input, cmedia_segment *segment, cmedia_packet key) {
  cmedia_packet facts = key;
  input->upcoming = segment_create();
  if (!input->upcoming) return AVERROR(ENOMEM);
  segment->end = key.pts;
  for (;;) {
    int result = add(input->upcoming, input->lookahead, facts);
    if (result < 0) return result;
    facts.flags |= CMEDIA_PACKET_BORROWED;
    if ((result = add(segment, input->lookahead, facts)) < 0) return result;
    drop_lookahead(input);
    if ((result = look_ahead(input, &facts)) == CMEDIA_END) return CMEDIA_OK;
    if (result != CMEDIA_OK) return result;
    if (facts.flags & CMEDIA_PACKET_ENTRY || facts.pts == CMEDIA_NO_TIME || facts.pts >= key.pts) {
      return CMEDIA_OK;
    }
    facts.flags |= CMEDIA_PACKET_LEADING;
  }
}

/// Leads the key picture that the segment starts with.
static bool is_own_lead(const cmedia_packet *packet) {
  return (packet->flags & (CMEDIA_PACKET_LEADING | CMEDIA_PACKET_BORROWED)) == CMEDIA_PACKET_LEADING;
}

static bool is_shown_by(const cmedia_packet *packet, const cmedia_segment *segment) {
  if (packet->flags & CMEDIA_PACKET_HIDDEN) return false;
  if (packet->flags & CMEDIA_PACKET_BORROWED) return packet->flags & CMEDIA_PACKET_LEADING;
  return segment->is_first || !(packet->flags & CMEDIA_PACKET_LEADING);
}

bool cmedia_segment_shows(const cmedia_segment *segment, int index) {
  return index >= 0 && index < segment->count && is_shown_by(&segment->facts[index], segment);
}

/// After a jump the pictures that lead the first key picture belong to the segment jumped over.
static void land(cmedia_input *input, cmedia_segment *segment) {
  int64_t before = input_shown_before(input, segment->facts[0].dts);
  for (int index = 1; before >= 0 && index < segment->count; index++) {
    before += is_own_lead(&segment->facts[index]);
  }
  input->shown = before;
  segment->is_first = false;
}

/// Finds out which pictures can be shown that lead the very first key picture: only the decoder knows.
static int settle_start(cmedia_input *input, cmedia_segment *segment) {
  cmedia_decoder *decoder = NULL;
  cmedia_decoder_options options = {.threads = 1, .isolated = true};
  int result = cmedia_decoder_open(input, options, input->interrupt, &decoder);
  if (result < 0) return result;
  for (int index = 0; index < segment->count; index++) {
    segment->wanted[index] = is_own_lead(&segment->facts[index]);
  }
  cmedia_frame frame;
  result = cmedia_decoder_begin(decoder, segment);
  while (result == CMEDIA_OK && (result = cmedia_decoder_next(decoder, &frame)) == CMEDIA_OK) {
    segment->wanted[frame.packet] = false;
  }
  for (int index = 0; index < segment->count; index++) {
    if (segment->wanted[index]) segment->facts[index].flags |= CMEDIA_PACKET_HIDDEN;
    segment->wanted[index] = false;
  }
  if (result >= 0) result = cmedia_decoder_is_suspect(decoder) ? CMEDIA_IRREGULAR : CMEDIA_OK;
  cmedia_decoder_close(decoder);
  return result;
}

/// Numbers the pictures, and checks that all lie before the next segment's first.
static int finish(cmedia_input *input, cmedia_segment *segment) {
  if (segment->is_first && input->has_jumped) land(input, segment);
  bool has_lead = false, has_end = segment->end != CMEDIA_NO_TIME;
  if (has_end && segment->end <= segment->facts[0].pts) return CMEDIA_IRREGULAR;
  segment->sequence = input->bitstream.sequence;
  for (int index = 0; index < segment->count; index++) has_lead |= is_own_lead(&segment->facts[index]);
  if (segment->is_first && has_lead) {
    int result = settle_start(input, segment);
    if (result != CMEDIA_OK) return result;
  }
  int64_t shown = 0;
  for (int index = 0; index < segment->count; index++) {
    const cmedia_packet *packet = &segment->facts[index];
    if (!is_shown_by(packet, segment)) continue;
    if (has_end && packet->pts >= segment->end) return CMEDIA_IRREGULAR;
    shown++;
  }
  segment->ordinal = input->shown;
  if (input->shown >= 0) input->shown += shown;
  return CMEDIA_OK;
}

int cmedia_input_next_segment(cmedia_input *input, cmedia_segment_limits limits,
                              cmedia_segment **segment) {
  *segment = NULL;
  cmedia_segment *next = input->upcoming;
  bool is_first = !next;
  int result = CMEDIA_OK;
  input->upcoming = NULL;
  if (!next && !(next = segment_create())) return AVERROR(ENOMEM);
  next->is_first = is_first;

  for (;;) {
    cmedia_packet facts;
    result = look_ahead(input, &facts);
    if (result == CMEDIA_END && next->count > 0) break;  // the last segment
    if (result != CMEDIA_OK) goto fail;
    bool is_entry = (facts.flags & CMEDIA_PACKET_ENTRY) != 0;
    if (is_entry && next->count >= limits.min_packets && next->count > 0) {
      result = cross_border(input, next, facts);
      if (result != CMEDIA_OK) goto fail;
      break;
    }
    if (next->count == 0 && !is_entry) {
      // The file starts in the middle of a run.
      result = CMEDIA_IRREGULAR;
      goto fail;
    }
    if (is_first && next->count > 0 && facts.pts != CMEDIA_NO_TIME && facts.pts < next->facts[0].pts &&
        !is_entry) {
      facts.flags |= CMEDIA_PACKET_LEADING;
    }
    if ((result = add(next, input->lookahead, facts)) < 0) goto fail;
    drop_lookahead(input);
    if (next->count > limits.max_packets || next->bytes > limits.max_bytes) {
      result = CMEDIA_IRREGULAR;
      goto fail;
    }
  }
  if ((result = finish(input, next)) != CMEDIA_OK) goto fail;
  *segment = next;
  return CMEDIA_OK;

fail:
  cmedia_segment_free(next);
  return result;
}
