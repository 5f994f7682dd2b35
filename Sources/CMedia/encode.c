// Pictures into JPEG, PNG and WebP.
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
#include <string.h>

#include "internal.h"
#include "log.h"

struct cmedia_encoder {
  AVCodecContext *codec;
  cmedia_format format;
  AVFrame *given, *coded;  // as asked for and as the codec takes it; the same frame if those agree
  struct SwsContext *converter;
  AVPacket *packet;
};

// Opening ----------------------------------------------------------------------------------------

static enum AVPixelFormat pixel_format(cmedia_format format) {
  switch (format) {
    case CMEDIA_GRAY8: return AV_PIX_FMT_GRAY8;
    case CMEDIA_RGB24: return AV_PIX_FMT_RGB24;
    case CMEDIA_YUV420: return AV_PIX_FMT_YUV420P;
    case CMEDIA_YUV444: return AV_PIX_FMT_YUV444P;
  }
  return AV_PIX_FMT_NONE;
}

static enum AVPixelFormat coded_format(cmedia_picture_codec codec, cmedia_format format) {
  if (codec == CMEDIA_JPEG) return AV_PIX_FMT_YUV420P;
  // The library makes planes of it as WebP wants them, which are not those of JPEG.
  if (codec == CMEDIA_WEBP) return AV_PIX_FMT_RGB32;
  return format == CMEDIA_GRAY8 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24;
}

static AVFrame *allocate_frame(enum AVPixelFormat format, int width, int height) {
  AVFrame *frame = av_frame_alloc();
  if (!frame) return NULL;
  frame->format = format;
  frame->width = width;
  frame->height = height;
  frame->color_range = AVCOL_RANGE_JPEG;
  if (av_frame_get_buffer(frame, 0) < 0) av_frame_free(&frame);
  return frame;
}

/// The step sizes of the JPEG standard, scaled as libjpeg does: what people know as quality.
static uint16_t *quantization(const uint8_t *steps, int quality) {
  uint16_t *matrix = av_malloc_array(64, sizeof *matrix);
  if (!matrix) return NULL;
  int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  for (int index = 0; index < 64; index++) {
    matrix[index] = (uint16_t)av_clip((steps[index] * percent + 50) / 100, 1, 255);
  }
  return matrix;
}

static int set_quality(cmedia_encoder *encoder, int quality) {
  static const uint8_t luma[64] = {
      16, 11, 10, 16, 24,  40,  51,  61,   //
      12, 12, 14, 19, 26,  58,  60,  55,   //
      14, 13, 16, 24, 40,  57,  69,  56,   //
      14, 17, 22, 29, 51,  87,  80,  62,   //
      18, 22, 37, 56, 68,  109, 103, 77,   //
      24, 35, 55, 64, 81,  104, 113, 92,   //
      49, 64, 78, 87, 103, 121, 120, 101,  //
      72, 92, 95, 98, 112, 100, 103, 99,   //
  };
  static const uint8_t chroma[64] = {
      17, 18, 24, 47, 99, 99, 99, 99,  //
      18, 21, 26, 66, 99, 99, 99, 99,  //
      24, 26, 56, 99, 99, 99, 99, 99,  //
      47, 66, 99, 99, 99, 99, 99, 99,  //
      99, 99, 99, 99, 99, 99, 99, 99,  //
      99, 99, 99, 99, 99, 99, 99, 99,  //
      99, 99, 99, 99, 99, 99, 99, 99,  //
      99, 99, 99, 99, 99, 99, 99, 99,  //
  };
  AVCodecContext *codec = encoder->codec;
  quality = av_clip(quality, 1, 100);
  codec->intra_matrix = quantization(luma, quality);
  codec->chroma_intra_matrix = quantization(chroma, quality);
  if (!codec->intra_matrix || !codec->chroma_intra_matrix) return AVERROR(ENOMEM);
  // At eight FFmpeg takes the step sizes as they are.
  codec->flags |= AV_CODEC_FLAG_QSCALE;
  codec->global_quality = encoder->coded->quality = 8 * FF_QP2LAMBDA;
  codec->qmin = 1;
  // Without an aspect there would be no JFIF header, which some readers insist on.
  codec->sample_aspect_ratio = (AVRational){1, 1};
  return av_opt_set(codec->priv_data, "huffman", "optimal", 0);
}

static const AVCodec *find_encoder(cmedia_picture_codec codec) {
  switch (codec) {
    case CMEDIA_JPEG: return avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    case CMEDIA_PNG: return avcodec_find_encoder(AV_CODEC_ID_PNG);
    // By name, since the other encoder of the same library makes films of what it is given.
    case CMEDIA_WEBP: return avcodec_find_encoder_by_name("libwebp");
  }
  return NULL;
}

bool cmedia_encoder_exists(cmedia_picture_codec codec) { return find_encoder(codec) != NULL; }

static int open_converter(cmedia_encoder *encoder) {
  const AVFrame *from = encoder->given, *to = encoder->coded;
  int flags = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT |
              SWS_BITEXACT;
  encoder->converter = sws_getContext(from->width, from->height, from->format, to->width,
                                      to->height, to->format, flags, NULL, NULL, NULL);
  if (!encoder->converter) return AVERROR(ENOMEM);
  const int *matrix = sws_getCoefficients(SWS_CS_ITU601);
  sws_setColorspaceDetails(encoder->converter, matrix, 1, matrix, 1, 0, 1 << 16, 1 << 16);
  return 0;
}

int cmedia_encoder_open(cmedia_picture_codec codec, cmedia_format format, int width, int height,
                        int quality, cmedia_encoder **encoder) {
  log_capture();
  *encoder = NULL;
  if (width < 1 || height < 1) return AVERROR(EINVAL);
  const AVCodec *found = find_encoder(codec);
  if (!found) return AVERROR_ENCODER_NOT_FOUND;
  int result = AVERROR(ENOMEM);
  cmedia_encoder *opened = av_mallocz(sizeof *opened);
  if (!opened) return result;
  opened->format = format;
  opened->codec = avcodec_alloc_context3(found);
  opened->packet = av_packet_alloc();
  opened->coded = allocate_frame(coded_format(codec, format), width, height);
  if (!opened->codec || !opened->packet || !opened->coded) goto fail;
  // Gray becomes JPEG's first plane as it is.
  bool is_copied = pixel_format(format) == opened->coded->format ||
                   (format == CMEDIA_GRAY8 && codec != CMEDIA_WEBP);
  if (is_copied) {
    opened->given = opened->coded;
  } else {
    opened->given = allocate_frame(pixel_format(format), width, height);
    if (!opened->given) goto fail;
    if ((result = open_converter(opened)) < 0) goto fail;
  }
  opened->codec->width = width;
  opened->codec->height = height;
  opened->codec->pix_fmt = opened->coded->format;
  opened->codec->color_range = AVCOL_RANGE_JPEG;
  opened->codec->time_base = (AVRational){1, 25};
  opened->codec->thread_count = 1;
  // The same picture gives the same bytes, without the encoder's name.
  opened->codec->flags |= AV_CODEC_FLAG_BITEXACT;
  if (codec == CMEDIA_JPEG && (result = set_quality(opened, quality)) < 0) goto fail;
  if (codec == CMEDIA_WEBP) {
    result = av_opt_set_double(opened->codec->priv_data, "quality", av_clip(quality, 1, 100), 0);
    if (result < 0) goto fail;
  }
  if ((result = avcodec_open2(opened->codec, found, NULL)) < 0) goto fail;
  *encoder = opened;
  return CMEDIA_OK;

fail:
  cmedia_encoder_close(opened);
  return result;
}

void cmedia_encoder_close(cmedia_encoder *encoder) {
  if (!encoder) return;
  sws_freeContext(encoder->converter);
  // FFmpeg 5 frees the other matrix, but not this one.
  if (encoder->codec) av_freep(&encoder->codec->chroma_intra_matrix);
  avcodec_free_context(&encoder->codec);
  av_packet_free(&encoder->packet);
  if (encoder->given != encoder->coded) av_frame_free(&encoder->given);
  av_frame_free(&encoder->coded);
  av_free(encoder);
}

// Encoding ---------------------------------------------------------------------------------------

/// Copies packed pixels into `given`, whose rows have room behind them: swscale and the codecs read
/// beyond the last pixel.
static int take_pixels(cmedia_encoder *encoder, const uint8_t *pixels, size_t size) {
  AVFrame *given = encoder->given;
  uint8_t *planes[4];
  int strides[4];
  int width = given->width, height = given->height;
  enum AVPixelFormat format = pixel_format(encoder->format);
  int result = av_image_fill_arrays(planes, strides, pixels, format, width, height, 1);
  if (result < 0) return result;
  if ((size_t)result != size) return AVERROR(EINVAL);
  av_image_copy(given->data, given->linesize, (const uint8_t **)planes, strides, format, width,
                height);
  if (encoder->format == CMEDIA_GRAY8 && given->format == AV_PIX_FMT_YUV420P) {
    size_t rows = ((size_t)height + 1) / 2;
    memset(given->data[1], 128, (size_t)given->linesize[1] * rows);
    memset(given->data[2], 128, (size_t)given->linesize[2] * rows);
  }
  return 0;
}

int cmedia_encoder_encode(cmedia_encoder *encoder, const uint8_t *pixels, size_t pixel_size,
                          const uint8_t **bytes, size_t *size) {
  AVFrame *given = encoder->given, *coded = encoder->coded;
  // An encoder may keep hold of the frame before.
  int result = av_frame_make_writable(coded);
  if (result < 0) return result;
  if ((result = take_pixels(encoder, pixels, pixel_size)) < 0) return result;
  if (encoder->converter) {
    result = sws_scale(encoder->converter, (const uint8_t *const *)given->data, given->linesize, 0,
                       given->height, coded->data, coded->linesize);
    if (result < 0) return result;
  }
  coded->pts++;
  if ((result = avcodec_send_frame(encoder->codec, coded)) < 0) return result;
  av_packet_unref(encoder->packet);
  if ((result = avcodec_receive_packet(encoder->codec, encoder->packet)) < 0) return result;
  *bytes = encoder->packet->data;
  *size = (size_t)encoder->packet->size;
  return CMEDIA_OK;
}
