/// Shotlog for programs in C, and in every language that can call C.
///
/// It opens videos, gives their pictures at exact times, takes them apart into segments, and says what is in them, on this
/// machine alone. A whole program, which writes the raw pictures of a film watched at twice its speed:
///
///     #include <shotlog.h>
///     #include <stdio.h>
///
///     int main(int count, char **words) {
///       shotlog_video *video = NULL;
///       shotlog_sampler *sampler = NULL;
///       shotlog_picture picture = {.size = sizeof picture};
///       shotlog_code code = shotlog_open(count > 1 ? words[1] : NULL, NULL, &video);
///       if (code == SHOTLOG_OK)
///         code = shotlog_sample(video, "{\"speed\": 2, \"fps\": 4, \"size\": 320}", &sampler);
///       while (code == SHOTLOG_OK && (code = shotlog_next(sampler, &picture)) == SHOTLOG_OK) {
///         fprintf(stderr, "%.3f s: %d x %d\n", picture.seconds, picture.width, picture.height);
///         fwrite(picture.pixels, 1, picture.bytes, stdout);
///       }
///       if (code != SHOTLOG_END)
///         fprintf(stderr, "%s: %s\n", shotlog_code_name(code), shotlog_error_message());
///       shotlog_close(video);
///       return code == SHOTLOG_END ? 0 : 1;
///     }
///
/// Compile it with `cc program.c -lShotlogC`.
///
/// **Answers.** Whatever can fail gives a code; `SHOTLOG_OK` is zero. The words for people about the last failure are kept for
/// each thread. Where a call fails, what it was to give is NULL.
///
/// **Options** are JSON objects, NULL or "{}" for none. Members are named like the options of the program `shotlog`, with
/// `_` for `-`. Times are numbers of seconds or texts such as "1:02.5", rates numbers or texts such as "30000/1001"; numbers
/// are taken for the decimals they show. What is unknown, misspelt or of no use is refused, never passed over.
///
/// **Ownership.** Texts that a call gives belong to the caller, who ends them with `shotlog_free`. Handles end with
/// `shotlog_close` and `shotlog_sampler_close`. What is given to a call stays the caller's, and is not needed after it.
///
/// **Handles** are names, not addresses. One that is NULL, was closed or never was one gives `SHOTLOG_BAD_HANDLE`; closing
/// such a one does nothing.
///
/// **Threads.** Every function may be called on any thread at any time; calls block until they are done. Several calls on
/// one video go on side by side; those on one sampler wait for each other. Work is spread over the cores by itself. After
/// `fork`, a child that does not call `exec` must not use the library if its parent had used it.
///
/// Paths and texts are UTF-8. Nothing is written but into a `cache` that was asked for, and no signal is touched. The
/// interface keeps to semantic versioning: functions, codes, options and members are added; from 1.0.0 on they change or go
/// with a new first number of the version alone, and until then with the second.
#ifndef SHOTLOG_H
#define SHOTLOG_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__clang__)
#define SHOTLOG_NULLABLE _Nullable
#define SHOTLOG_NONNULL _Nonnull
#else
#define SHOTLOG_NULLABLE
#define SHOTLOG_NONNULL
#endif

/// A video that is open.
typedef struct shotlog_video shotlog_video;
/// A walk along a video, picture by picture.
typedef struct shotlog_sampler shotlog_sampler;

/// How a call ended.
typedef int32_t shotlog_code;

enum {
  /// It is done.
  SHOTLOG_OK = 0,
  /// There are no more pictures.
  SHOTLOG_END = 1,
  /// The options, or what else was given, cannot be.
  SHOTLOG_INVALID_REQUEST = 2,
  /// The handle is NULL, was closed, or never was one.
  SHOTLOG_BAD_HANDLE = 3,
  /// The buffer does not hold a picture; nothing was passed over.
  SHOTLOG_BUFFER_TOO_SMALL = 4,
  /// `shotlog_cancel` or `shotlog_close` was called.
  SHOTLOG_CANCELLED = 5,
  /// A limit was exceeded; the message says which, and by how much.
  SHOTLOG_LIMIT_EXCEEDED = 6,
  /// The time allowed ran out.
  SHOTLOG_TIMED_OUT = 7,
  /// There is no such file.
  SHOTLOG_NOT_FOUND = 10,
  /// The file may not be read.
  SHOTLOG_PERMISSION_DENIED = 11,
  /// It is a folder.
  SHOTLOG_IS_DIRECTORY = 12,
  /// There is not one byte in it.
  SHOTLOG_EMPTY = 13,
  /// It is no media file.
  SHOTLOG_NOT_MEDIA = 14,
  /// It has no pictures.
  SHOTLOG_NO_VIDEO_STREAM = 15,
  /// It has no sound.
  SHOTLOG_NO_AUDIO_STREAM = 16,
  /// It has no text track that could be read as words.
  SHOTLOG_NO_TEXT_STREAM = 17,
  /// There is no decoder for it on this machine.
  SHOTLOG_UNSUPPORTED_CODEC = 18,
  /// The file asks for a protocol that is not allowed.
  SHOTLOG_PROTOCOL_REFUSED = 19,
  /// It broke in a way that left nothing to read.
  SHOTLOG_UNREADABLE = 20,
  /// There is a file of that name already.
  SHOTLOG_ALREADY_EXISTS = 21,
  /// A file could not be made or written.
  SHOTLOG_UNWRITABLE = 22,
  /// The text on the screen cannot be read, for want of a language's data say.
  SHOTLOG_SCREEN_UNREADABLE = 23,
};

/// A picture, and its place on the timeline.
typedef struct {
  /// `sizeof(shotlog_picture)`, set by the caller: no more than that is written.
  size_t size;
  /// The rows, top row first, without padding; red, green and blue, or one grey, from 0 to 255.
  ///
  /// Of `shotlog_next` they belong to the sampler and last until its next call; of `shotlog_next_into` they are the buffer.
  const uint8_t *SHOTLOG_NULLABLE pixels;
  /// How many bytes they are: width × height × channels.
  size_t bytes;
  int32_t width;
  int32_t height;
  /// 3 or 1.
  int32_t channels;
  /// 1 if it can be decoded without others, otherwise 0.
  int32_t is_key;
  /// Its number among all pictures of the video, from 0; -1 where nobody counted.
  int64_t ordinal;
  /// When it appears and for how long it is on show, in ticks as the file counts them.
  int64_t pts;
  int64_t duration;
  /// The length of a tick: so many seconds, parted by so many.
  int32_t time_base_numerator;
  int32_t time_base_denominator;
  /// When it appears, in seconds from the video's first picture.
  double seconds;
  /// How many instants of the plan it answers, the next ones in their order; 0 for plans without instants.
  int64_t instants;
  /// The first of them, in seconds from the video's first picture; -1 without one.
  double instant;
} shotlog_picture;

/// The version of the library, such as "0.1.0"; it lasts for ever.
const char *SHOTLOG_NONNULL shotlog_version(void);

/// Opens a video file and reads what it says of itself.
///
/// Limits, which hold for each later call by itself: `seconds` of time that may pass, `pixels` of a picture, `bytes` of the
/// file, `duration` in seconds.
shotlog_code shotlog_open(
    const char *SHOTLOG_NULLABLE path, const char *SHOTLOG_NULLABLE limits,
    shotlog_video *SHOTLOG_NULLABLE *SHOTLOG_NULLABLE video);

/// Ends a video, its samplers, and whatever is still going on with them on other threads.
void shotlog_close(shotlog_video *SHOTLOG_NULLABLE video);

/// Ends whatever is going on with a video on other threads, now and from now on, as `SHOTLOG_CANCELLED`.
void shotlog_cancel(shotlog_video *SHOTLOG_NULLABLE video);

/// Gives what the file says of itself, as the JSON that `shotlog probe --json` writes.
///
/// Options: `exact` (true also reads all packets and measures).
shotlog_code shotlog_facts(
    shotlog_video *SHOTLOG_NULLABLE video, const char *SHOTLOG_NULLABLE options,
    char *SHOTLOG_NULLABLE *SHOTLOG_NULLABLE json);

/// Begins a walk along a video, which decodes no more than its plan needs.
///
/// Options, as of `shotlog frames`: one of `fps`, `every`, `at` (a list of times), `count`, `key` (true) and `all` (true), a
/// picture a second without any; `speed` beside `fps`; `from`, `to`; `size` (512: no side longer, "640x360": inside,
/// "640x360!": exactly; as the video without it); `format` ("rgb", which is meant without it, or "grey"); `workers`
/// (threads that decode, one for each core without it). All pictures of a walk have one size.
shotlog_code shotlog_sample(
    shotlog_video *SHOTLOG_NULLABLE video, const char *SHOTLOG_NULLABLE options,
    shotlog_sampler *SHOTLOG_NULLABLE *SHOTLOG_NULLABLE sampler);

/// Gives the next picture in memory of the sampler's own, or `SHOTLOG_END` after the last.
shotlog_code shotlog_next(
    shotlog_sampler *SHOTLOG_NULLABLE sampler, shotlog_picture *SHOTLOG_NULLABLE picture);

/// Gives the next picture in a buffer of the caller's, or `SHOTLOG_END` after the last.
shotlog_code shotlog_next_into(
    shotlog_sampler *SHOTLOG_NULLABLE sampler, uint8_t *SHOTLOG_NULLABLE buffer, size_t capacity,
    shotlog_picture *SHOTLOG_NULLABLE picture);

/// Tells how large a walk's pictures are, before the first; places that are NULL are left out.
shotlog_code shotlog_sampler_layout(
    shotlog_sampler *SHOTLOG_NULLABLE sampler, int32_t *SHOTLOG_NULLABLE width,
    int32_t *SHOTLOG_NULLABLE height, int32_t *SHOTLOG_NULLABLE channels,
    size_t *SHOTLOG_NULLABLE bytes);

/// Ends a walk.
void shotlog_sampler_close(shotlog_sampler *SHOTLOG_NULLABLE sampler);

/// Takes a video apart, and gives the JSON that `shotlog segments --json` writes.
///
/// Options, as of `shotlog segments`: `policy`, `min`, `max`, `prefer`, `length`, `ranges` (a list of pairs of times),
/// `from`, `to`, `sensitivity`, `min_shot`, `fast` (true), `no_sound` (true).
shotlog_code shotlog_segments(
    shotlog_video *SHOTLOG_NULLABLE video, const char *SHOTLOG_NULLABLE options,
    char *SHOTLOG_NULLABLE *SHOTLOG_NULLABLE json);

/// Says what is in a video by the embedded model, as the JSON that `shotlog analyze --json --reproducible` writes.
///
/// Options are those of `shotlog_segments`, and, as of `shotlog analyze`: `prompt`, `schema` (a JSON schema), `fps`, `speed`,
/// `size`, `screen` (a list of Tesseract's languages; nothing on the screen is read without it), `subtitles` (a list of
/// paths; no file beside the video is looked for), `language`; and `cache` (a folder in which what was measured is kept).
shotlog_code shotlog_analyze(
    shotlog_video *SHOTLOG_NULLABLE video, const char *SHOTLOG_NULLABLE options,
    char *SHOTLOG_NULLABLE *SHOTLOG_NULLABLE json);

/// Ends a text that a call gave.
void shotlog_free(char *SHOTLOG_NULLABLE text);

/// The code of the last call on this thread that failed; `SHOTLOG_OK` if none did.
shotlog_code shotlog_error_code(void);

/// A sentence about the last call on this thread that failed, "" if none did; it lasts until the next that fails.
const char *SHOTLOG_NONNULL shotlog_error_message(void);

/// The name of a code, such as "not_found"; "unknown" for what is none. It lasts for ever.
const char *SHOTLOG_NONNULL shotlog_code_name(shotlog_code code);

#ifdef __cplusplus
}
#endif

#endif
