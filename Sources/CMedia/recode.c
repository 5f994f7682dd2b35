// Decoded pictures into packets that stand among those of their stream, or in their place.
#include "recode.h"

#include <libavutil/avstring.h>
#include <libavutil/mem.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <string.h>

#include "decoder.h"
#include "log.h"
#include "parameters.h"

// Opening ----------------------------------------------------------------------------------------

/// The kind of pixels nearest to the stream's that both encoders take at this size.
static enum AVPixelFormat pixel_format(enum AVPixelFormat from, int width, int height) {
  static const enum AVPixelFormat kinds[] = {
      AV_PIX_FMT_YUV420P,  AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUV420P10, AV_PIX_FMT_YUV422P,
      AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUV422P10, AV_PIX_FMT_YUV444P,  AV_PIX_FMT_YUVJ444P,
      AV_PIX_FMT_YUV444P10, AV_PIX_FMT_GRAY8,   AV_PIX_FMT_GRAY10,
  };
  enum AVPixelFormat usable[FF_ARRAY_ELEMS(kinds) + 1];
  int count = 0;
  for (size_t index = 0; index < FF_ARRAY_ELEMS(kinds); index++) {
    const AVPixFmtDescriptor *kind = av_pix_fmt_desc_get(kinds[index]);
    bool is_whole = width % (1 << kind->log2_chroma_w) == 0 && height % (1 << kind->log2_chroma_h) == 0;
    if (is_whole) usable[count++] = kinds[index];
  }
  usable[count] = AV_PIX_FMT_NONE;
  return avcodec_find_best_pix_fmt_of_list(usable, from, 0, NULL);
}

/// How players know the stream, which is to stay so after a splice.
static const char *profile_of(const AVCodecParameters *parameters) {
  switch (parameters->profile & 255) {
    case 66: return "baseline";
    case 77: return "main";
    case 100: return "high";
    default: return NULL;
  }
}

static void set_colours(AVCodecContext *codec, const AVCodecParameters *from) {
  const AVPixFmtDescriptor *pixels = av_pix_fmt_desc_get(from->format);
  codec->color_range = from->color_range;
  codec->color_primaries = from->color_primaries;
  codec->color_trc = from->color_trc;
  codec->colorspace = from->color_space;
  codec->chroma_sample_location = from->chroma_location;
  if (pixels && pixels->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) {
    codec->color_range = AVCOL_RANGE_MPEG;
    codec->colorspace = from->height >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  }
}

static void set_fields(AVCodecContext *codec, enum AVFieldOrder order) {
  codec->field_order = order;
  if (order > AV_FIELD_PROGRESSIVE) codec->flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
}

static int set_options(cmedia_recoder *recoder, const AVCodecParameters *parameters) {
  AVCodecContext *codec = recoder->codec;
  int result = av_opt_set(codec->priv_data, "crf", "15", 0);
  if (result < 0) return result;
  if (codec->codec_id == AV_CODEC_ID_HEVC) {
    // It has a log of its own, and would write it to the terminal.
    return av_opt_set(codec->priv_data, "x265-params", "log-level=none:open-gop=0:info=0", 0);
  }
  if (!recoder->is_spliced) return 0;
  int identifier = parameters_free_identifier(parameters);
  if (identifier < 0) return CMEDIA_IRREGULAR;
  const char *profile = profile_of(parameters);
  if (profile && (result = av_opt_set(codec->priv_data, "profile", profile, 0)) < 0) return result;
  char text[64];
  // Stitchable: headers that depend on settings alone, so that all splices of a file share them.
  snprintf(text, sizeof text, "stitchable=1:open-gop=0:sps-id=%d", identifier);
  return av_opt_set(codec->priv_data, "x264-params", text, 0);
}

static int configure(cmedia_recoder *recoder, const cmedia_input *input) {
  enum { USUAL_REORDERING = 2, GROUP = 250 };
  AVCodecContext *codec = recoder->codec;
  AVStream *stream = input_stream(input);
  const AVCodecParameters *from = stream->codecpar;
  codec->width = from->width;
  codec->height = from->height;
  codec->pix_fmt = pixel_format(from->format, from->width, from->height);
  AVRational aspect = stream->sample_aspect_ratio;
  codec->sample_aspect_ratio = aspect.num > 0 ? aspect : from->sample_aspect_ratio;
  codec->time_base = stream->time_base;
  if (stream->avg_frame_rate.num > 0) codec->framerate = stream->avg_frame_rate;
  codec->gop_size = GROUP;
  // A decoder that has begun with the stream's depth of reordering must not need more.
  codec->max_b_frames = recoder->is_spliced ? FFMIN(from->video_delay, USUAL_REORDERING) : USUAL_REORDERING;
  codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  codec->thread_count = 0;
  set_colours(codec, from);
  set_fields(codec, from->field_order);
  return set_options(recoder, from);
}

/// How the packets are to look, and what must be known to decode them.
static int splice(cmedia_recoder *recoder, const cmedia_input *input) {
  recoder->length_size = input->bitstream.length_size;
  // Shorter lengths cannot be told of large pictures.
  if (recoder->length_size && recoder->length_size < 3) return CMEDIA_IRREGULAR;
  return parameters_join(input_stream(input)->codecpar, recoder->sets, recoder->sets_size, &recoder->joined,
                         &recoder->joined_size);
}

int cmedia_recoder_open(const cmedia_input *input, cmedia_recoder_options options,
                        cmedia_interrupt *interrupt, cmedia_recoder **recoder) {
  log_capture();
  *recoder = NULL;
  const AVCodecParameters *from = input_stream(input)->codecpar;
  if (options.is_spliced && from->codec_id != AV_CODEC_ID_H264) return CMEDIA_IRREGULAR;
  const AVCodec *found = avcodec_find_encoder_by_name(options.is_hevc ? "libx265" : "libx264");
  if (!found) return AVERROR_ENCODER_NOT_FOUND;
  int result = AVERROR(ENOMEM);
  cmedia_recoder *opened = av_mallocz(sizeof *opened);
  if (!opened) return result;
  opened->interrupt = interrupt;
  opened->is_spliced = options.is_spliced;
  opened->codec = avcodec_alloc_context3(found);
  opened->frame = av_frame_alloc();
  opened->packet = av_packet_alloc();
  if (!opened->codec || !opened->frame || !opened->packet) goto fail;
  if ((result = configure(opened, input)) != CMEDIA_OK) goto fail;
  if ((result = avcodec_open2(opened->codec, found, NULL)) < 0) goto fail;
  result = parameters_copy(found->id, opened->codec->extradata, opened->codec->extradata_size, &opened->sets,
                           &opened->sets_size);
  if (result == CMEDIA_OK && options.is_spliced) result = splice(opened, input);
  if (result != CMEDIA_OK) goto fail;
  *recoder = opened;
  return CMEDIA_OK;

fail:
  cmedia_recoder_close(opened);
  return result;
}

void cmedia_recoder_close(cmedia_recoder *recoder) {
  if (!recoder) return;
  avcodec_free_context(&recoder->codec);
  av_frame_free(&recoder->frame);
  av_packet_free(&recoder->packet);
  sws_freeContext(recoder->scaler);
  av_free(recoder->sets);
  av_free(recoder->joined);
  av_free(recoder);
}

int cmedia_recoder_delay(const cmedia_recoder *recoder) {
  // Not every encoder tells; those between two others are at most two deep.
  return FFMAX(recoder->codec->has_b_frames, FFMIN(recoder->codec->max_b_frames, 2));
}

// Encoding ---------------------------------------------------------------------------------------

static int convert(cmedia_recoder *recoder, const AVFrame *from) {
  const AVCodecContext *codec = recoder->codec;
  AVFrame *to = recoder->frame;
  to->format = codec->pix_fmt;
  to->width = codec->width;
  to->height = codec->height;
  int result = av_frame_get_buffer(to, 0);
  if (result < 0) return result;
  int flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT | SWS_BITEXACT;
  recoder->scaler = sws_getCachedContext(recoder->scaler, from->width, from->height, from->format, to->width,
                                         to->height, to->format, flags, NULL, NULL, NULL);
  if (!recoder->scaler) return AVERROR(ENOMEM);
  const int *matrix = sws_getCoefficients(codec->colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT
                                                                                      : (int)codec->colorspace);
  int is_full = codec->color_range == AVCOL_RANGE_JPEG;
  const AVPixFmtDescriptor *pixels = av_pix_fmt_desc_get(from->format);
  int was_full = from->color_range == AVCOL_RANGE_JPEG || pixels->flags & AV_PIX_FMT_FLAG_RGB;
  sws_setColorspaceDetails(recoder->scaler, matrix, was_full, matrix, is_full, 0, 1 << 16, 1 << 16);
  result = sws_scale(recoder->scaler, (const uint8_t *const *)from->data, from->linesize, 0, from->height,
                     to->data, to->linesize);
  return result < 0 ? result : av_frame_copy_props(to, from);
}

int cmedia_recoder_add(cmedia_recoder *recoder, const cmedia_decoder *decoder, int64_t pts) {
  if (interrupt_callback(recoder->interrupt)) return AVERROR_EXIT;
  const AVFrame *from = decoder->frame;
  const AVCodecContext *codec = recoder->codec;
  if (!from->data[0]) return AVERROR(EINVAL);
  AVFrame *frame = recoder->frame;
  bool is_alike = from->format == codec->pix_fmt && from->width == codec->width && from->height == codec->height;
  av_frame_unref(frame);
  int result = is_alike ? av_frame_ref(frame, from) : convert(recoder, from);
  if (result < 0) return result;
  frame->pts = pts;
  // Where key pictures lay is the encoder's own affair now.
  frame->pict_type = AV_PICTURE_TYPE_NONE;
  result = avcodec_send_frame(recoder->codec, frame);
  av_frame_unref(frame);
  return FFMIN(result, 0);
}

int cmedia_recoder_end(cmedia_recoder *recoder) {
  int result = avcodec_send_frame(recoder->codec, NULL);
  return result == AVERROR_EOF ? CMEDIA_OK : FFMIN(result, 0);
}

/// Puts the length of each unit in front of it, in place of a start code.
static int tell_lengths(cmedia_recoder *recoder) {
  AVPacket *packet = recoder->packet;
  const uint8_t *end = packet->data + packet->size, *next = parameters_first_unit(packet->data, packet->size);
  AVPacket *made = av_packet_alloc();
  if (!made) return AVERROR(ENOMEM);
  // Start codes have three bytes at least, and lengths four at most.
  int result = av_new_packet(made, packet->size + packet->size / 3 + 4), place = 0;
  while (result >= 0 && next) {
    int size;
    const uint8_t *unit = parameters_take_unit(&next, end, &size);
    for (int byte = recoder->length_size - 1; byte >= 0; byte--) made->data[place++] = (uint8_t)(size >> 8 * byte);
    memcpy(made->data + place, unit, (size_t)size);
    place += size;
  }
  if (result >= 0) result = av_packet_copy_props(made, packet);
  if (result >= 0) {
    av_shrink_packet(made, place);
    av_packet_unref(packet);
    av_packet_move_ref(packet, made);
  }
  av_packet_free(&made);
  return FFMIN(result, 0);
}

int cmedia_recoder_next(cmedia_recoder *recoder, cmedia_packet *packet) {
  if (interrupt_callback(recoder->interrupt)) return AVERROR_EXIT;
  av_packet_unref(recoder->packet);
  int result = avcodec_receive_packet(recoder->codec, recoder->packet);
  if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return CMEDIA_END;
  if (result >= 0 && recoder->length_size) result = tell_lengths(recoder);
  if (result < 0) return result;
  const AVPacket *made = recoder->packet;
  *packet = (cmedia_packet){
      .pts = known(made->pts),
      .dts = known(made->dts),
      .duration = made->duration,
      .position = -1,
      .size = made->size,
      .flags = made->flags & AV_PKT_FLAG_KEY ? CMEDIA_PACKET_KEY | CMEDIA_PACKET_ENTRY : 0,
  };
  return CMEDIA_OK;
}
