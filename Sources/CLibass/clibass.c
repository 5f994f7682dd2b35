#include "clibass.h"

#include <ass/ass.h>
#include <stdlib.h>

struct clibass {
  ASS_Library *library;
  ASS_Renderer *renderer;
};

// It tells standard error of every font it tries.
static void keep_silent(int level, const char *format, va_list arguments, void *context) {
  (void)level, (void)format, (void)arguments, (void)context;
}

clibass *clibass_open(const char *family) {
  clibass *opened = calloc(1, sizeof *opened);
  if (!opened) return NULL;
  if (!(opened->library = ass_library_init())) goto fail;
  ass_set_message_cb(opened->library, keep_silent, NULL);
  if (!(opened->renderer = ass_renderer_init(opened->library))) goto fail;
  ass_set_shaper(opened->renderer, ASS_SHAPING_COMPLEX);
  ass_set_hinting(opened->renderer, ASS_HINTING_NONE);
  ass_set_fonts(opened->renderer, NULL, family, ASS_FONTPROVIDER_AUTODETECT, NULL, 1);
  return opened;

fail:
  clibass_close(opened);
  return NULL;
}

void clibass_close(clibass *handle) {
  if (!handle) return;
  if (handle->renderer) ass_renderer_done(handle->renderer);
  if (handle->library) ass_library_done(handle->library);
  free(handle);
}

/// The part of a bitmap that lies on the field.
typedef struct {
  int left, top, right, bottom;  // from the bitmap's own corner
} part;

static part visible(const ASS_Image *image, int width, int height) {
  return (part){
      .left = image->dst_x < 0 ? -image->dst_x : 0,
      .top = image->dst_y < 0 ? -image->dst_y : 0,
      .right = image->w < width - image->dst_x ? image->w : width - image->dst_x,
      .bottom = image->h < height - image->dst_y ? image->h : height - image->dst_y,
  };
}

static void cover(clibass_box *box, const ASS_Image *image, part seen) {
  bool is_first = box->right <= box->left;
  int left = image->dst_x + seen.left, right = image->dst_x + seen.right;
  int top = image->dst_y + seen.top, bottom = image->dst_y + seen.bottom;
  if (is_first || left < box->left) box->left = left;
  if (is_first || top < box->top) box->top = top;
  if (is_first || right > box->right) box->right = right;
  if (is_first || bottom > box->bottom) box->bottom = bottom;
}

/// Letters may overlap, and are not to be lighter there than elsewhere.
static void add(uint8_t *plane, int width, const ASS_Image *image, part seen) {
  for (int y = seen.top; y < seen.bottom; y++) {
    const unsigned char *from = image->bitmap + (ptrdiff_t)y * image->stride;
    uint8_t *row = plane + (ptrdiff_t)(image->dst_y + y) * width;
    for (int x = seen.left; x < seen.right; x++) {
      uint8_t *to = row + image->dst_x + x;
      *to = (uint8_t)(*to + (255 - *to) * from[x] / 255);
    }
  }
}

bool clibass_draw(clibass *handle, const char *script, size_t size, int width, int height,
                  uint8_t *plane, clibass_box *ink) {
  *ink = (clibass_box){0};
  // It only reads them, whatever its declaration says.
  ASS_Track *track = ass_read_memory(handle->library, (char *)script, size, NULL);
  if (!track) return false;
  // Or else a bracket that closes in another direction than it opened looks the wrong way.
  ass_track_set_feature(track, ASS_FEATURE_BIDI_BRACKETS, 1);
  ass_set_frame_size(handle->renderer, width, height);
  const ASS_Image *image = ass_render_frame(handle->renderer, track, 0, NULL);
  for (; image; image = image->next) {
    part seen = visible(image, width, height);
    if (seen.left >= seen.right || seen.top >= seen.bottom) continue;
    cover(ink, image, seen);
    if (plane) add(plane, width, image, seen);
  }
  ass_free_track(track);
  return true;
}
