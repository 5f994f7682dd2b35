#include "thumbnail.h"

#include <libavutil/pixdesc.h>
#include <string.h>

#include "vector.h"

// Rows are added up into one sum a column, four at a time, and the columns of each box then into one.
// Sums of 16 bits hold 256 rows of 8 bits or 64 of 10.
enum { MAX_COLUMNS = 16384, MAX_SIDE = 256 };

VECTORISED static void add_row8(uint16_t *restrict sums, const uint8_t *restrict row, int count) {
  for (int column = 0; column < count; column++) sums[column] += row[column];
}

VECTORISED static void add_4_rows8(uint16_t *restrict sums, const uint8_t *restrict row,
                                   ptrdiff_t stride, int count) {
  const uint8_t *restrict second = row + stride, *restrict third = second + stride,
                          *restrict fourth = third + stride;
  for (int column = 0; column < count; column++) {
    sums[column] += (uint16_t)((uint16_t)(row[column] + second[column]) +
                               (uint16_t)(third[column] + fourth[column]));
  }
}

VECTORISED static void add_row16(uint32_t *restrict sums, const uint16_t *restrict row, int count) {
  for (int column = 0; column < count; column++) sums[column] += row[column];
}

VECTORISED static void add_row10(uint16_t *restrict sums, const uint16_t *restrict row, int count) {
  for (int column = 0; column < count; column++) sums[column] += row[column];
}

VECTORISED static uint32_t total16(const uint16_t *sums, int count) {
  uint32_t total = 0;
  for (int column = 0; column < count; column++) total += sums[column];
  return total;
}

static uint32_t total16_every_other(const uint16_t *sums, int count) {
  uint32_t total = 0;
  for (int column = 0; column < count; column++) total += sums[2 * column];
  return total;
}

typedef struct {
  const uint8_t *data;
  ptrdiff_t stride;
  int width, height;    // samples of one component
  int step, offset;     // samples from one to the next of the component, and to the first
  int depth, shift;     // bits of a sample, and unused bits below it
} plane;

typedef struct {
  int width, height;
  int columns[MAX_SIDE + 1];  // where each box starts
} grid;

static uint8_t mean(uint64_t total, uint64_t count, int excess_bits) {
  uint64_t divisor = count << excess_bits;
  uint64_t rounded = (total + divisor / 2) / divisor;
  return rounded > 255 ? 255 : (uint8_t)rounded;
}

static void draw8(const plane *source, const grid *grid, uint8_t *out) {
  uint16_t sums[MAX_COLUMNS];
  int samples = source->width * source->step;
  for (int y = 0; y < grid->height; y++) {
    int row = (int)((int64_t)y * source->height / grid->height);
    int end = (int)((int64_t)(y + 1) * source->height / grid->height), rows = end - row;
    memset(sums, 0, (size_t)samples * sizeof *sums);
    for (; row + 3 < end; row += 4) {
      add_4_rows8(sums, source->data + row * source->stride, source->stride, samples);
    }
    for (; row < end; row++) add_row8(sums, source->data + row * source->stride, samples);
    for (int x = 0; x < grid->width; x++) {
      int first = grid->columns[x], columns = grid->columns[x + 1] - first;
      uint32_t total = source->step == 1
                           ? total16(sums + first, columns)
                           : total16_every_other(sums + 2 * first + source->offset, columns);
      out[y * grid->width + x] = mean(total, (uint64_t)columns * (uint64_t)rows, 0);
    }
  }
}

static void draw16(const plane *source, const grid *grid, uint8_t *out) {
  uint32_t wide[MAX_COLUMNS];
  uint16_t narrow[MAX_COLUMNS];
  int samples = source->width * source->step;
  bool is_narrow = source->depth + source->shift <= 10;
  for (int y = 0; y < grid->height; y++) {
    int row = (int)((int64_t)y * source->height / grid->height);
    int end = (int)((int64_t)(y + 1) * source->height / grid->height), rows = end - row;
    bool fits = is_narrow && rows <= 64;
    if (fits) {
      memset(narrow, 0, (size_t)samples * sizeof *narrow);
    } else {
      memset(wide, 0, (size_t)samples * sizeof *wide);
    }
    for (; row < end; row++) {
      const uint16_t *samples_of_row = (const void *)(source->data + row * source->stride);
      if (fits) {
        add_row10(narrow, samples_of_row, samples);
      } else {
        add_row16(wide, samples_of_row, samples);
      }
    }
    for (int x = 0; x < grid->width; x++) {
      uint64_t total = 0;
      int first = grid->columns[x], columns = grid->columns[x + 1] - first;
      for (int column = first; column < first + columns; column++) {
        int sample = column * source->step + source->offset;
        total += fits ? narrow[sample] : wide[sample];
      }
      out[y * grid->width + x] =
          mean(total, (uint64_t)columns * (uint64_t)rows, source->depth + source->shift - 8);
    }
  }
}

static bool draw_plane(const plane *source, int width, int height, uint8_t *out) {
  // Sums of 16 bits must hold a box's rows, and each box at least one sample.
  if (source->width < width || source->height < height || width > MAX_SIDE ||
      source->width * source->step > MAX_COLUMNS) {
    return false;
  }
  if (source->depth == 8 && source->height > 250 * height) return false;
  grid grid = {.width = width, .height = height};
  for (int x = 0; x <= width; x++) grid.columns[x] = (int)((int64_t)x * source->width / width);
  if (source->depth == 8) {
    draw8(source, &grid, out);
  } else {
    draw16(source, &grid, out);
  }
  return true;
}

static void widen_range(uint8_t *planes, size_t count, bool has_colour) {
  for (size_t sample = 0; sample < count; sample++) {
    int value = ((planes[sample] - 16) * 255 + 109) / 219;
    planes[sample] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
  }
  for (size_t sample = count; has_colour && sample < 3 * count; sample++) {
    int distance = (planes[sample] - 128) * 255;
    int value = 128 + (distance + (distance < 0 ? -112 : 112)) / 224;
    planes[sample] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
  }
}

bool thumbnail_draw(const AVFrame *frame, int width, int height, uint8_t *planes) {
  const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(frame->format);
  uint64_t foreign = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE |
                     AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT |
                     AV_PIX_FMT_FLAG_BAYER;
  if (!format || format->flags & foreign) return false;
  size_t count = (size_t)width * (size_t)height;
  bool has_colour = format->nb_components >= 3;
  for (int component = 0; component < (has_colour ? 3 : 1); component++) {
    const AVComponentDescriptor *layout = &format->comp[component];
    int bytes = layout->depth > 8 ? 2 : 1;
    if (layout->depth < 8 || layout->depth > 16 || layout->step > 2 * bytes) return false;
    plane source = {
        .data = frame->data[layout->plane],
        .stride = frame->linesize[layout->plane],
        .width = component ? AV_CEIL_RSHIFT(frame->width, format->log2_chroma_w) : frame->width,
        .height = component ? AV_CEIL_RSHIFT(frame->height, format->log2_chroma_h) : frame->height,
        .step = layout->step / bytes,
        .offset = layout->offset / bytes,
        .depth = layout->depth,
        .shift = layout->shift,
    };
    if (!draw_plane(&source, width, height, planes + (size_t)component * count)) return false;
  }
  if (!has_colour) memset(planes + count, 128, 2 * count);
  // Formats named with a J are in full range without saying so.
  bool is_full = frame->color_range == AVCOL_RANGE_JPEG || !strncmp(format->name, "yuvj", 4) ||
                 (!has_colour && frame->color_range != AVCOL_RANGE_MPEG);
  if (!is_full) widen_range(planes, count, has_colour);
  return true;
}
