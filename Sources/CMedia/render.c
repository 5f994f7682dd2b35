#include "render.h"

#include <libavutil/imgutils.h>
#include <libavutil/mem.h>
#include <libavutil/pixdesc.h>
#include <math.h>
#include <string.h>

#include "internal.h"
#include "thumbnail.h"
#include "vector.h"

enum { ALIGNMENT = 64 };

/// Planes of some pixel format: a view into a frame, or of scratch memory.
typedef struct image {
  enum AVPixelFormat format;
  int width, height;
  uint8_t *data[4];
  int stride[4];
} image;

void renderer_close(renderer *renderer) {
  sws_freeContext(renderer->scaler);
  sws_freeContext(renderer->finisher);
  tone_curve_free(renderer->tones);
  av_freep(&renderer->halves[0].bytes);
  av_freep(&renderer->halves[1].bytes);
  av_freep(&renderer->scaled.bytes);
  av_freep(&renderer->wide.bytes);
  av_freep(&renderer->narrow.bytes);
  av_freep(&renderer->turned.bytes);
}

void renderer_upright_size(int width, int height, AVRational aspect, int rotation, int *upright_width,
                           int *upright_height) {
  // Nobody means a pixel to be twenty times as wide as high; such numbers are damage.
  double ratio = aspect.num > 0 && aspect.den > 0 ? av_q2d(aspect) : 1;
  if (ratio < 0.05 || ratio > 20) ratio = 1;
  if (ratio > 1) width = (int)lrint(width * ratio);
  if (ratio < 1) height = (int)lrint(height / ratio);
  bool is_turned = rotation % 180 != 0;
  *upright_width = is_turned ? height : width;
  *upright_height = is_turned ? width : height;
}

/// Lays planes out in scratch memory, rows aligned and with room behind them: swscale writes and reads
/// a little beyond the last pixel.
static int image_in(scratch *memory, enum AVPixelFormat format, int width, int height, image *image) {
  *image = (struct image){.format = format};
  image->width = width;
  image->height = height;
  int size = av_image_get_buffer_size(format, FFALIGN(width, ALIGNMENT), height + 1, ALIGNMENT);
  if (size < 0) return size;
  av_fast_malloc(&memory->bytes, &memory->size, (size_t)size + 4 * ALIGNMENT);
  if (!memory->bytes) return AVERROR(ENOMEM);
  int result = av_image_fill_linesizes(image->stride, format, FFALIGN(width, ALIGNMENT));
  if (result < 0) return result;
  result = av_image_fill_pointers(image->data, format, height, memory->bytes, image->stride);
  return result < 0 ? result : 0;
}

static image view_of(const AVFrame *frame) {
  image view = {.format = frame->format, .width = frame->width, .height = frame->height};
  for (int plane = 0; plane < 4; plane++) {
    view.data[plane] = frame->data[plane];
    view.stride[plane] = frame->linesize[plane];
  }
  return view;
}

/// The rows of the field shown first, as a picture of half the height.
static image first_field(const AVFrame *frame) {
  image view = view_of(frame);
  const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(view.format);
  if (!format || format->flags & AV_PIX_FMT_FLAG_PAL || view.height < 4) return view;
  for (int plane = 0; plane < 4 && view.data[plane]; plane++) {
    if (!FRAME_IS_TOP_FIRST(frame)) view.data[plane] += view.stride[plane];
    view.stride[plane] *= 2;
  }
  view.height /= 2;
  return view;
}

// Halving ----------------------------------------------------------------------------------------

VECTORISED static void halve_row(uint8_t *restrict out, const uint8_t *restrict above,
                                 const uint8_t *restrict below, int count) {
  for (int x = 0; x < count; x++) {
    out[x] = (uint8_t)((above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1] + 2) >> 2);
  }
}

static bool can_halve(const image *source, int width, int height) {
  const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(source->format);
  uint64_t foreign = AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_RGB;
  if (!format || format->flags & foreign || format->comp[0].depth != 8) return false;
  bool is_planar = format->flags & AV_PIX_FMT_FLAG_PLANAR || format->nb_components == 1;
  for (int component = 0; component < format->nb_components; component++) {
    is_planar &= format->comp[component].step == 1;
  }
  return is_planar && source->width % 4 == 0 && source->height % 4 == 0 &&
         source->width >= 2 * width && source->height >= 2 * height;
}

/// Means of two by two samples: three times cheaper before the scaler than a scaler that reads them all,
/// and as good.
static int halve(scratch *memory, image *source) {
  image half;
  int result = image_in(memory, source->format, source->width / 2, source->height / 2, &half);
  if (result < 0) return result;
  const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(source->format);
  for (int plane = 0; plane < 4 && source->data[plane]; plane++) {
    bool is_colour = plane == 1 || plane == 2;
    int width = is_colour ? AV_CEIL_RSHIFT(half.width, format->log2_chroma_w) : half.width;
    int height = is_colour ? AV_CEIL_RSHIFT(half.height, format->log2_chroma_h) : half.height;
    // Sides that are multiples of four leave every plane but those at quarter size even.
    if (is_colour && (AV_CEIL_RSHIFT(source->width, format->log2_chroma_w) < 2 * width ||
                      AV_CEIL_RSHIFT(source->height, format->log2_chroma_h) < 2 * height)) {
      return AVERROR(ENOSYS);
    }
    for (int y = 0; y < height; y++) {
      const uint8_t *above = source->data[plane] + (ptrdiff_t)2 * y * source->stride[plane];
      halve_row(half.data[plane] + (ptrdiff_t)y * half.stride[plane], above,
                above + source->stride[plane], width);
    }
  }
  *source = half;
  return 0;
}

// Scaling ----------------------------------------------------------------------------------------

static int matrix_of(const AVFrame *frame) {
  switch (frame->colorspace) {
    case AVCOL_SPC_BT709: return SWS_CS_ITU709;
    case AVCOL_SPC_BT2020_NCL: case AVCOL_SPC_BT2020_CL: return SWS_CS_BT2020;
    case AVCOL_SPC_SMPTE240M: return SWS_CS_SMPTE240M;
    case AVCOL_SPC_FCC: return SWS_CS_FCC;
    case AVCOL_SPC_BT470BG: case AVCOL_SPC_SMPTE170M: return SWS_CS_ITU601;
    // What the file does not say, its size tells: high definition has always been BT.709.
    default: return frame->width >= 1280 || frame->height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601;
  }
}

static bool is_full_range(const AVFrame *frame) {
  const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(frame->format);
  if (frame->color_range == AVCOL_RANGE_JPEG) return true;
  if (!format) return false;
  bool is_gray = format->nb_components <= 2 && !(format->flags & AV_PIX_FMT_FLAG_PAL);
  return !strncmp(format->name, "yuvj", 4) || format->flags & AV_PIX_FMT_FLAG_RGB ||
         (is_gray && frame->color_range != AVCOL_RANGE_MPEG);
}

static int scale_into(struct SwsContext **scaler, const image *source, int source_matrix, bool is_full,
                      int target_matrix, bool is_target_full, image *target) {
  bool is_same_size = source->width == target->width && source->height == target->height;
  // At the same size swscale has converters of its own, which the finer flags would keep it from.
  int flags = SWS_BICUBIC | (is_same_size ? 0 : SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT);
  *scaler = sws_getCachedContext(*scaler, source->width, source->height, source->format, target->width,
                                 target->height, target->format, flags, NULL, NULL, NULL);
  if (!*scaler) return AVERROR(EINVAL);
  sws_setColorspaceDetails(*scaler, sws_getCoefficients(source_matrix), is_full,
                           sws_getCoefficients(target_matrix), is_target_full, 0, 1 << 16, 1 << 16);
  int rows = sws_scale(*scaler, (const uint8_t *const *)source->data, source->stride, 0, source->height,
                       target->data, target->stride);
  return rows < 0 ? rows : 0;
}

static int scale(struct SwsContext **scaler, const image *source, int source_matrix, bool is_full,
                 int target_matrix, image *target) {
  return scale_into(scaler, source, source_matrix, is_full, target_matrix, true, target);
}

/// Scales and tone-maps into 8-bit RGB.
static int scale_hdr(renderer *renderer, const AVFrame *frame, const image *source, cmedia_hdr hdr,
                     image *target) {
  image wide;
  int result = image_in(&renderer->wide, AV_PIX_FMT_RGB48, target->width, target->height, &wide);
  if (result < 0) return result;
  renderer->tones = tone_curve_for(hdr, renderer->tones);
  if (!renderer->tones) return AVERROR(ENOMEM);
  int matrix = frame->colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_BT2020 : matrix_of(frame);
  result = scale(&renderer->scaler, source, matrix, is_full_range(frame), matrix, &wide);
  if (result < 0) return result;
  for (int y = 0; y < target->height; y++) {
    tone_curve_map(renderer->tones, (const void *)(wide.data[0] + (ptrdiff_t)y * wide.stride[0]),
                   target->data[0] + (ptrdiff_t)y * target->stride[0], (size_t)target->width);
  }
  return 0;
}

// Turning ----------------------------------------------------------------------------------------

/// Copies a plane of `width` by `height` pixels, turned clockwise and then mirrored, without padding.
static void turn(const uint8_t *source, ptrdiff_t stride, int width, int height, int pixel_size,
                 int rotation, bool is_mirrored, uint8_t *out) {
  if (rotation == 0 && !is_mirrored) {
    size_t row = (size_t)width * (size_t)pixel_size;
    for (int y = 0; y < height; y++) memcpy(out + (size_t)y * row, source + y * stride, row);
    return;
  }
  bool is_turned = rotation % 180 != 0;
  int turned_width = is_turned ? height : width, turned_height = is_turned ? width : height;
  for (int y = 0; y < turned_height; y++) {
    for (int column = 0; column < turned_width; column++) {
      int x = is_mirrored ? turned_width - 1 - column : column;
      int source_x = rotation == 0 ? x : rotation == 90 ? y : rotation == 180 ? width - 1 - x : width - 1 - y;
      int source_y = rotation == 0 ? y : rotation == 90 ? height - 1 - x : rotation == 180 ? height - 1 - y : x;
      memcpy(out, source + source_y * stride + (ptrdiff_t)source_x * pixel_size, (size_t)pixel_size);
      out += pixel_size;
    }
  }
}

static void turn_planes(const image *source, int rotation, bool is_mirrored, uint8_t *pixels) {
  const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(source->format);
  for (int plane = 0; plane < 4 && source->data[plane]; plane++) {
    bool is_colour = plane == 1 || plane == 2;
    int width = is_colour ? AV_CEIL_RSHIFT(source->width, format->log2_chroma_w) : source->width;
    int height = is_colour ? AV_CEIL_RSHIFT(source->height, format->log2_chroma_h) : source->height;
    int pixel_size = source->format == AV_PIX_FMT_RGB24 ? 3 : 1;
    turn(source->data[plane], source->stride[plane], width, height, pixel_size, rotation, is_mirrored,
         pixels);
    pixels += (size_t)width * (size_t)height * (size_t)pixel_size;
  }
}

// Drawing ----------------------------------------------------------------------------------------

static enum AVPixelFormat pixel_format(cmedia_format format) {
  switch (format) {
    case CMEDIA_GRAY8: return AV_PIX_FMT_GRAY8;
    case CMEDIA_RGB24: return AV_PIX_FMT_RGB24;
    case CMEDIA_YUV420: return AV_PIX_FMT_YUVJ420P;
    case CMEDIA_YUV444: return AV_PIX_FMT_YUVJ444P;
  }
  return AV_PIX_FMT_NONE;
}

static size_t byte_count(cmedia_format format, int width, int height) {
  size_t pixels = (size_t)width * (size_t)height;
  switch (format) {
    case CMEDIA_GRAY8: return pixels;
    case CMEDIA_RGB24: case CMEDIA_YUV444: return 3 * pixels;
    case CMEDIA_YUV420: return pixels + 2 * ((size_t)(width + 1) / 2) * ((size_t)(height + 1) / 2);
  }
  return 0;
}

/// Halves as long as that is no loss.
static int shrink(renderer *renderer, image *source, int width, int height) {
  for (int step = 0; can_halve(source, width, height); step++) {
    int result = halve(&renderer->halves[step % 2], source);
    if (result == AVERROR(ENOSYS)) break;
    if (result < 0) return result;
  }
  return 0;
}

/// Draws into `target`, which has the frame's own orientation.
static int draw(renderer *renderer, const AVFrame *frame, cmedia_format format, image *target) {
  cmedia_hdr hdr = transfer_hdr(frame->color_trc);
  image source = FRAME_IS_INTERLACED(frame) ? first_field(frame) : view_of(frame);
  if (hdr != CMEDIA_HDR_NONE && format != CMEDIA_YUV444) {
    if (format == CMEDIA_RGB24) return scale_hdr(renderer, frame, &source, hdr, target);
    image narrow;
    int result =
        image_in(&renderer->narrow, AV_PIX_FMT_RGB24, target->width, target->height, &narrow);
    if (result < 0) return result;
    if ((result = scale_hdr(renderer, frame, &source, hdr, &narrow)) < 0) return result;
    return scale(&renderer->finisher, &narrow, SWS_CS_ITU601, true, SWS_CS_ITU601, target);
  }
  int result = shrink(renderer, &source, target->width, target->height);
  if (result < 0) return result;
  int matrix = matrix_of(frame);
  // Luma is the same by any matrix; only colour must be brought to what JPEG means.
  int target_matrix = format == CMEDIA_YUV420 ? SWS_CS_ITU601 : matrix;
  return scale(&renderer->scaler, &source, matrix, is_full_range(frame), target_matrix, target);
}

int renderer_draw(renderer *renderer, const AVFrame *frame, int rotation, bool is_mirrored,
                  cmedia_format format, int width, int height, uint8_t *pixels, size_t size) {
  if (width < 1 || height < 1 || size != byte_count(format, width, height)) return AVERROR(EINVAL);
  bool is_turned = rotation % 180 != 0;
  image target;
  int result = image_in(&renderer->scaled, pixel_format(format), is_turned ? height : width,
                        is_turned ? width : height, &target);
  if (result < 0) return result;
  if (format == CMEDIA_YUV444) {
    size_t plane = (size_t)width * (size_t)height;
    bool is_upright = rotation == 0 && !is_mirrored;
    uint8_t *planes = is_upright ? pixels : renderer->scaled.bytes;
    if (thumbnail_draw(frame, target.width, target.height, planes)) {
      for (int each = 0; each < 3 && !is_upright; each++) {
        turn(planes + (size_t)each * plane, target.width, target.width, target.height, 1, rotation,
             is_mirrored, pixels + (size_t)each * plane);
      }
      return CMEDIA_OK;
    }
  }
  if ((result = draw(renderer, frame, format, &target)) < 0) return result;
  turn_planes(&target, rotation, is_mirrored, pixels);
  return CMEDIA_OK;
}

// Filling a film's frame -------------------------------------------------------------------------

/// Draws into `target`, which is part of a film's frame, but has the decoded frame's own orientation.
static int draw_film(renderer *renderer, const AVFrame *frame, image *target) {
  cmedia_hdr hdr = transfer_hdr(frame->color_trc);
  image source = FRAME_IS_INTERLACED(frame) ? first_field(frame) : view_of(frame);
  if (hdr != CMEDIA_HDR_NONE) {
    image narrow;
    int result = image_in(&renderer->narrow, AV_PIX_FMT_RGB24, target->width, target->height, &narrow);
    if (result >= 0) result = scale_hdr(renderer, frame, &source, hdr, &narrow);
    if (result < 0) return result;
    return scale_into(&renderer->finisher, &narrow, SWS_CS_ITU709, true, SWS_CS_ITU709, false, target);
  }
  int result = shrink(renderer, &source, target->width, target->height);
  if (result < 0) return result;
  return scale_into(&renderer->scaler, &source, matrix_of(frame), is_full_range(frame), SWS_CS_ITU709, false,
                    target);
}

int renderer_fill(renderer *renderer, const AVFrame *frame, int rotation, bool is_mirrored, AVFrame *film, int x,
                  int y, int width, int height) {
  image target = view_of(film);
  target.width = width;
  target.height = height;
  for (int plane = 0; plane < 3; plane++) {
    int shift = plane > 0;
    target.data[plane] += (ptrdiff_t)(y >> shift) * target.stride[plane] + (x >> shift);
  }
  if (rotation == 0 && !is_mirrored) return draw_film(renderer, frame, &target);
  bool is_turned = rotation % 180 != 0;
  image lying;
  int result = image_in(&renderer->scaled, AV_PIX_FMT_YUV420P, is_turned ? height : width,
                        is_turned ? width : height, &lying);
  if (result < 0 || (result = draw_film(renderer, frame, &lying)) < 0) return result;
  av_fast_malloc(&renderer->turned.bytes, &renderer->turned.size, byte_count(CMEDIA_YUV420, width, height));
  if (!renderer->turned.bytes) return AVERROR(ENOMEM);
  turn_planes(&lying, rotation, is_mirrored, renderer->turned.bytes);
  const uint8_t *from = renderer->turned.bytes;
  for (int plane = 0; plane < 3; plane++) {
    int columns = width >> (plane > 0), rows = height >> (plane > 0);
    av_image_copy_plane(target.data[plane], target.stride[plane], from, columns, columns, rows);
    from += (ptrdiff_t)columns * rows;
  }
  return CMEDIA_OK;
}
