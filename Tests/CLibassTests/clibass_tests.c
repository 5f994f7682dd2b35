// Draws scripts put together by lot, of commands that mean harm and of many scripts' letters, on fields of all
// sizes. To be built with the address and undefined-behaviour sanitizers by run.sh, which ends at the first report.
//
//   clibass_tests [SCRIPTS]
#include <clibass.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t random_state = 1;

static int random_below(int bound) {
  uint64_t mixed = random_state += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
  return (int)((mixed ^ mixed >> 31) % (uint64_t)bound);
}

static const char *const head =
    "[Script Info]\nScriptType: v4.00+\nPlayResX: %d\nPlayResY: %d\nWrapStyle: 2\n[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, BorderStyle, Outline, Shadow, Alignment, "
    "MarginL, MarginR, MarginV, Encoding\n"
    "Style: Type,Open Sans,20,&H00FFFFFF,700,0,1,0,0,7,0,0,0,-1\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";

static const char *const parts[] = {
    "abc ", "{\\pos(-50,-9)}", "{\\fs400}", "夜幕", "غروب", "{\\p1}m 0 0 l 900 900 l -900 4{\\p0}", "\\N", "🎬",
    "{\\frz45}", "Z̸̢͎̘̍͋", "{", "}", "\\", "{\\bord9\\shad5\\blur3}", "שלום",
};
enum { PART_COUNT = sizeof parts / sizeof parts[0] };

static size_t write_script(char *script, size_t room, int width, int height) {
  size_t size = (size_t)snprintf(script, room, head, width, height);
  for (int line = random_below(3); line >= 0; line--) {
    size += (size_t)snprintf(script + size, room - size,
                             "Dialogue: 0,0:00:00.00,9:00:00.00,Type,,0,0,0,,{\\an%d\\pos(%d,%d)\\fs%d}",
                             1 + random_below(9), random_below(800) - 200, random_below(600) - 200,
                             1 + random_below(200));
    for (int count = random_below(12); count > 0; count--) {
      size += (size_t)snprintf(script + size, room - size, "%s", parts[random_below(PART_COUNT)]);
    }
    size += (size_t)snprintf(script + size, room - size, "\n");
  }
  return size;
}

/// Whether all ink is in the box, and the box on the field.
static bool is_right(const uint8_t *plane, int width, int height, clibass_box box) {
  if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) return false;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      bool is_inside = x >= box.left && x < box.right && y >= box.top && y < box.bottom;
      if (plane[y * width + x] && !is_inside) return false;
    }
  }
  return true;
}

int main(int count, char **arguments) {
  int scripts = count > 1 ? atoi(arguments[1]) : 400, failed = 0;
  clibass_close(NULL);
  clibass *handle = clibass_open("DejaVu Sans");
  if (!handle) return 2;
  for (int number = 0; number < scripts; number++) {
    int width = 1 + random_below(400), height = 1 + random_below(300);
    char script[8192];
    size_t size = write_script(script, sizeof script, width, height);
    // Bounds are the sanitizer's to watch: neither has a byte too many.
    char *bytes = malloc(size);
    uint8_t *plane = calloc((size_t)width, (size_t)height);
    memcpy(bytes, script, size);
    clibass_box box, alone;
    bool is_read = clibass_draw(handle, bytes, size, width, height, plane, &box) &&
                   clibass_draw(handle, bytes, size, width, height, NULL, &alone);
    if (!is_read || !is_right(plane, width, height, box) || memcmp(&box, &alone, sizeof box) != 0) failed++;
    free(bytes);
    free(plane);
  }
  clibass_close(handle);
  printf("%d scripts, %d failed\n", scripts, failed);
  return failed ? 1 : 0;
}
