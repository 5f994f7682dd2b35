#include "decoder.h"

#include <libavutil/common.h>
#include <libavutil/cpu.h>
#include <string.h>

#include "av1.h"
#include "log.h"
#include "segment.h"

// Hearing errors ---------------------------------------------------------------------------------

// Decoders cover many errors up and tell only the log. What one thread makes of them is always the same;
// what several make of them, or one that starts in the middle, is not. So whoever does either must know.

/// Does nothing of its own. That a context holds it shows that the context is ours.
static enum AVPixelFormat choose_format(AVCodecContext *codec, const enum AVPixelFormat *formats) {
  return avcodec_default_get_format(codec, formats);
}

void decoder_heard(void *context) {
  if (!context || *(const AVClass **)context != avcodec_get_class()) return;
  const AVCodecContext *codec = context;
  if (codec->get_format != choose_format || !codec->opaque) return;
  cmedia_decoder *decoder = codec->opaque;
  atomic_store_explicit(&decoder->is_suspect, true, memory_order_relaxed);
}

bool cmedia_decoder_is_suspect(const cmedia_decoder *decoder) {
  return atomic_load_explicit(&decoder->is_suspect, memory_order_relaxed);
}

// Opening ----------------------------------------------------------------------------------------

int cmedia_decoder_open(const cmedia_input *input, cmedia_decoder_options options,
                        cmedia_interrupt *interrupt, cmedia_decoder **decoder) {
  *decoder = NULL;
  AVStream *stream = input_stream(input);
  const AVCodec *codec = avcodec_find_decoder(stream->codecpar->codec_id);
  if (!codec) return AVERROR_DECODER_NOT_FOUND;
  int result = AVERROR(ENOMEM);
  cmedia_decoder *opened = av_mallocz(sizeof *opened);
  if (!opened) return result;
  opened->interrupt = interrupt;
  opened->time_base = stream->time_base;
  opened->aspect = av_guess_sample_aspect_ratio(input->format, stream, NULL);
  stream_orientation(stream, &opened->rotation, &opened->is_mirrored);
  opened->is_isolated = options.isolated;
  opened->last_pts = CMEDIA_NO_TIME;
  opened->frame = av_frame_alloc();
  opened->ahead = av_frame_alloc();
  opened->packet = av_packet_alloc();
  opened->codec = avcodec_alloc_context3(codec);
  if (!opened->frame || !opened->ahead || !opened->packet || !opened->codec) goto fail;
  if ((result = avcodec_parameters_to_context(opened->codec, stream->codecpar)) < 0) goto fail;
  opened->codec->pkt_timebase = stream->time_base;
  opened->codec->thread_count = options.threads > 0 ? options.threads : av_cpu_count();
  // A crop on the left is honoured to the pixel, though rows then start where vector code is slower.
  opened->codec->flags |= NUMBER_CODEC_FLAGS | AV_CODEC_FLAG_UNALIGNED;
  opened->codec->opaque = opened;
  opened->codec->get_format = choose_format;
  if (options.max_pixels > 0) opened->codec->max_pixels = options.max_pixels;
  if ((result = avcodec_open2(opened->codec, codec, NULL)) < 0) goto fail;
  *decoder = opened;
  return CMEDIA_OK;

fail:
  cmedia_decoder_close(opened);
  return result;
}

void cmedia_decoder_close(cmedia_decoder *decoder) {
  if (!decoder) return;
  renderer_close(&decoder->renderer);
  avcodec_free_context(&decoder->codec);
  av_frame_free(&decoder->frame);
  av_frame_free(&decoder->ahead);
  av_packet_free(&decoder->packet);
  av_freep(&decoder->needed);
  av_freep(&decoder->given);
  av_free(decoder);
}

// Frames -----------------------------------------------------------------------------------------

static bool is_damaged(const AVFrame *frame) {
  return frame->decode_error_flags || frame->flags & AV_FRAME_FLAG_CORRUPT;
}

static cmedia_frame describe(const cmedia_decoder *decoder, const AVFrame *frame) {
  cmedia_frame facts = {
      .packet = -1,
      .pts = known(frame->best_effort_timestamp),
      .duration = FRAME_DURATION(frame),
      .next_pts = CMEDIA_NO_TIME,
      .width = frame->width,
      .height = frame->height,
      .is_key = FRAME_IS_KEY(frame),
      .is_interlaced = FRAME_IS_INTERLACED(frame),
      .is_damaged = is_damaged(frame),
  };
  AVRational aspect = decoder->aspect;
  if (frame->sample_aspect_ratio.num > 0 && aspect.num <= 0) aspect = frame->sample_aspect_ratio;
  renderer_upright_size(frame->width, frame->height, aspect, decoder->rotation, &facts.upright_width,
                        &facts.upright_height);
  return facts;
}

int cmedia_decoder_render(cmedia_decoder *decoder, cmedia_format format, int width, int height,
                          uint8_t *pixels, size_t size) {
  if (!decoder->frame->data[0]) return AVERROR(EINVAL);
  return renderer_draw(&decoder->renderer, decoder->frame, decoder->rotation, decoder->is_mirrored,
                       format, width, height, pixels, size);
}

// Damage -----------------------------------------------------------------------------------------

void damage_add(damage_log *log, cmedia_damage_kind kind, int64_t pts, int64_t duration, int packet) {
  int capacity = (int)(sizeof log->items / sizeof log->items[0]);
  // Whoever reads takes them after each frame; what one frame brings beyond this is more of the same.
  if (log->count == capacity) return;
  log->items[(log->first + log->count++) % capacity] =
      (cmedia_damage){.kind = kind, .pts = pts, .duration = duration, .packet = packet};
}

bool damage_take(damage_log *log, cmedia_damage *damage) {
  if (!log->count) return false;
  *damage = log->items[log->first];
  log->first = (log->first + 1) % (int)(sizeof log->items / sizeof log->items[0]);
  log->count--;
  return true;
}

bool cmedia_decoder_take_damage(cmedia_decoder *decoder, cmedia_damage *damage) {
  return damage_take(&decoder->damage, damage);
}

// In sequence ------------------------------------------------------------------------------------

static int64_t where(const AVPacket *packet) {
  return known(packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts);
}

/// Sends the next packet to a decoder that wants one.
static int feed(cmedia_decoder *decoder, cmedia_input *input) {
  int result = input_read(input, decoder->packet);
  if (result == CMEDIA_END) {
    // What a decoder that holds damaged packets says to this shows when the frames are taken.
    avcodec_send_packet(decoder->codec, NULL);
    return 0;
  }
  if (result == AVERROR_EXIT) return result;
  if (result < 0) {
    damage_add(&decoder->damage, CMEDIA_DAMAGE_READ, decoder->last_pts, 0, decoder->fed);
    return 0;
  }
  int64_t pts = where(decoder->packet), duration = decoder->packet->duration;
  if (decoder->packet->flags & AV_PKT_FLAG_CORRUPT) {
    damage_add(&decoder->damage, CMEDIA_DAMAGE_PACKET, pts, duration, decoder->fed);
  }
  int number = decoder->fed++;
  NUMBER_PACKET(decoder->codec, decoder->packet, number);
  result = avcodec_send_packet(decoder->codec, decoder->packet);
  av_packet_unref(decoder->packet);
  if (result == AVERROR(ENOMEM) || result == AVERROR_EXIT) return result;
  if (result < 0) damage_add(&decoder->damage, CMEDIA_DAMAGE_DECODE, pts, duration, number);
  return 0;
}

/// Decodes the next frame into `frame`.
static int decode(cmedia_decoder *decoder, cmedia_input *input, AVFrame *frame) {
  while (!interrupt_callback(decoder->interrupt)) {
    if (decoder->is_drained) return CMEDIA_END;
    int result = avcodec_receive_frame(decoder->codec, frame);
    if (result == 0) {
      if (is_damaged(frame)) {
        damage_add(&decoder->damage, CMEDIA_DAMAGE_CONCEALED, known(frame->best_effort_timestamp),
                   FRAME_DURATION(frame), (int)FRAME_NUMBER(frame));
      }
      return CMEDIA_OK;
    }
    if (result == AVERROR_EOF) {
      decoder->is_drained = true;
    } else if (result == AVERROR(EAGAIN)) {
      if ((result = feed(decoder, input)) < 0) return result;
    } else if (result == AVERROR(ENOMEM) || result == AVERROR_EXIT) {
      return result;
    } else {
      damage_add(&decoder->damage, CMEDIA_DAMAGE_DECODE, decoder->last_pts, 0, decoder->fed - 1);
    }
  }
  return AVERROR_EXIT;
}

int cmedia_decoder_advance(cmedia_decoder *decoder, cmedia_input *input, int64_t not_before,
                           cmedia_frame *frame) {
  int result = CMEDIA_OK;
  if (!decoder->has_ahead) {
    av_frame_unref(decoder->ahead);
    if ((result = decode(decoder, input, decoder->ahead)) != CMEDIA_OK) return result;
    decoder->has_ahead = true;
  }
  for (;;) {
    av_frame_unref(decoder->frame);
    av_frame_move_ref(decoder->frame, decoder->ahead);
    decoder->has_ahead = false;
    result = decode(decoder, input, decoder->ahead);
    if (result != CMEDIA_OK && result != CMEDIA_END) return result;
    decoder->has_ahead = result == CMEDIA_OK;

    *frame = describe(decoder, decoder->frame);
    frame->packet = (int)FRAME_NUMBER(decoder->frame);
    // Some files leave times out; what follows a picture comes after it all the same.
    if (frame->pts == CMEDIA_NO_TIME) {
      int64_t duration = frame->duration > 0 ? frame->duration : 1;
      frame->pts = decoder->last_pts == CMEDIA_NO_TIME ? 0 : av_sat_add64(decoder->last_pts, duration);
    }
    decoder->last_pts = frame->pts;
    if (decoder->has_ahead) frame->next_pts = known(decoder->ahead->best_effort_timestamp);
    if (not_before == CMEDIA_NO_TIME) return CMEDIA_OK;
    if (!decoder->has_ahead) {
      int64_t end = av_sat_add64(frame->pts, FFMAX(frame->duration, 1));
      return end > not_before ? CMEDIA_OK : CMEDIA_END;
    }
    if (frame->next_pts != CMEDIA_NO_TIME && frame->next_pts > not_before) return CMEDIA_OK;
  }
}

void cmedia_decoder_reset(cmedia_decoder *decoder) {
  avcodec_flush_buffers(decoder->codec);
  av_frame_unref(decoder->frame);
  av_frame_unref(decoder->ahead);
  decoder->has_ahead = decoder->is_drained = false;
  decoder->last_pts = CMEDIA_NO_TIME;
  decoder->fed = 0;
}

// In a segment -----------------------------------------------------------------------------------

/// Walks back from the wanted packets along the slots that AV1 frames name, and needs only those.
static bool need_av1(cmedia_decoder *decoder, const cmedia_segment *segment) {
  enum { SLOTS = 8, MOST = SLOTS + 1 };
  typedef struct {
    int packets[MOST], count;
  } sources;
  sources *needs = av_calloc((size_t)segment->count, sizeof *needs);
  if (!needs) return false;
  av1_sequence sequence = segment->sequence;
  int slot_packet[SLOTS];
  bool slot_is_key[SLOTS] = {false}, is_known = true;
  for (int slot = 0; slot < SLOTS; slot++) slot_packet[slot] = -1;
  for (int index = 0; index < segment->count && is_known; index++) {
    const AVPacket *packet = segment->packets[index];
    av1_unit unit = av1_read(&sequence, packet->data, packet->size);
    is_known = unit.is_known;
    uint8_t replaced = 0;
    for (int number = 0; number < unit.count; number++) {
      const av1_frame *frame = &unit.frames[number];
      uint8_t refreshes = frame->refreshes;
      for (int slot = 0; slot < SLOTS; slot++) {
        if (!(frame->needs >> slot & 1)) continue;
        // A slot that this packet has just filled needs nobody else.
        bool is_own = replaced >> slot & 1;
        if (!is_own && slot_packet[slot] >= 0 && needs[index].count < MOST) {
          needs[index].packets[needs[index].count++] = slot_packet[slot];
        }
        if (frame->is_repeat && slot_is_key[slot]) refreshes = 0xFF;
      }
      for (int slot = 0; slot < SLOTS; slot++) {
        if (!(refreshes >> slot & 1)) continue;
        slot_packet[slot] = index;
        slot_is_key[slot] = frame->is_key;
        replaced |= (uint8_t)(1u << slot);
      }
    }
    // More than can be listed: a unit of many frames that fills and empties slots. Rare; take it all.
    is_known = is_known && needs[index].count < MOST;
  }
  if (is_known) {
    for (int index = 0; index < segment->count; index++) {
      decoder->needed[index] = segment->wanted[index] || segment->facts[index].flags & CMEDIA_PACKET_KEY;
    }
    for (int index = segment->count - 1; index >= 0; index--) {
      if (!decoder->needed[index]) continue;
      for (int each = 0; each < needs[index].count; each++) {
        decoder->needed[needs[index].packets[each]] = true;
      }
    }
  }
  av_free(needs);
  return is_known;
}

/// Pictures that lead the first key picture and that the segment before shows.
static bool is_passed_over_lead(const cmedia_segment *segment, int index) {
  uint32_t flags = segment->facts[index].flags;
  return flags & CMEDIA_PACKET_LEADING && !(flags & CMEDIA_PACKET_BORROWED) && !segment->is_first;
}

static void need(cmedia_decoder *decoder, const cmedia_segment *segment) {
  if (decoder->codec->codec_id == AV_CODEC_ID_AV1 && need_av1(decoder, segment)) return;
  for (int index = 0; index < segment->count; index++) {
    bool is_passed_over = segment->facts[index].flags & CMEDIA_PACKET_DISPOSABLE ||
                          is_passed_over_lead(segment, index);
    decoder->needed[index] = segment->wanted[index] || !is_passed_over;
  }
}

int cmedia_decoder_begin(cmedia_decoder *decoder, cmedia_segment *segment) {
  if (segment->count > decoder->capacity) {
    decoder->capacity = 0;
    if (av_reallocp_array(&decoder->needed, (size_t)segment->count, sizeof(bool)) < 0 ||
        av_reallocp_array(&decoder->given, (size_t)segment->count, sizeof(bool)) < 0) {
      return AVERROR(ENOMEM);
    }
    decoder->capacity = segment->count;
  }
  cmedia_decoder_reset(decoder);
  // A decoder that starts at a recovery point holds back the first pictures as not yet whole. Here they
  // are whole, unless nothing came before them at all.
  if (decoder->is_isolated && !segment->is_first) {
    decoder->codec->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
  } else {
    decoder->codec->flags &= ~AV_CODEC_FLAG_OUTPUT_CORRUPT;
  }
  decoder->segment = segment;
  decoder->next = decoder->missing = 0;
  decoder->last = -1;
  decoder->may_complain = !segment->is_first && !(segment->facts[0].flags & CMEDIA_PACKET_CLEAN);
  atomic_store_explicit(&decoder->is_suspect, false, memory_order_relaxed);
  for (int index = 0; index < segment->count; index++) {
    decoder->given[index] = false;
    decoder->may_complain |= is_passed_over_lead(segment, index);
    if (!segment->wanted[index]) continue;
    decoder->last = index;
    decoder->missing++;
  }
  if (decoder->last >= 0) need(decoder, segment);
  return CMEDIA_OK;
}

/// Sends the next packet that is needed, or the end.
static int feed_segment(cmedia_decoder *decoder) {
  while (decoder->next <= decoder->last && !decoder->needed[decoder->next]) decoder->next++;
  if (decoder->next > decoder->last) {
    int result = avcodec_send_packet(decoder->codec, NULL);
    return result == AVERROR_EOF ? 0 : result;
  }
  int index = decoder->next++;
  AVPacket *packet = decoder->segment->packets[index];
  NUMBER_PACKET(decoder->codec, packet, index);
  return avcodec_send_packet(decoder->codec, packet);
}

int cmedia_decoder_next(cmedia_decoder *decoder, cmedia_frame *frame) {
  cmedia_segment *segment = decoder->segment;
  while (!interrupt_callback(decoder->interrupt)) {
    if (decoder->missing == 0) return CMEDIA_END;
    av_frame_unref(decoder->frame);
    int result = avcodec_receive_frame(decoder->codec, decoder->frame);
    if (result == AVERROR_EOF) return CMEDIA_IRREGULAR;
    if (result == AVERROR(EAGAIN)) {
      result = feed_segment(decoder);
      if (result == AVERROR(ENOMEM) || result == AVERROR_EXIT) return result;
      if (result < 0) return CMEDIA_IRREGULAR;
      continue;
    }
    if (result == AVERROR(ENOMEM) || result == AVERROR_EXIT) return result;
    if (result < 0) return CMEDIA_IRREGULAR;
    int64_t index = FRAME_NUMBER(decoder->frame);
    if (index < 0 || index >= segment->count) continue;
    // Damage in any picture may show in those that build on it, and differently than in sequence. That
    // the decoder misses pictures it was not given is no damage.
    if (is_damaged(decoder->frame)) return CMEDIA_IRREGULAR;
    // Times that contradict the decoder's order are mended by what came before, in sequence only.
    int64_t pts = known(decoder->frame->best_effort_timestamp);
    if (decoder->last_pts != CMEDIA_NO_TIME && pts < decoder->last_pts) return CMEDIA_IRREGULAR;
    decoder->last_pts = pts;
    if (cmedia_decoder_is_suspect(decoder) && !decoder->may_complain) return CMEDIA_IRREGULAR;
    if (!segment->wanted[index]) continue;
    if (decoder->given[index]) return CMEDIA_IRREGULAR;
    decoder->given[index] = true;
    decoder->missing--;
    *frame = describe(decoder, decoder->frame);
    frame->packet = (int)index;
    return CMEDIA_OK;
  }
  return AVERROR_EXIT;
}
