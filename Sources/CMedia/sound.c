// Sound: decoding, converting, and measuring.
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
#include <math.h>
#include <string.h>

#include "internal.h"
#include "loudness.h"

enum {
  /// As many as libswresample mixes.
  MAX_CHANNELS = 64,
  MIN_SAMPLE_RATE = 10,  // for a tenth of a second to be something
  MAX_SAMPLE_RATE = 768000,
  /// What one EBU R128 window holds at most: silence longer than this changes nothing further.
  LONGEST_SILENCE = 3,  // seconds
};

/// A tenth of a second being measured.
typedef struct tenth {
  int64_t run;            // of which run of samples
  int64_t run_start;      // ticks
  int64_t number, taken;  // tenths and samples of that run so far
  int64_t count;          // samples in this tenth
  double energy, peak;
} tenth;

struct cmedia_sound {
  AVCodecContext *codec;
  AVPacket *packet;
  AVFrame *frame, *ahead;
  SwrContext *converter;
  cmedia_interrupt *interrupt;
  cmedia_sound_mode mode;
  AVRational time_base;
  int64_t first_pts;  // as the container claims
  damage_log damage;
  bool has_frame, has_ahead, is_draining, is_drained;

  // What the converter takes; all of one run.
  int in_rate;
  enum AVSampleFormat in_format;
  AVChannelLayout in_layout;
  // What it gives; the same from the first sample to the last.
  int rate;
  enum AVSampleFormat format;
  AVChannelLayout layout;

  // A run is sound without a hole. Its samples are counted, so that rounding never adds up.
  int64_t run, run_start, run_taken, run_given;
  int64_t end;      // where the sound taken so far ends; CMEDIA_NO_TIME before any
  int skipped;      // samples of the current frame that were heard before
  uint8_t *buffer;  // the samples given last
  size_t buffer_size;
  int64_t given_start;
  int given_count;

  loudness loudness;
  tenth tenth;
  int measured;  // of the samples given last
};

// Opening ----------------------------------------------------------------------------------------

int cmedia_sound_open(const cmedia_input *input, cmedia_sound_mode mode, int sample_rate,
                      cmedia_interrupt *interrupt, cmedia_sound **sound) {
  *sound = NULL;
  const AVStream *stream = input_stream(input);
  const AVCodec *codec = avcodec_find_decoder(stream->codecpar->codec_id);
  if (!codec) return AVERROR_DECODER_NOT_FOUND;
  if (stream->codecpar->codec_type != AVMEDIA_TYPE_AUDIO) return AVERROR(EINVAL);
  bool gives_samples = mode != CMEDIA_SOUND_LEVELS;
  bool is_possible = sample_rate >= MIN_SAMPLE_RATE && sample_rate <= MAX_SAMPLE_RATE;
  if (gives_samples && !is_possible) return AVERROR(EINVAL);
  int result = AVERROR(ENOMEM);
  cmedia_sound *opened = av_mallocz(sizeof *opened);
  if (!opened) return result;
  opened->interrupt = interrupt;
  opened->mode = mode;
  opened->time_base = stream->time_base;
  opened->first_pts = stream->start_time != AV_NOPTS_VALUE ? stream->start_time : 0;
  opened->end = CMEDIA_NO_TIME;
  opened->format = gives_samples ? AV_SAMPLE_FMT_FLT : AV_SAMPLE_FMT_DBL;
  if (gives_samples) {
    opened->rate = sample_rate;
    av_channel_layout_default(&opened->layout, mode == CMEDIA_SOUND_STEREO ? 2 : 1);
  }
  opened->packet = av_packet_alloc();
  opened->frame = av_frame_alloc();
  opened->ahead = av_frame_alloc();
  opened->codec = avcodec_alloc_context3(codec);
  if (!opened->packet || !opened->frame || !opened->ahead || !opened->codec) goto fail;
  if ((result = avcodec_parameters_to_context(opened->codec, stream->codecpar)) < 0) goto fail;
  opened->codec->pkt_timebase = stream->time_base;
  opened->codec->thread_count = 1;
  if ((result = avcodec_open2(opened->codec, codec, NULL)) < 0) goto fail;
  *sound = opened;
  return CMEDIA_OK;

fail:
  cmedia_sound_close(opened);
  return result;
}

int cmedia_sound_seek(const cmedia_sound *sound, cmedia_input *input, int64_t pts) {
  // What codecs need of the sound before, and filters of the samples before.
  int64_t ahead = av_rescale_q(1, (AVRational){1, 1}, sound->time_base);
  int64_t target = av_sat_sub64(pts, ahead);
  if (target <= sound->first_pts) return CMEDIA_OK;
  if (!cmedia_input_can_jump(input)) return CMEDIA_IRREGULAR;
  int result = av_seek_frame(input->format, input->selected, target, AVSEEK_FLAG_BACKWARD);
  return result < 0 ? CMEDIA_IRREGULAR : CMEDIA_OK;
}

void cmedia_sound_close(cmedia_sound *sound) {
  if (!sound) return;
  loudness_close(&sound->loudness);
  swr_free(&sound->converter);
  avcodec_free_context(&sound->codec);
  av_packet_free(&sound->packet);
  av_frame_free(&sound->frame);
  av_frame_free(&sound->ahead);
  av_channel_layout_uninit(&sound->in_layout);
  av_channel_layout_uninit(&sound->layout);
  av_free(sound->buffer);
  av_free(sound);
}

bool cmedia_sound_take_damage(cmedia_sound *sound, cmedia_damage *damage) {
  return damage_take(&sound->damage, damage);
}

// Decoding ---------------------------------------------------------------------------------------

static int64_t ticks(const cmedia_sound *sound, int64_t samples, int rate) {
  return av_rescale_q(samples, (AVRational){1, rate}, sound->time_base);
}

/// Sends the next packet to a decoder that wants one.
static int feed(cmedia_sound *sound, cmedia_input *input) {
  int result = input_read(input, sound->packet);
  if (result == CMEDIA_END) {
    sound->is_draining = true;
    result = avcodec_send_packet(sound->codec, NULL);
    return result == AVERROR_EOF ? 0 : result;
  }
  if (result == AVERROR_EXIT) return result;
  if (result < 0) {
    damage_add(&sound->damage, CMEDIA_DAMAGE_READ, sound->end, 0, -1);
    return 0;
  }
  const AVPacket *packet = sound->packet;
  int64_t pts = known(packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts);
  int64_t duration = packet->duration;
  if (packet->flags & AV_PKT_FLAG_CORRUPT) {
    damage_add(&sound->damage, CMEDIA_DAMAGE_PACKET, pts, duration, -1);
  }
  result = avcodec_send_packet(sound->codec, packet);
  av_packet_unref(sound->packet);
  if (result == AVERROR(ENOMEM) || result == AVERROR_EXIT) return result;
  if (result < 0) damage_add(&sound->damage, CMEDIA_DAMAGE_DECODE, pts, duration, -1);
  return 0;
}

/// Whether the frame is sound at all; broken streams give others.
static bool is_sound(const AVFrame *frame) {
  return frame->nb_samples > 0 && frame->sample_rate >= MIN_SAMPLE_RATE &&
         frame->sample_rate <= MAX_SAMPLE_RATE && frame->ch_layout.nb_channels > 0 &&
         frame->ch_layout.nb_channels <= MAX_CHANNELS;
}

/// Decodes the next frame into `frame`.
static int decode(cmedia_sound *sound, cmedia_input *input, AVFrame *frame) {
  while (!interrupt_callback(sound->interrupt)) {
    if (sound->is_drained) return CMEDIA_END;
    int result = avcodec_receive_frame(sound->codec, frame);
    if (result == AVERROR_EOF) {
      sound->is_drained = true;
    } else if (result == AVERROR(EAGAIN)) {
      // A decoder that wants more after the end would go on wanting.
      sound->is_drained = sound->is_draining;
      if (!sound->is_draining && (result = feed(sound, input)) < 0) return result;
    } else if (result == AVERROR(ENOMEM) || result == AVERROR_EXIT) {
      return result;
    } else if (result < 0) {
      damage_add(&sound->damage, CMEDIA_DAMAGE_DECODE, sound->end, 0, -1);
    } else if (is_sound(frame)) {
      if (frame->decode_error_flags || frame->flags & AV_FRAME_FLAG_CORRUPT) {
        damage_add(&sound->damage, CMEDIA_DAMAGE_CONCEALED, known(frame->best_effort_timestamp),
                   FRAME_DURATION(frame), -1);
      }
      return CMEDIA_OK;
    }
  }
  return AVERROR_EXIT;
}

/// Whether the frame after the current one begins where this one ends, as they say themselves.
static bool is_confirmed(const cmedia_sound *sound, int64_t pts, int64_t tolerance) {
  if (!sound->has_ahead || sound->ahead->best_effort_timestamp == AV_NOPTS_VALUE) return false;
  int64_t duration = ticks(sound, sound->frame->nb_samples, sound->frame->sample_rate);
  int64_t end = av_sat_add64(pts, duration);
  int64_t gap = av_sat_sub64(sound->ahead->best_effort_timestamp, end);
  return gap >= -tolerance && gap <= tolerance;
}

/// Finds where the current frame begins, and how much of it was heard before.
static int64_t place(cmedia_sound *sound) {
  // Containers round times, and clocks wander a little; no codec in use has shorter frames to lose.
  int64_t tolerance = av_rescale_q(1, (AVRational){1, 100}, sound->time_base) + 1;
  int64_t second = av_rescale_q(1, (AVRational){1, 1}, sound->time_base);
  int64_t pts = sound->frame->best_effort_timestamp;
  sound->skipped = 0;
  if (sound->end == CMEDIA_NO_TIME) return pts != AV_NOPTS_VALUE ? pts : sound->first_pts;
  if (pts == AV_NOPTS_VALUE) return sound->end;
  int64_t offset = av_sat_sub64(pts, sound->end);
  if (offset >= -tolerance && offset <= tolerance) return sound->end;
  // One broken time must not displace all that follows; a clock that starts over is not followed.
  bool is_far = offset < -second || offset > second;
  if (is_far && (offset < 0 || !is_confirmed(sound, pts, tolerance))) return sound->end;
  if (offset > 0) return pts;
  AVRational sample = {1, sound->frame->sample_rate};
  int64_t heard = av_rescale_q(-offset, sound->time_base, sample);
  sound->skipped = (int)FFMIN(heard, sound->frame->nb_samples);
  return sound->end;
}

/// Makes the next frame the current one.
static int advance(cmedia_sound *sound, cmedia_input *input) {
  int result = CMEDIA_OK;
  if (!sound->has_ahead) {
    if ((result = decode(sound, input, sound->ahead)) != CMEDIA_OK) return result;
  }
  av_frame_unref(sound->frame);
  av_frame_move_ref(sound->frame, sound->ahead);
  sound->has_frame = true;
  result = decode(sound, input, sound->ahead);
  if (result != CMEDIA_OK && result != CMEDIA_END) return result;
  sound->has_ahead = result == CMEDIA_OK;
  return CMEDIA_OK;
}

// Converting -------------------------------------------------------------------------------------

/// The places of the channels, or the usual ones for as many.
static int named_layout(AVChannelLayout *layout, const AVChannelLayout *found) {
  if (found->order == AV_CHANNEL_ORDER_NATIVE) return av_channel_layout_copy(layout, found);
  av_channel_layout_uninit(layout);
  av_channel_layout_default(layout, found->nb_channels);
  return 0;
}

/// Mixes all channels alike, where their places say nothing.
static int mix_evenly(SwrContext *converter, int from, int to) {
  double weights[MAX_CHANNELS * MAX_CHANNELS];
  for (int index = 0; index < from * to; index++) weights[index] = 1.0 / from;
  int result = swr_set_matrix(converter, weights, from);
  return result < 0 ? result : swr_init(converter);
}

/// Starts a run with the current frame.
static int start_run(cmedia_sound *sound, int64_t start) {
  const AVFrame *frame = sound->frame;
  int result = named_layout(&sound->in_layout, &frame->ch_layout);
  if (result < 0) return result;
  sound->in_rate = frame->sample_rate;
  sound->in_format = frame->format;
  if (!sound->rate) {
    sound->rate = sound->in_rate;
    if ((result = av_channel_layout_copy(&sound->layout, &sound->in_layout)) < 0) return result;
  }
  result = swr_alloc_set_opts2(&sound->converter, &sound->layout, sound->format, sound->rate,
                               &sound->in_layout, sound->in_format, sound->in_rate, 0, NULL);
  if (result < 0) return result;
  // Otherwise two equal channels would add up to more than full scale.
  av_opt_set_double(sound->converter, "rematrix_maxval", 1, 0);
  if (swr_init(sound->converter) < 0) {
    result = mix_evenly(sound->converter, sound->in_layout.nb_channels, sound->layout.nb_channels);
    if (result < 0) return result;
  }
  sound->run++;
  sound->run_start = start;
  sound->run_taken = sound->run_given = 0;
  return 0;
}

/// Whether the converter is set up for frames like the current one.
static bool suits(const cmedia_sound *sound) {
  const AVFrame *frame = sound->frame;
  if (frame->sample_rate != sound->in_rate || frame->format != sound->in_format) return false;
  AVChannelLayout layout = {0};
  bool is_same = named_layout(&layout, &frame->ch_layout) >= 0 &&
                 av_channel_layout_compare(&layout, &sound->in_layout) == 0;
  av_channel_layout_uninit(&layout);
  return is_same;
}

/// Neither filters nor meters recover from numbers that are none.
static void make_finite(cmedia_sound *sound) {
  size_t count = (size_t)sound->given_count * (size_t)sound->layout.nb_channels;
  if (sound->format == AV_SAMPLE_FMT_FLT) {
    float *samples = (float *)sound->buffer;
    for (size_t index = 0; index < count; index++) {
      if (!isfinite(samples[index])) samples[index] = 0;
    }
  } else {
    double *samples = (double *)sound->buffer;
    for (size_t index = 0; index < count; index++) {
      if (!isfinite(samples[index])) samples[index] = 0;
    }
  }
}

/// Converts `count` samples from `planes`, or what the converter holds back if they are NULL.
static int convert(cmedia_sound *sound, const uint8_t **planes, int count) {
  int room = swr_get_out_samples(sound->converter, count);
  if (room < 0) return room;
  size_t value = (size_t)av_get_bytes_per_sample(sound->format);
  // Never empty, so that there is something to point at.
  size_t size = value * (size_t)sound->layout.nb_channels * (size_t)FFMAX(room, 1);
  if (size > sound->buffer_size) {
    sound->buffer_size = 0;
    int result = av_reallocp(&sound->buffer, size);
    if (result < 0) return result;
    sound->buffer_size = size;
  }
  int result = swr_convert(sound->converter, &sound->buffer, room, planes, count);
  if (result < 0) return result;
  sound->given_count = result;
  sound->given_start =
      av_sat_add64(sound->run_start, ticks(sound, sound->run_given, sound->rate));
  sound->run_given += result;
  make_finite(sound);
  return 0;
}

/// Converts what was not heard yet of the current frame.
static int convert_frame(cmedia_sound *sound) {
  const AVFrame *frame = sound->frame;
  int count = frame->nb_samples - sound->skipped;
  bool is_planar = av_sample_fmt_is_planar(frame->format);
  int planes = is_planar ? frame->ch_layout.nb_channels : 1;
  size_t sample = (size_t)av_get_bytes_per_sample(frame->format) *
                  (size_t)(is_planar ? 1 : frame->ch_layout.nb_channels);
  const uint8_t *data[MAX_CHANNELS];
  for (int plane = 0; plane < planes; plane++) {
    data[plane] = frame->extended_data[plane] + (size_t)sound->skipped * sample;
  }
  sound->has_frame = false;
  int result = convert(sound, data, count);
  if (result < 0) return result;
  sound->run_taken += count;
  sound->end = av_sat_add64(sound->run_start, ticks(sound, sound->run_taken, sound->in_rate));
  return 0;
}

/// Ends the run, and gives what the converter held back of it.
static int end_run(cmedia_sound *sound) {
  int result = convert(sound, NULL, 0);
  swr_free(&sound->converter);
  return result;
}

/// Gives the next samples in `buffer`.
static int give(cmedia_sound *sound, cmedia_input *input) {
  sound->given_count = 0;
  while (!sound->given_count) {
    int result = CMEDIA_OK;
    if (!sound->has_frame) {
      result = advance(sound, input);
      if (result == CMEDIA_END && !sound->converter) return CMEDIA_END;
      if (result < 0) return result;
    }
    if (!sound->has_frame) {
      if ((result = end_run(sound)) < 0) return result;
      continue;
    }
    int64_t start = place(sound);
    if (sound->skipped == sound->frame->nb_samples) {
      sound->has_frame = false;
      continue;
    }
    if (sound->converter && (start > sound->end || !suits(sound))) {
      if ((result = end_run(sound)) < 0) return result;
      continue;
    }
    if (!sound->converter && (result = start_run(sound, start)) < 0) return result;
    if ((result = convert_frame(sound)) < 0) return result;
  }
  return CMEDIA_OK;
}

int cmedia_sound_next(cmedia_sound *sound, cmedia_input *input, cmedia_sound_block *block) {
  if (sound->mode == CMEDIA_SOUND_LEVELS) return AVERROR(EINVAL);
  int result = give(sound, input);
  if (result != CMEDIA_OK) return result;
  *block = (cmedia_sound_block){
      .start = sound->given_start,
      .samples = (const float *)sound->buffer,
      .count = sound->given_count,
  };
  return CMEDIA_OK;
}

// Measuring --------------------------------------------------------------------------------------

/// Gives the tenth measured, and begins the next.
static void finish_tenth(cmedia_sound *sound, cmedia_sound_level *level) {
  tenth *tenth = &sound->tenth;
  double values = (double)tenth->count * sound->layout.nb_channels;
  int64_t first = tenth->taken - tenth->count;
  *level = (cmedia_sound_level){
      .start = av_sat_add64(tenth->run_start, ticks(sound, first, sound->rate)),
      .rms = sqrt(tenth->energy / values),
      .peak = tenth->peak,
      .momentary = sound->loudness.momentary,
      .short_term = sound->loudness.short_term,
      .integrated = sound->loudness.integrated,
  };
  tenth->number++;
  tenth->count = 0;
  tenth->energy = tenth->peak = 0;
}

/// Begins the first tenth of a run.
static int start_tenths(cmedia_sound *sound) {
  tenth *tenth = &sound->tenth;
  int result = 0;
  if (tenth->run == 0) {
    // Loudness needs to know the channels' places. Without a meter there still are levels.
    if (loudness_open(&sound->loudness, sound->rate, &sound->layout) == AVERROR(ENOMEM)) {
      return AVERROR(ENOMEM);
    }
  } else if (sound->loudness.graph) {
    // What was heard before a hole is not heard at the same time as what comes after it.
    int64_t end = av_sat_add64(tenth->run_start, ticks(sound, tenth->taken, sound->rate));
    int64_t silence = av_rescale_q(av_sat_sub64(sound->run_start, end), sound->time_base,
                                   (AVRational){1, sound->rate});
    silence = FFMIN(silence, (int64_t)LONGEST_SILENCE * sound->rate);
    if (silence > 0) result = loudness_feed(&sound->loudness, NULL, (int)silence);
  }
  *tenth = (struct tenth){.run = sound->run, .run_start = sound->run_start};
  return result;
}

/// Measures what was given, up to the end of the tenth.
static int measure(cmedia_sound *sound, int64_t tenth_end) {
  tenth *tenth = &sound->tenth;
  int channels = sound->layout.nb_channels;
  int count = (int)FFMIN(tenth_end - tenth->taken, sound->given_count - sound->measured);
  const double *samples =
      (const double *)sound->buffer + (size_t)sound->measured * (size_t)channels;
  for (size_t index = 0; index < (size_t)count * (size_t)channels; index++) {
    double size = fabs(samples[index]);
    tenth->energy += size * size;
    if (size > tenth->peak) tenth->peak = size;
  }
  sound->measured += count;
  tenth->taken += count;
  tenth->count += count;
  return sound->loudness.graph ? loudness_feed(&sound->loudness, samples, count) : 0;
}

int cmedia_sound_next_level(cmedia_sound *sound, cmedia_input *input, cmedia_sound_level *level) {
  if (sound->mode != CMEDIA_SOUND_LEVELS) return AVERROR(EINVAL);
  tenth *tenth = &sound->tenth;
  for (;;) {
    int result = CMEDIA_OK;
    if (sound->measured == sound->given_count) {
      sound->measured = 0;
      result = give(sound, input);
      if (result == CMEDIA_END && tenth->count) break;
      if (result != CMEDIA_OK) return result;
    }
    if (tenth->run != sound->run) {
      if (tenth->count) break;
      if ((result = start_tenths(sound)) < 0) return result;
    }
    int64_t tenth_end = (tenth->number + 1) * sound->rate / 10;
    if ((result = measure(sound, tenth_end)) < 0) return result;
    if (tenth->taken == tenth_end) break;
  }
  finish_tenth(sound, level);
  return CMEDIA_OK;
}
