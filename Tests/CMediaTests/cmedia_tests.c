// Walks every fixture, and mutated copies of them, through everything that cmedia.h offers. To be built
// with the address and undefined-behaviour sanitizers by run.sh, which ends at the first report.
//
//   cmedia_tests FIXTURES-FOLDER [MUTATIONS [SEED]]
#include <cmedia.h>
#include <dirent.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  MOST_NAMES = 512,
  /// Of one mutated file; fixtures are walked to their ends.
  MOST_MUTATED_FRAMES = 30,
  /// No fixture takes a second; whatever takes this long has lost its way.
  SECONDS_EACH = 120,
};

static int passed, failed;
static char subject[512];

__attribute__((format(printf, 2, 3))) static bool check(bool is_right, const char *format, ...) {
  if (is_right) {
    passed++;
    return true;
  }
  failed++;
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s: ", subject);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  return false;
}

// Random -----------------------------------------------------------------------------------------

static uint64_t random_state;

static uint64_t random_bits(void) {
  uint64_t mixed = random_state += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
  return mixed ^ mixed >> 31;
}

static size_t random_below(size_t bound) { return bound ? random_bits() % bound : 0; }

// Bytes ------------------------------------------------------------------------------------------

typedef struct {
  uint8_t *bytes;
  size_t size, offset;
} memory;

static int memory_read(void *context, uint8_t *buffer, int size) {
  memory *from = context;
  size_t count = from->size - from->offset;
  if (count > (size_t)size) count = (size_t)size;
  if (count) memcpy(buffer, from->bytes + from->offset, count);
  from->offset += count;
  return (int)count;
}

static int64_t memory_seek(void *context, int64_t offset) {
  memory *in = context;
  if (offset < 0 || (size_t)offset > in->size) return -1;
  in->offset = (size_t)offset;
  return offset;
}

static memory memory_of_file(const char *path) {
  memory file = {0};
  FILE *stream = fopen(path, "rb");
  if (!stream) return file;
  fseek(stream, 0, SEEK_END);
  size_t size = (size_t)ftell(stream);
  rewind(stream);
  // Never without a byte, so that a file is told from none.
  file.bytes = malloc(size + 1);
  file.size = fread(file.bytes, 1, size, stream);
  file.bytes[file.size] = 0;
  fclose(stream);
  return file;
}

/// What a walk reads: a file by its name, or bytes.
typedef struct {
  const char *url;
  memory *bytes;
  bool can_seek, is_mutated;
  /// What ffprobe found, or -1.
  int video_stream, frame_count;
} subject_file;

static int open_input(const subject_file *file, cmedia_interrupt *interrupt, cmedia_input **input) {
  cmedia_bytes bytes = {0};
  cmedia_source source = {
      .url = file->url, .protocols = "file", .nested_protocols = "", .max_streams = 64};
  if (file->bytes) {
    file->bytes->offset = 0;
    bytes = (cmedia_bytes){.context = file->bytes, .read = memory_read, .size = (int64_t)file->bytes->size};
    if (file->can_seek) bytes.seek = memory_seek;
    source.bytes = &bytes;
  }
  cmedia_forget_log();
  return cmedia_input_open(&source, interrupt, input);
}

/// Whether a result is one that the header promises, and not the end of memory or time.
static bool check_result(int result, const char *what) {
  cmedia_fault fault = result < 0 ? cmedia_fault_of(result) : CMEDIA_FAULT_OTHER;
  char text[256];
  cmedia_describe_error(result < 0 ? result : 0, text, sizeof text);
  return check(result <= CMEDIA_IRREGULAR && fault != CMEDIA_FAULT_INTERRUPTED, "%s gives %d (%s)", what,
               result, text);
}

// Describing -------------------------------------------------------------------------------------

static void walk_description(cmedia_input *input) {
  cmedia_container container = cmedia_input_describe(input);
  check(container.format && container.format[0], "no format");
  check(container.stream_count >= 0 && container.stream_count <= 64, "%d streams", container.stream_count);
  for (int index = 0; index < container.tag_count; index++) {
    cmedia_tag tag = cmedia_input_tag(input, -1, index);
    check(tag.key && tag.value, "a tag without a key or value");
  }
  for (int index = 0; index < container.chapter_count; index++) {
    cmedia_chapter chapter = cmedia_input_chapter(input, index);
    if (chapter.title) check(strlen(chapter.title) < 1 << 20, "an endless title");
  }
  for (int index = 0; index < container.stream_count; index++) {
    cmedia_stream stream = cmedia_input_stream(input, index);
    check(stream.codec && stream.codec[0], "stream %d has no codec", index);
    check(stream.rotation % 90 == 0 && stream.rotation >= 0 && stream.rotation < 360, "stream %d is turned by %d",
          index, stream.rotation);
    check(stream.sample_aspect.num >= 0, "stream %d has pixels of %d:%d", index, stream.sample_aspect.num,
          stream.sample_aspect.den);
    for (int tag = 0; tag < stream.tag_count; tag++) {
      check(cmedia_input_tag(input, index, tag).key != NULL, "stream %d has a tag without a key", index);
    }
  }
  check(cmedia_input_best_stream(input, CMEDIA_STREAM_VIDEO) < container.stream_count, "a best stream too high");
}

// Packets ----------------------------------------------------------------------------------------

static void walk_packets(cmedia_input *input) {
  int failures = 0;
  for (int count = 0; count < 100000; count++) {
    cmedia_packet packet = {0};
    int result = cmedia_input_skim(input, &packet);
    if (result == CMEDIA_END) return;
    if (!check_result(result, "skim") || (result < 0 && ++failures > 10000)) return;
    if (result == CMEDIA_OK && packet.size < 0) check(false, "a packet of %d bytes", packet.size);
  }
}

// Pictures ---------------------------------------------------------------------------------------

static size_t picture_bytes(cmedia_format format, int width, int height) {
  size_t pixels = (size_t)width * (size_t)height;
  if (format == CMEDIA_GRAY8) return pixels;
  if (format == CMEDIA_YUV420) return pixels + 2 * (size_t)((width + 1) / 2) * (size_t)((height + 1) / 2);
  return 3 * pixels;
}

static void encode(cmedia_picture_codec codec, cmedia_format format, int width, int height,
                   const uint8_t *pixels, size_t size) {
  cmedia_encoder *encoder = NULL;
  int result = cmedia_encoder_open(codec, format, width, height, 80, &encoder);
  if (!check(result == CMEDIA_OK, "no encoder for %dx%d: %d", width, height, result)) return;
  for (int turn = 0; turn < 2; turn++) {
    const uint8_t *bytes = NULL;
    size_t count = 0;
    result = cmedia_encoder_encode(encoder, pixels, size, &bytes, &count);
    check(result == CMEDIA_OK && bytes && count > 20, "encoding %dx%d gives %d", width, height, result);
  }
  cmedia_encoder_close(encoder);
}

static void render(cmedia_decoder *decoder, int width, int height, bool is_encoded) {
  static const cmedia_format formats[] = {CMEDIA_GRAY8, CMEDIA_RGB24, CMEDIA_YUV420, CMEDIA_YUV444};
  for (size_t index = 0; index < sizeof formats / sizeof formats[0]; index++) {
    cmedia_format format = formats[index];
    size_t size = picture_bytes(format, width, height);
    // No byte more than needed, so that the sanitizer sees each one too many.
    uint8_t *pixels = malloc(size);
    int result = cmedia_decoder_render(decoder, format, width, height, pixels, size);
    if (check(result == CMEDIA_OK, "drawing %dx%d in format %d gives %d", width, height, format, result)) {
      uint8_t digest[32];
      cmedia_digest(pixels, size, digest);
      if (is_encoded && format == CMEDIA_YUV420) encode(CMEDIA_JPEG, format, width, height, pixels, size);
      if (is_encoded && format == CMEDIA_RGB24) {
        cmedia_label labels[] = {{"0:00:01.040", width / 2, height / 3}, {"", 0, 0}, {"?", -5, height + 9}};
        result = cmedia_draw_labels(pixels, width, height, 12, labels, 3);
        check(result == CMEDIA_OK, "labels on %dx%d give %d", width, height, result);
        encode(CMEDIA_PNG, format, width, height, pixels, size);
        if (cmedia_encoder_exists(CMEDIA_WEBP)) encode(CMEDIA_WEBP, format, width, height, pixels, size);
      }
    }
    free(pixels);
  }
}

static void take_damage(cmedia_decoder *decoder) {
  cmedia_damage damage;
  for (int count = 0; cmedia_decoder_take_damage(decoder, &damage); count++) {
    if (!check(count < 10000, "endless damage")) return;
  }
  cmedia_decoder_is_suspect(decoder);
}

static void walk_frames(const subject_file *file, cmedia_input *input, int stream, cmedia_interrupt *interrupt) {
  cmedia_decoder *decoder = NULL;
  cmedia_decoder_options options = {.threads = stream % 2 ? 2 : 1, .max_pixels = 1 << 24};
  int result = cmedia_decoder_open(input, options, interrupt, &decoder);
  if (!check(file->is_mutated || result == CMEDIA_OK, "no decoder for stream %d: %d", stream, result) ||
      result != CMEDIA_OK) {
    return;
  }
  uint8_t pixel[3];
  check(cmedia_decoder_render(decoder, CMEDIA_GRAY8, 1, 1, pixel, 1) < 0, "drew a picture before the first");
  int count = 0;
  int64_t middle = CMEDIA_NO_TIME;
  cmedia_frame frame;
  while ((result = cmedia_decoder_advance(decoder, input, CMEDIA_NO_TIME, &frame)) == CMEDIA_OK) {
    take_damage(decoder);
    if (count % 10 == 0) {
      check(frame.width > 0 && frame.height > 0, "a frame of %dx%d", frame.width, frame.height);
      bool is_small = frame.upright_width <= 1024 && frame.upright_height <= 1024;
      if (check(frame.upright_width > 0 && frame.upright_height > 0, "upright %dx%d", frame.upright_width,
                frame.upright_height) && is_small) {
        render(decoder, frame.upright_width, frame.upright_height, count == 0);
      }
      render(decoder, 64, 36, false);
      render(decoder, 1, 1, count == 0);
      render(decoder, 33 + count % 7, 517, false);
    }
    if (count == 25) middle = frame.pts;
    if (++count == MOST_MUTATED_FRAMES && file->is_mutated) break;
  }
  if (result != CMEDIA_OK) check_result(result, "advance");
  if (!file->is_mutated && stream == file->video_stream) {
    check(count == file->frame_count, "%d frames, and ffprobe counts %d", count, file->frame_count);
  }

  if (middle != CMEDIA_NO_TIME) {
    result = cmedia_input_jump(input, middle);
    check_result(result, "jump");
    cmedia_decoder_reset(decoder);
    if (result == CMEDIA_OK) {
      result = cmedia_decoder_advance(decoder, input, middle, &frame);
      check_result(result, "advance after a jump");
      if (result == CMEDIA_OK && !file->is_mutated) {
        check(frame.pts == middle || frame.pts > middle, "a jump to %lld shows %lld", (long long)middle,
              (long long)frame.pts);
        render(decoder, 16, 16, false);
      }
    }
  }
  take_damage(decoder);
  cmedia_decoder_close(decoder);
}

static void decode_segment(const subject_file *file, cmedia_decoder *decoder, cmedia_segment *segment) {
  int count = 0;
  const cmedia_packet *packets = cmedia_segment_packets(segment, &count);
  if (!check(count > 0, "a run without packets")) return;
  int wanted = 0;
  for (int index = 0; index < count; index++) {
    if (!cmedia_segment_shows(segment, index)) continue;
    // All of some runs, a few of the others.
    if (packets[0].pts % 2 && random_below(4)) continue;
    cmedia_segment_want(segment, index);
    wanted++;
  }
  int result = cmedia_decoder_begin(decoder, segment);
  check_result(result, "begin");
  cmedia_frame frame;
  while ((result = cmedia_decoder_next(decoder, &frame)) == CMEDIA_OK) {
    wanted--;
    if (!check(frame.packet >= 0 && frame.packet < count, "a frame of packet %d", frame.packet)) return;
    if (frame.packet % 16 == 0) render(decoder, 40, 30, false);
  }
  check_result(result, "next");
  if (result == CMEDIA_END) check(wanted == 0, "%d wanted pictures were not given", wanted);
  check(file->is_mutated || result >= 0, "a run gives %d", result);
}

static void walk_segments(const subject_file *file, cmedia_input *input, cmedia_interrupt *interrupt) {
  if (!cmedia_input_has_segments(input)) return;
  cmedia_decoder *decoder = NULL;
  cmedia_decoder_options options = {.threads = 1, .max_pixels = 1 << 24, .isolated = true};
  if (cmedia_decoder_open(input, options, interrupt, &decoder) != CMEDIA_OK) return;
  cmedia_segment_limits limits = {
      .min_packets = (int)random_below(80), .max_packets = 600, .max_bytes = 64 << 20};
  for (int count = 0; count < (file->is_mutated ? 3 : 1000); count++) {
    cmedia_segment *segment = NULL;
    int result = cmedia_input_next_segment(input, limits, &segment);
    check_result(result, "next segment");
    if (result != CMEDIA_OK) break;
    if (!check(segment != NULL, "no run")) break;
    decode_segment(file, decoder, segment);
    cmedia_segment_end(segment);
    cmedia_segment_ordinal(segment);
    cmedia_segment_free(segment);
  }
  cmedia_decoder_close(decoder);
}

// Sound and text ---------------------------------------------------------------------------------

static void walk_sound(const subject_file *file, cmedia_input *input, cmedia_sound_mode mode,
                       cmedia_interrupt *interrupt) {
  cmedia_sound *sound = NULL;
  int result = cmedia_sound_open(input, mode, 16000, interrupt, &sound);
  if (!check(file->is_mutated || result == CMEDIA_OK, "no sound: %d", result) || result != CMEDIA_OK) return;
  if (mode == CMEDIA_SOUND_STEREO) check_result(cmedia_sound_seek(sound, input, 2), "a jump in the sound");
  int count = 0;
  float sum = 0;
  for (; count < 100000; count++) {
    if (mode != CMEDIA_SOUND_LEVELS) {
      cmedia_sound_block block = {0};
      if ((result = cmedia_sound_next(sound, input, &block)) != CMEDIA_OK) break;
      int channels = mode == CMEDIA_SOUND_STEREO ? 2 : 1;
      for (int index = 0; index < block.count * channels; index++) sum += block.samples[index];
    } else {
      cmedia_sound_level level = {0};
      if ((result = cmedia_sound_next_level(sound, input, &level)) != CMEDIA_OK) break;
      if (!(level.rms >= 0 && level.peak >= 0)) check(file->is_mutated, "a level of %f", level.rms);
    }
    cmedia_damage damage;
    while (cmedia_sound_take_damage(sound, &damage)) continue;
  }
  check_result(result, "sound");
  check(file->is_mutated || (count > 0 && isfinite(sum)), "no samples");
  cmedia_sound_close(sound);
}

static void walk_text(const subject_file *file, cmedia_input *input) {
  cmedia_text *text = NULL;
  int result = cmedia_text_open(input, &text);
  if (!check(file->is_mutated || result == CMEDIA_OK, "no text: %d", result) || result != CMEDIA_OK) return;
  int count = 0;
  cmedia_text_line line;
  while ((result = cmedia_text_next(text, input, &line)) == CMEDIA_OK && count < 100000) {
    if (line.plain) check(strlen(line.plain) < 1 << 24, "an endless line");
    count++;
  }
  check_result(result, "text");
  check(file->is_mutated || count > 0, "no lines");
  cmedia_text_close(text);
}

// Copies -----------------------------------------------------------------------------------------

static bool is_there(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file) fclose(file);
  return file != NULL;
}

/// Copies everything into two files that change at a key packet in the middle; the third is given up.
static void copy_as(const char *format, cmedia_input *input, int video, cmedia_interrupt *interrupt) {
  char path[64];
  snprintf(path, sizeof path, "/tmp/cmedia-copy-%d", getpid());
  int streams[64], stream_count = 0, count = 0, part = 0, stream = 0, result;
  for (int index = 0; index < cmedia_input_describe(input).stream_count; index++) {
    if (!cmedia_output_takes(format, input, index)) continue;
    streams[stream_count++] = index;
    cmedia_input_include(input, index);
  }
  cmedia_output_options options = {.format = format, .path = path, .streams = streams, .stream_count = stream_count,
                                   .end = INT64_MAX, .clock = 90000};
  if (!cmedia_output_takes(format, input, video) || cmedia_output_try(input, options) < 0) return;
  cmedia_output *output = NULL;
  cmedia_packet packet;
  while ((result = cmedia_input_next(input, &packet, &stream)) != CMEDIA_END && ++count < 3000) {
    if (!check_result(result, "reading to copy")) break;
    if (result != CMEDIA_OK) continue;
    bool is_key = stream == video && packet.flags & CMEDIA_PACKET_KEY;
    if (output && is_key && count > 20 * (part + 1)) {
      int64_t size = 0;
      result = part < 2 ? cmedia_output_finish(output, &size) : 0;
      check_result(result, "finishing a copy");
      check(part >= 2 || result < 0 || size > 0, "an empty copy");
      cmedia_output_close(output);
      check(is_there(path) == (part < 2 && result == CMEDIA_OK), "a copy that is there, or not");
      output = NULL;
      part++;
    }
    if (!output) {
      if (!is_key) continue;
      options.zero = packet.pts != CMEDIA_NO_TIME ? packet.pts : packet.dts;
      result = cmedia_output_open(input, options, interrupt, &output);
      check_result(result, "opening a copy");
      if (result != CMEDIA_OK) break;
    }
    bool is_taken = false;
    for (int index = 0; index < stream_count; index++) is_taken |= streams[index] == stream;
    if (is_taken) check_result(cmedia_output_write(output, input, CMEDIA_NO_TIME), "copying a packet");
  }
  cmedia_output_close(output);
  remove(path);
}

static void walk_copy(const subject_file *file, cmedia_input *input, int video, cmedia_interrupt *interrupt) {
  static const char *const formats[] = {"mp4", "matroska", "mpegts", "avi", "flv", "ogg", "vob"};
  size_t place = file->is_mutated ? random_below(7) : (size_t)(video + (int)strlen(file->url)) % 7;
  copy_as(formats[place], input, video, interrupt);
}

// Recoding ---------------------------------------------------------------------------------------

/// Writes what a recoder has made so far.
static bool take_recoded(cmedia_recoder *recoder, cmedia_output *output, int *count) {
  cmedia_packet packet;
  int result;
  while ((result = cmedia_recoder_next(recoder, &packet)) == CMEDIA_OK) {
    check(packet.size > 0, "a packet of %d bytes was made", packet.size);
    if (output) check_result(cmedia_output_write_recoded(output, recoder, (*count)++, 1), "writing a new packet");
  }
  return check_result(result, "recoding");
}

/// Encodes some pictures anew into a file and a film.
static void recode(cmedia_input *input, cmedia_decoder *decoder, cmedia_recoder *recoder, cmedia_film *film,
                   const char *format, const char *path, int video, cmedia_interrupt *interrupt) {
  cmedia_output_options options = {.format = format, .path = path, .streams = &video, .stream_count = 1,
                                   .end = INT64_MAX, .recoder = recoder};
  cmedia_output *output = NULL;
  bool is_taken = cmedia_output_takes(format, input, video) && cmedia_output_try(input, options) >= 0;
  if (is_taken) check_result(cmedia_output_open(input, options, interrupt, &output), "a file for new packets");
  cmedia_frame frame;
  int count = 0, written = 0;
  while (count < 9 && cmedia_decoder_advance(decoder, input, CMEDIA_NO_TIME, &frame) == CMEDIA_OK) {
    check_result(cmedia_recoder_add(recoder, decoder, count++), "a picture to encode anew");
    check(cmedia_film_add_current(film, decoder) == CMEDIA_OK, "no picture for a film");
    if (!take_recoded(recoder, output, &written)) break;
  }
  check_result(cmedia_recoder_end(recoder), "the end of what is encoded anew");
  take_recoded(recoder, output, &written);
  int64_t size = 0;
  if (output && written > 0) check_result(cmedia_output_finish(output, &size), "a file of new packets");
  cmedia_output_close(output);
}

static void walk_recoding(const subject_file *file, cmedia_input *input, int video, cmedia_interrupt *interrupt) {
  cmedia_stream facts = cmedia_input_stream(input, video);
  // Encoders need room for many pictures, and time.
  if ((int64_t)facts.width * facts.height > 1 << 19) return;
  static const char *const formats[] = {"mp4", "matroska", "mpegts", "flv"};
  char path[64], film_path[64];
  snprintf(path, sizeof path, "/tmp/cmedia-new-%d", getpid());
  snprintf(film_path, sizeof film_path, "/tmp/cmedia-film-%d", getpid());
  cmedia_recoder_options options = {.is_spliced = video % 2 == 0, .is_hevc = false};
  if (options.is_spliced && strcmp(facts.codec, "h264")) options.is_spliced = false;
  if (!options.is_spliced && !file->is_mutated) options.is_hevc = !strcmp(facts.codec, "hevc");
  cmedia_decoder *decoder = NULL;
  cmedia_recoder *recoder = NULL;
  cmedia_film *film = NULL;
  cmedia_film_options film_options = {.path = film_path, .width = 48, .height = 64, .rate = {25, 1}, .quality = 30};
  cmedia_decoder_options decoding = {.threads = 1, .max_pixels = 1 << 24};
  int result = cmedia_recoder_open(input, options, interrupt, &recoder);
  // What no encoder takes is refused.
  if (result >= 0) check_result(result, "opening a recoder");
  check(result == CMEDIA_OK ? recoder != NULL : recoder == NULL, "a recoder gives %d and a handle", result);
  bool is_open = result == CMEDIA_OK && cmedia_decoder_open(input, decoding, interrupt, &decoder) == CMEDIA_OK;
  if (is_open && check(cmedia_film_open(film_options, interrupt, &film) == CMEDIA_OK, "no film")) {
    check(cmedia_recoder_delay(recoder) >= 0, "a delay below zero");
    size_t place = file->is_mutated ? random_below(4) : strlen(file->url) % 4;
    recode(input, decoder, recoder, film, formats[place], path, video, interrupt);
  }
  cmedia_film_close(film);
  cmedia_recoder_close(recoder);
  cmedia_decoder_close(decoder);
  remove(path);
  remove(film_path);
}

// Files ------------------------------------------------------------------------------------------

typedef enum { FRAMES, SEGMENTS, PACKETS, COPIES, RECODING, SOUND, STEREO, LEVELS, TEXT, WALKS } walk;

static void walk_stream(const subject_file *file, int stream, walk kind, cmedia_interrupt *interrupt) {
  cmedia_input *input = NULL;
  int result = open_input(file, interrupt, &input);
  if (!check_result(result, "opening again") || result != CMEDIA_OK) return;
  // A source without seeking may show another number of streams than one with it, but always the same.
  if (check(stream < cmedia_input_describe(input).stream_count, "stream %d is gone", stream)) {
    check(cmedia_input_select(input, stream) == CMEDIA_OK, "stream %d cannot be selected", stream);
    switch (kind) {
      case FRAMES: walk_frames(file, input, stream, interrupt); break;
      case SEGMENTS: walk_segments(file, input, interrupt); break;
      case PACKETS: walk_packets(input); break;
      case COPIES: walk_copy(file, input, stream, interrupt); break;
      case RECODING: walk_recoding(file, input, stream, interrupt); break;
      case SOUND: walk_sound(file, input, CMEDIA_SOUND_SAMPLES, interrupt); break;
      case STEREO: walk_sound(file, input, CMEDIA_SOUND_STEREO, interrupt); break;
      case LEVELS: walk_sound(file, input, CMEDIA_SOUND_LEVELS, interrupt); break;
      case TEXT: walk_text(file, input); break;
      case WALKS: break;
    }
  }
  cmedia_input_close(input);
}

static void walk_file(const subject_file *file, bool must_open) {
  cmedia_interrupt *interrupt = cmedia_interrupt_create();
  cmedia_interrupt_set_deadline(interrupt, SECONDS_EACH);
  cmedia_input *input = NULL;
  int result = open_input(file, interrupt, &input);
  check_result(result, "open");
  check(result == CMEDIA_OK ? input != NULL : input == NULL, "opening gives %d and a handle", result);
  if (must_open) check(result == CMEDIA_OK, "cannot be opened: %d", result);
  if (result == CMEDIA_OK) {
    walk_description(input);
    int count = cmedia_input_describe(input).stream_count;
    for (int stream = 0; stream < count; stream++) {
      cmedia_stream facts = cmedia_input_stream(input, stream);
      if (!facts.has_decoder) continue;
      if (facts.kind == CMEDIA_STREAM_VIDEO) {
        for (walk kind = FRAMES; kind <= RECODING; kind++) walk_stream(file, stream, kind, interrupt);
      } else if (facts.kind == CMEDIA_STREAM_AUDIO) {
        walk_stream(file, stream, SOUND, interrupt);
        walk_stream(file, stream, STEREO, interrupt);
        walk_stream(file, stream, LEVELS, interrupt);
      } else if (facts.kind == CMEDIA_STREAM_TEXT) {
        walk_stream(file, stream, TEXT, interrupt);
      }
    }
    cmedia_input_close(input);
  }
  cmedia_interrupt_free(interrupt);
}

/// A whole number of a probe; -1 without it.
static int probed(const memory *probe, const char *key) {
  const char *place = probe->bytes ? strstr((const char *)probe->bytes, key) : NULL;
  char *end = NULL;
  long number = place ? strtol(place + strlen(key), &end, 10) : -1;
  return place && end != place + strlen(key) ? (int)number : -1;
}

static void walk_fixture(const char *folder, const char *name) {
  char path[512], probe_path[512];
  snprintf(path, sizeof path, "%s/media/%s", folder, name);
  snprintf(probe_path, sizeof probe_path, "%s/probes/%s.json", folder, name);
  memory probe = memory_of_file(probe_path), bytes = memory_of_file(path);
  if (!check(bytes.bytes != NULL, "%s cannot be read", path)) return;
  char url[600];
  snprintf(url, sizeof url, "file:%s", path);
  subject_file file = {.url = url, .video_stream = probed(&probe, "\"video_stream\":"),
                       .frame_count = probed(&probe, "\"nb_read_frames\":")};
  // These name other files, which nothing here may open.
  bool is_reference = strstr(name, "playlist") || strstr(name, "concat");
  bool must_open = probe.bytes && !strstr((const char *)probe.bytes, "\"error\":") && !is_reference;
  snprintf(subject, sizeof subject, "%s", name);
  walk_file(&file, must_open);

  file.bytes = &bytes;
  file.can_seek = true;
  snprintf(subject, sizeof subject, "%s from memory", name);
  walk_file(&file, must_open);
  // Without seeking some files cannot be opened, and those that can may show less.
  file.can_seek = false;
  file.is_mutated = true;
  snprintf(subject, sizeof subject, "%s from a stream", name);
  walk_file(&file, false);
  free(bytes.bytes);
  free(probe.bytes);
}

// Mutations --------------------------------------------------------------------------------------

static memory mutate(const memory *from) {
  memory made = {.bytes = malloc(2 * from->size + 1), .size = from->size};
  memcpy(made.bytes, from->bytes, from->size);
  for (size_t turn = 1 + random_below(4); turn > 0 && made.size > 16; turn--) {
    size_t place = random_below(made.size), count = 1 + random_below(made.size / 8);
    if (random_below(2)) place = random_below(made.size < 1024 ? made.size : 1024);
    if (count > made.size - place) count = made.size - place;
    switch (random_below(6)) {
      case 0:
        for (size_t flips = 1 + random_below(40); flips > 0; flips--) {
          made.bytes[random_below(made.size)] ^= (uint8_t)(1 << random_below(8));
        }
        break;
      case 1: made.bytes[place] = (uint8_t)random_bits(); break;
      case 2: made.size = place + 1; break;
      case 3: memset(made.bytes + place, 0, count); break;
      case 4:
        memmove(made.bytes + place, made.bytes + place + count, made.size - place - count);
        made.size -= count;
        break;
      default:
        if (made.size + count > 2 * from->size) break;
        memmove(made.bytes + place + count, made.bytes + place, made.size - place);
        for (size_t index = 0; index < count; index++) made.bytes[place + index] = (uint8_t)random_bits();
        made.size += count;
    }
  }
  return made;
}

static void walk_mutation(const char *folder, const char *name, int number, uint64_t seed) {
  char path[512];
  snprintf(path, sizeof path, "%s/media/%s", folder, name);
  memory whole = memory_of_file(path);
  // Each can be made again by its number alone.
  random_state = seed * 1000003 + (uint64_t)number;
  memory mutated = mutate(&whole);
  snprintf(subject, sizeof subject, "mutation %d of %s", number, name);
  subject_file file = {.url = name, .bytes = &mutated, .can_seek = number % 5 != 0, .is_mutated = true,
                       .video_stream = -1, .frame_count = -1};
  walk_file(&file, false);
  free(mutated.bytes);
  free(whole.bytes);
}

// The rest ---------------------------------------------------------------------------------------

static void test_interrupts(const char *folder) {
  snprintf(subject, sizeof subject, "interrupts");
  cmedia_interrupt *interrupt = cmedia_interrupt_create();
  check(cmedia_interrupt_check(interrupt) == CMEDIA_RUNNING, "interrupted at once");
  cmedia_interrupt_set_deadline(interrupt, 1e-9);
  check(cmedia_interrupt_check(interrupt) == CMEDIA_TIMED_OUT, "a deadline is not met");
  cmedia_interrupt_set_deadline(interrupt, 0);
  check(cmedia_interrupt_check(interrupt) == CMEDIA_RUNNING, "a deadline cannot be lifted");
  char url[600];
  snprintf(url, sizeof url, "file:%s/media/h264-bframes.mp4", folder);
  subject_file file = {.url = url};
  cmedia_input *input = NULL;
  check(open_input(&file, interrupt, &input) == CMEDIA_OK, "not opened");
  cmedia_interrupt_cancel(interrupt);
  check(cmedia_interrupt_check(interrupt) == CMEDIA_CANCELLED, "not cancelled");
  cmedia_input *other = NULL;
  int result = open_input(&file, interrupt, &other);
  check(result < 0 && cmedia_fault_of(result) == CMEDIA_FAULT_INTERRUPTED && !other, "opened although cancelled");
  if (input && cmedia_input_select(input, 0) == CMEDIA_OK) {
    cmedia_packet packet;
    result = cmedia_input_skim(input, &packet);
    check(result < 0 && cmedia_fault_of(result) == CMEDIA_FAULT_INTERRUPTED, "skimmed although cancelled");
  }
  cmedia_input_close(input);
  cmedia_interrupt_free(interrupt);
}

static void test_nothing(void) {
  snprintf(subject, sizeof subject, "nothing");
  cmedia_input_close(NULL);
  cmedia_segment_free(NULL);
  cmedia_decoder_close(NULL);
  cmedia_sound_close(NULL);
  cmedia_text_close(NULL);
  cmedia_encoder_close(NULL);
  cmedia_output_close(NULL);
  cmedia_film_close(NULL);
  cmedia_recoder_close(NULL);
  cmedia_interrupt_free(NULL);
  check(cmedia_versions()[0] != 0, "no versions");
  static const uint8_t expected[] = {0xe3, 0xb0, 0xc4, 0x42};
  uint8_t digest[32], none = 0;
  cmedia_digest(&none, 0, digest);
  check(memcmp(digest, expected, sizeof expected) == 0, "a wrong digest of nothing");
  cmedia_encoder *encoder = NULL;
  check(cmedia_encoder_open(CMEDIA_JPEG, CMEDIA_YUV420, 0, 10, 80, &encoder) < 0 && !encoder,
        "an encoder of empty pictures");
  subject_file file = {.url = "file:/there/is/no/such/file"};
  cmedia_interrupt *interrupt = cmedia_interrupt_create();
  cmedia_input *input = NULL;
  int result = open_input(&file, interrupt, &input);
  check(result < 0 && cmedia_fault_of(result) == CMEDIA_FAULT_NOT_FOUND, "a missing file gives %d", result);
  file.url = "http://127.0.0.1:1/";
  result = open_input(&file, interrupt, &input);
  check(result < 0 && cmedia_fault_of(result) == CMEDIA_FAULT_REFUSED_PROTOCOL, "http is not refused: %d", result);
  cmedia_interrupt_free(interrupt);
}

/// Films of many sizes, with and without sound, finished and given up.
static void test_films(void) {
  snprintf(subject, sizeof subject, "films");
  char path[] = "/tmp/cmedia-film-XXXXXX";
  int file = mkstemp(path);
  if (!check(file >= 0, "no file to write to")) return;
  close(file);
  cmedia_interrupt *interrupt = cmedia_interrupt_create();
  for (int number = 0; number < 12; number++) {
    int width = 16 + 2 * (int)random_below(90), height = 16 + 2 * (int)random_below(90);
    size_t size = (size_t)(3 * width * height), samples = random_below(60000);
    cmedia_film_options options = {
        .path = path, .width = width, .height = height, .rate = {30000, 1001}, .has_sound = number % 2,
        .quality = 23};
    cmedia_film *film = NULL;
    if (!check(cmedia_film_open(options, interrupt, &film) == CMEDIA_OK, "not opened")) break;
    // Bounds are the sanitizer's to watch: neither has a byte too many.
    uint8_t *pixels = malloc(size);
    float *sound = calloc(2 * samples + 1, sizeof *sound);
    for (size_t place = 0; place < size; place++) pixels[place] = (uint8_t)random_bits();
    if (number % 2) check(cmedia_film_add_sound(film, sound, (int)samples) == CMEDIA_OK, "no sound");
    for (int count = 0; count <= number; count++) {
      check(cmedia_film_add_picture(film, pixels, size) == CMEDIA_OK, "no picture");
    }
    check(cmedia_film_add_picture(film, pixels, size - 1) < 0, "a picture with a pixel too few");
    int64_t bytes = 0;
    if (number % 3) check(cmedia_film_finish(film, &bytes) == CMEDIA_OK && bytes > 0, "not finished");
    cmedia_film_close(film);
    free(pixels);
    free(sound);
  }
  cmedia_interrupt_free(interrupt);
  unlink(path);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: %s FIXTURES-FOLDER [MUTATIONS [SEED]]\n", arguments[0]);
    return 2;
  }
  const char *folder = arguments[1];
  int mutations = count > 2 ? atoi(arguments[2]) : 300;
  uint64_t seed = count > 3 ? strtoull(arguments[3], NULL, 10) : 1;

  char media[512], *names[MOST_NAMES];
  int name_count = 0;
  snprintf(media, sizeof media, "%s/media", folder);
  DIR *directory = opendir(media);
  if (!directory) {
    fprintf(stderr, "%s cannot be read\n", media);
    return 2;
  }
  for (struct dirent *entry; (entry = readdir(directory)) && name_count < MOST_NAMES;) {
    if (entry->d_name[0] != '.') names[name_count++] = strdup(entry->d_name);
  }
  closedir(directory);
  qsort(names, (size_t)name_count, sizeof names[0], by_name);

  test_nothing();
  test_films();
  test_interrupts(folder);
  for (int index = 0; index < name_count; index++) walk_fixture(folder, names[index]);
  for (int number = 0; number < mutations; number++) {
    walk_mutation(folder, names[(number * 7 + number / name_count) % name_count], number, seed);
  }
  for (int index = 0; index < name_count; index++) free(names[index]);
  printf("%d passed, %d failed\n", passed, failed);
  return failed ? 1 : 0;
}
