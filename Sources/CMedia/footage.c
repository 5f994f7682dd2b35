// Pictures of one video as frames of a film.
#include <string.h>

#include "decoder.h"
#include "film.h"

/// Black, in limited range.
enum { BLACK = 16, COLOURLESS = 128 };

/// Blackens some rows of a frame, from one column to another; all numbers are even.
static void blacken(AVFrame *frame, int left, int top, int width, int height) {
  for (int plane = 0; plane < 3; plane++) {
    int shift = plane > 0;
    for (int row = top >> shift; row < (top + height) >> shift; row++) {
      uint8_t *pixels = frame->data[plane] + (ptrdiff_t)row * frame->linesize[plane];
      memset(pixels + (left >> shift), plane ? COLOURLESS : BLACK, (size_t)(width >> shift));
    }
  }
}

/// The nearest even number that is not zero, and not more than there is room for.
static int even(double length, int room) {
  int near = 2 * (int)(length / 2 + 0.5);
  return near < 2 ? 2 : near > room ? room : near;
}

int cmedia_film_add_current(cmedia_film *film, cmedia_decoder *decoder) {
  const AVFrame *from = decoder->frame;
  if (!from->data[0]) return AVERROR(EINVAL);
  AVFrame *frame;
  int result = film_next_frame(film, &frame);
  if (result < 0) return result;
  AVRational aspect = decoder->aspect;
  if (from->sample_aspect_ratio.num > 0 && aspect.num <= 0) aspect = from->sample_aspect_ratio;
  int upright_width, upright_height;
  renderer_upright_size(from->width, from->height, aspect, decoder->rotation, &upright_width, &upright_height);
  double factor = FFMIN((double)frame->width / upright_width, (double)frame->height / upright_height);
  int width = even(upright_width * factor, frame->width), height = even(upright_height * factor, frame->height);
  int x = (frame->width - width) / 4 * 2, y = (frame->height - height) / 4 * 2;
  result = renderer_fill(&decoder->renderer, from, decoder->rotation, decoder->is_mirrored, frame, x, y, width,
                         height);
  if (result < 0) return result;
  // Afterwards, for scalers write a little beyond the last pixel.
  blacken(frame, 0, 0, frame->width, y);
  blacken(frame, 0, y + height, frame->width, frame->height - y - height);
  blacken(frame, 0, y, x, height);
  blacken(frame, x + width, y, frame->width - x - width, height);
  return film_add_frame(film);
}
