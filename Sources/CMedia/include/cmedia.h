// FFmpeg behind one header. Mechanics only: what is wanted, and what a failure means to a person,
// is decided in Swift.
//
// Ownership: every `…_open` and `…_create` has one `…_close` or `…_free`, which accepts NULL. Strings
// and arrays handed out belong to the handle they came from. A handle is used by one thread at a time;
// different handles are independent.
//
// Results: 0 is success, positive one of those below, negative is an FFmpeg error code.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#define CMEDIA_OK 0
/// There is nothing further.
#define CMEDIA_END 1
/// The stream cannot be taken apart at key frames here: decode it in sequence instead.
#define CMEDIA_IRREGULAR 2

/// What a negative result means.
typedef enum {
  CMEDIA_FAULT_OTHER,
  CMEDIA_FAULT_NOT_FOUND,
  CMEDIA_FAULT_PERMISSION,
  CMEDIA_FAULT_INVALID_DATA,
  CMEDIA_FAULT_UNSUPPORTED,
  CMEDIA_FAULT_INTERRUPTED,
  CMEDIA_FAULT_REFUSED_PROTOCOL,
  CMEDIA_FAULT_TOO_MANY_STREAMS,
  CMEDIA_FAULT_MEMORY,
  CMEDIA_FAULT_END_OF_FILE,
  CMEDIA_FAULT_NO_ENCODER,
} cmedia_fault;

cmedia_fault cmedia_fault_of(int result);
/// Writes FFmpeg's name of the error, and the last line it logged on this thread.
void cmedia_describe_error(int result, char *text, size_t size);
/// Forgets this thread's last log line, so that an older one does not explain a newer error.
void cmedia_forget_log(void);
/// The versions of the libraries in use, as one line of text.
const char *cmedia_versions(void);

typedef struct {
  int32_t num, den;
} cmedia_rational;

/// A moment that does not exist.
#define CMEDIA_NO_TIME INT64_MIN

/// The SHA-256 digest of some bytes.
void cmedia_digest(const uint8_t *bytes, size_t size, uint8_t digest[_Nonnull 32]);

// Interrupts -------------------------------------------------------------------------------------

/// Ends blocked and endless calls. The only handle that any thread may use at any time.
typedef struct cmedia_interrupt cmedia_interrupt;

typedef enum { CMEDIA_RUNNING, CMEDIA_CANCELLED, CMEDIA_TIMED_OUT } cmedia_interrupt_state;

cmedia_interrupt *_Nullable cmedia_interrupt_create(void);
void cmedia_interrupt_free(cmedia_interrupt *_Nullable interrupt);
void cmedia_interrupt_cancel(cmedia_interrupt *interrupt);
/// Times out `seconds` from now; never, if not positive.
void cmedia_interrupt_set_deadline(cmedia_interrupt *interrupt, double seconds);
cmedia_interrupt_state cmedia_interrupt_check(const cmedia_interrupt *interrupt);

// Input ------------------------------------------------------------------------------------------

/// An opened container and its streams.
typedef struct cmedia_input cmedia_input;

/// Bytes from anywhere. `read` gives the number of bytes, 0 at the end, or a negative number.
typedef struct {
  void *_Nullable context;
  int (*_Nullable read)(void *_Nullable context, uint8_t *buffer, int size);
  /// Moves to a byte offset and returns it, or a negative number. NULL: cannot seek.
  int64_t (*_Nullable seek)(void *_Nullable context, int64_t offset);
  /// -1: not known.
  int64_t size;
} cmedia_bytes;

typedef struct {
  /// What FFmpeg opens, or only a name for the messages if `bytes` can be read.
  const char *url;
  const cmedia_bytes *_Nullable bytes;
  /// The protocols with which `url` itself may be opened, comma-separated.
  const char *protocols;
  /// The protocols that what is inside the file may open.
  const char *nested_protocols;
  int64_t probe_bytes;  // 0: FFmpeg's own
  int max_streams;      // 0: FFmpeg's own
} cmedia_source;

int cmedia_input_open(const cmedia_source *source, cmedia_interrupt *interrupt,
                      cmedia_input *_Nullable *_Nonnull input);
void cmedia_input_close(cmedia_input *_Nullable input);

typedef struct {
  const char *format;     // FFmpeg's short names
  const char *long_name;  // for people
  int64_t start;          // microseconds, or CMEDIA_NO_TIME
  int64_t duration;       // microseconds, or CMEDIA_NO_TIME
  int64_t bit_rate;       // 0: not known
  int64_t size;           // bytes, -1: not known
  int stream_count, chapter_count, tag_count;
} cmedia_container;

cmedia_container cmedia_input_describe(const cmedia_input *input);

typedef struct {
  const char *key, *value;
} cmedia_tag;

typedef enum {
  CMEDIA_STREAM_VIDEO,
  CMEDIA_STREAM_AUDIO,
  CMEDIA_STREAM_TEXT,
  CMEDIA_STREAM_PICTURE_TEXT,  // subtitles drawn as pictures
  CMEDIA_STREAM_OTHER,
} cmedia_stream_kind;

typedef enum { CMEDIA_HDR_NONE, CMEDIA_HDR_PQ, CMEDIA_HDR_HLG } cmedia_hdr;

typedef struct {
  cmedia_stream_kind kind;
  const char *codec;               // FFmpeg's name: "h264"
  const char *_Nullable profile;   // "High"
  bool has_decoder;
  bool is_default, is_forced, is_attached_picture;
  cmedia_rational time_base;
  int64_t start, duration, frame_count;  // as the container claims; CMEDIA_NO_TIME, 0: not known
  int64_t bit_rate;                      // 0: not known
  int tag_count;
  // pictures
  int width, height;  // as coded
  cmedia_rational sample_aspect;
  int rotation;       // clockwise degrees to turn the picture upright: 0, 90, 180, 270
  bool mirrored;      // then mirrored left to right
  cmedia_rational average_rate, real_rate;  // 0/0: not known
  const char *_Nullable pixel_format;
  int bit_depth;
  bool has_alpha;
  const char *_Nullable color_range, *_Nullable color_primaries, *_Nullable color_transfer,
      *_Nullable color_space, *_Nullable field_order;
  cmedia_hdr hdr;
  bool has_dolby_vision, has_hdr10_metadata;
  int reorder_depth;
  // sound
  int sample_rate, channels;
  const char *_Nullable channel_layout, *_Nullable sample_format;
} cmedia_stream;

cmedia_stream cmedia_input_stream(const cmedia_input *input, int index);
/// A tag of a stream, or of the container if `stream` is -1.
cmedia_tag cmedia_input_tag(const cmedia_input *input, int stream, int index);

typedef struct {
  int64_t id, start, end;
  cmedia_rational time_base;
  const char *_Nullable title;
} cmedia_chapter;

cmedia_chapter cmedia_input_chapter(const cmedia_input *input, int index);

/// The stream of a kind that a player would choose, or a negative result.
int cmedia_input_best_stream(const cmedia_input *input, cmedia_stream_kind kind);
/// Reads only this stream from now on; everything else is skipped in the demuxer.
int cmedia_input_select(cmedia_input *input, int stream);

/// Whether the container lists its key pictures, so that jumping is cheaper than reading on.
bool cmedia_input_can_jump(const cmedia_input *input);
/// Continues reading at a packet where decoding may start and whose picture is shown not after `pts`.
/// `CMEDIA_IRREGULAR`: no such place was found, and the input must be opened anew to read on.
int cmedia_input_jump(cmedia_input *input, int64_t pts);
/// Continues reading at the packet with this time where decoding may start, known to lie at a byte of the
/// file. `CMEDIA_IRREGULAR`: it was not found there, and the input must be opened anew to read on.
int cmedia_input_jump_to(cmedia_input *input, int64_t position, int64_t pts);

// Packets ----------------------------------------------------------------------------------------

enum cmedia_packet_flags {
  CMEDIA_PACKET_KEY = 1,          // as the container says
  CMEDIA_PACKET_HIDDEN = 2,       // gives no picture: skipped by an edit list, or never shown
  CMEDIA_PACKET_CORRUPT = 4,      // the demuxer knows that bytes are wrong or missing
  CMEDIA_PACKET_DISPOSABLE = 8,   // no other picture needs it
  CMEDIA_PACKET_ENTRY = 16,       // decoding may start here, proved from its bytes
  CMEDIA_PACKET_CLEAN = 128,      // and nothing after it even mentions what came before
  CMEDIA_PACKET_LEADING = 32,     // shown before the key packet it follows
  CMEDIA_PACKET_BORROWED = 64,    // the next segment's; here only to finish this one
};

typedef struct {
  int64_t pts, dts, duration, position;
  int32_t size;
  uint32_t flags;
} cmedia_packet;

/// Reads the next packet of the selected stream and throws its bytes away. A negative result may be
/// followed by further packets; `CMEDIA_END` is final.
int cmedia_input_skim(cmedia_input *input, cmedia_packet *packet);

/// Whether a packet read so far told how bright its pictures were mastered.
bool cmedia_input_met_light(const cmedia_input *input);
/// Whether the file is long enough to hold every packet that the container lists of the selected stream.
bool cmedia_input_is_whole(const cmedia_input *input);

/// A run of packets that one decoder can decode knowing nothing of the rest: from one key packet to the
/// next, with the borrowed packets of the next key picture and the pictures that lead it.
typedef struct cmedia_segment cmedia_segment;

typedef struct {
  int min_packets;  // join neighbouring runs up to this many packets
  int max_packets;  // irregular beyond
  int64_t max_bytes;
} cmedia_segment_limits;

/// Whether this stream's codec is known to keep its promises at key packets.
bool cmedia_input_has_segments(const cmedia_input *input);
/// Gives the next run of packets, or `CMEDIA_END`, or `CMEDIA_IRREGULAR`.
int cmedia_input_next_segment(cmedia_input *input, cmedia_segment_limits limits,
                              cmedia_segment *_Nullable *_Nonnull segment);
void cmedia_segment_free(cmedia_segment *_Nullable segment);
/// The packets in decoding order; `count` of them.
const cmedia_packet *cmedia_segment_packets(const cmedia_segment *segment, int *count);
/// The first picture's time of the segment that follows, or `CMEDIA_NO_TIME` at the end of the stream.
int64_t cmedia_segment_end(const cmedia_segment *segment);
/// Number of pictures shown before this segment's first, or -1 if a jump left it unknown.
int64_t cmedia_segment_ordinal(const cmedia_segment *segment);
/// Whether the packet's picture is this segment's to show.
bool cmedia_segment_shows(const cmedia_segment *segment, int index);
/// Asks for the picture of a packet.
void cmedia_segment_want(cmedia_segment *segment, int index);

// Copying ----------------------------------------------------------------------------------------

/// Encodes pictures anew, so that they can stand in a file with packets of their stream.
typedef struct cmedia_recoder cmedia_recoder;

/// Reads the packets of further streams, too, with `cmedia_input_next`; what tells pictures apart is
/// looked at in those of the selected stream only.
int cmedia_input_include(cmedia_input *input, int stream);
/// Reads the next packet of any included stream and keeps it until the next call. A negative result may be
/// followed by further packets; `CMEDIA_END` is final.
int cmedia_input_next(cmedia_input *input, cmedia_packet *packet, int *stream);
/// Whether the selected stream shows some stretch twice, or leaves one out on the way, by a table of edits.
bool cmedia_input_has_rewinds(const cmedia_input *input);

/// A file made of packets of one input, as they are.
typedef struct cmedia_output cmedia_output;

typedef struct {
  const char *format;   // FFmpeg's short name of the container
  const char *path;     // a file's name, whatever it looks like; it is emptied, or made
  const int *streams;   // of the input, in the order that they get
  int stream_count;
  int64_t zero;         // what becomes the file's zero, in ticks of the input's selected stream
  int64_t end;          // where the file ends on that clock: what lasts longer is cut off; INT64_MAX: nowhere
  int32_t clock;        // ticks in a second in which MP4 says how much later a stream begins; 0: FFmpeg's
  /// Whose packets come among those of the selected stream, or in their place; one that was opened alike may
  /// follow it.
  const cmedia_recoder *_Nullable recoder;
} cmedia_output_options;

/// Whether the container takes a stream of the input, as far as can be told from its codec.
bool cmedia_output_takes(const char *format, const cmedia_input *input, int stream);
/// Tries to begin such a file in memory; neither the path nor the times are looked at.
int cmedia_output_try(const cmedia_input *input, cmedia_output_options options);
int cmedia_output_open(const cmedia_input *input, cmedia_output_options options,
                       cmedia_interrupt *interrupt, cmedia_output *_Nullable *_Nonnull output);
/// Writes the packet that `cmedia_input_next` read; the packet stays. `dts`: when it is decoded, in ticks of
/// its stream; CMEDIA_NO_TIME: as it says.
int cmedia_output_write(cmedia_output *output, const cmedia_input *input, int64_t dts);
/// Writes the packet that `cmedia_recoder_next` made current, in the same way.
int cmedia_output_write_recoded(cmedia_output *output, const cmedia_recoder *recoder, int64_t dts,
                                int64_t duration);
/// Completes the file, and tells how many bytes it has.
int cmedia_output_finish(cmedia_output *output, int64_t *size);
/// Removes the file unless it was completed.
void cmedia_output_close(cmedia_output *_Nullable output);

// Pictures ---------------------------------------------------------------------------------------

/// A decoder of one video stream, its current picture, and what is needed to draw it.
typedef struct cmedia_decoder cmedia_decoder;

typedef struct {
  int threads;             // 0: as many as the machine has cores
  int64_t max_pixels;      // 0: FFmpeg's own
  bool isolated;           // decodes segments: show what a decoder that starts here would hold back
} cmedia_decoder_options;

/// Opens a decoder for the selected stream. It keeps nothing of the input.
int cmedia_decoder_open(const cmedia_input *input, cmedia_decoder_options options,
                        cmedia_interrupt *interrupt, cmedia_decoder *_Nullable *_Nonnull decoder);
void cmedia_decoder_close(cmedia_decoder *_Nullable decoder);

typedef struct {
  int packet;        // its place in the segment, or among the packets read in sequence
  int64_t pts;       // follows from the picture before where the file does not say
  int64_t duration;  // 0: the file does not say
  int64_t next_pts;  // of the picture shown after it; CMEDIA_NO_TIME: none, or not looked for
  int width, height;                  // as coded
  int upright_width, upright_height;  // turned, with square pixels
  bool is_key, is_interlaced, is_damaged;
} cmedia_frame;

/// Makes the next frame current whose display ends after `not_before`, reading the input as needed.
int cmedia_decoder_advance(cmedia_decoder *decoder, cmedia_input *input, int64_t not_before,
                           cmedia_frame *frame);
/// Whether it met any error since it was opened or began on a segment, covered up or not.
bool cmedia_decoder_is_suspect(const cmedia_decoder *decoder);
/// Forgets all packets and frames, after a jump.
void cmedia_decoder_reset(cmedia_decoder *decoder);

/// Starts on a segment, decoding no more of it than its wanted pictures need.
int cmedia_decoder_begin(cmedia_decoder *decoder, cmedia_segment *segment);
/// Makes the next wanted picture current. `CMEDIA_END`: all were given. `CMEDIA_IRREGULAR`: one was
/// not, or was damaged.
int cmedia_decoder_next(cmedia_decoder *decoder, cmedia_frame *frame);

typedef enum {
  CMEDIA_DAMAGE_READ,       // the demuxer could not read on
  CMEDIA_DAMAGE_PACKET,     // a packet came with wrong or missing bytes
  CMEDIA_DAMAGE_DECODE,     // the decoder refused a packet
  CMEDIA_DAMAGE_CONCEALED,  // the decoder covered up a damaged picture
} cmedia_damage_kind;

typedef struct {
  cmedia_damage_kind kind;
  int64_t pts;       // where; CMEDIA_NO_TIME: not known
  int64_t duration;
  int packet;        // its number as in `cmedia_frame`; -1 for sound
} cmedia_damage;

/// Takes the oldest damage met by `advance` and not yet taken; false if there is none.
bool cmedia_decoder_take_damage(cmedia_decoder *decoder, cmedia_damage *damage);

typedef enum {
  CMEDIA_GRAY8,   // one byte a pixel
  CMEDIA_RGB24,   // three bytes a pixel
  CMEDIA_YUV420,  // planes Y, U, V, full range, BT.601: what JPEG holds
  CMEDIA_YUV444,  // planes Y, U, V at the picture's size, box means of the coded planes, full range
} cmedia_format;

/// Draws the current picture upright into exactly `size` bytes of rows without padding.
int cmedia_decoder_render(cmedia_decoder *decoder, cmedia_format format, int width, int height,
                          uint8_t *pixels, size_t size);

// Recoding ---------------------------------------------------------------------------------------

typedef struct {
  bool is_spliced;  // its packets stand between those of the stream, not in their place; H.264 only
  bool is_hevc;     // rather than H.264
} cmedia_recoder_options;

/// Opens an encoder for pictures of the selected stream, of which it keeps nothing. `CMEDIA_IRREGULAR`:
/// nothing can be spliced into this stream.
int cmedia_recoder_open(const cmedia_input *input, cmedia_recoder_options options,
                        cmedia_interrupt *interrupt, cmedia_recoder *_Nullable *_Nonnull recoder);
void cmedia_recoder_close(cmedia_recoder *_Nullable recoder);
/// How many packets may come before one that is shown before them.
int cmedia_recoder_delay(const cmedia_recoder *recoder);
/// Takes a decoder's current picture, shown at `pts` in ticks of the stream.
int cmedia_recoder_add(cmedia_recoder *recoder, const cmedia_decoder *decoder, int64_t pts);
/// Tells it that no picture follows.
int cmedia_recoder_end(cmedia_recoder *recoder);
/// Makes the next packet current. `CMEDIA_END`: it wants more pictures first, or has given all.
int cmedia_recoder_next(cmedia_recoder *recoder, cmedia_packet *packet);

// Sound ------------------------------------------------------------------------------------------

/// Decodes one audio stream.
typedef struct cmedia_sound cmedia_sound;

typedef enum {
  CMEDIA_SOUND_SAMPLES,  // mono float at the asked rate
  CMEDIA_SOUND_STEREO,   // float at the asked rate, left and right by turns
  CMEDIA_SOUND_LEVELS,   // no samples: one measure of every channel at full rate a tenth of a second
} cmedia_sound_mode;

/// Opens the selected stream.
int cmedia_sound_open(const cmedia_input *input, cmedia_sound_mode mode, int sample_rate,
                      cmedia_interrupt *interrupt, cmedia_sound *_Nullable *_Nonnull sound);
/// Before anything was read: goes on some moments before `pts`, if the container lists what it holds.
/// `CMEDIA_IRREGULAR`: it does not, and the input must be opened anew to read at all.
int cmedia_sound_seek(const cmedia_sound *sound, cmedia_input *input, int64_t pts);
void cmedia_sound_close(cmedia_sound *_Nullable sound);

typedef struct {
  int64_t start;            // in ticks of the stream's time base
  const float *_Nullable samples;  // valid until the next call
  int count;                       // of each channel
} cmedia_sound_block;

/// Reads the next run of samples. Runs follow each other without overlap; a hole in the stream shows as
/// a `start` later than the end of the run before.
int cmedia_sound_next(cmedia_sound *sound, cmedia_input *input, cmedia_sound_block *block);

typedef struct {
  int64_t start;        // in ticks of the stream's time base
  double rms, peak;     // over all channels, 1 is full scale
  double momentary, short_term, integrated;  // LUFS by EBU R128, so far; -HUGE_VAL before there is one
} cmedia_sound_level;

/// Reads the measure of the next tenth of a second.
int cmedia_sound_next_level(cmedia_sound *sound, cmedia_input *input, cmedia_sound_level *level);

bool cmedia_sound_take_damage(cmedia_sound *sound, cmedia_damage *damage);

// Text -------------------------------------------------------------------------------------------

/// Reads one text track.
typedef struct cmedia_text cmedia_text;

int cmedia_text_open(const cmedia_input *input, cmedia_text *_Nullable *_Nonnull text);
void cmedia_text_close(cmedia_text *_Nullable text);

typedef struct {
  int64_t start, end;  // in ticks of the stream's time base; `end` CMEDIA_NO_TIME: until the next
  const char *_Nullable plain;  // UTF-8, lines parted by \n, without markup; valid until the next call
} cmedia_text_line;

int cmedia_text_next(cmedia_text *text, cmedia_input *input, cmedia_text_line *line);

// Encoding ---------------------------------------------------------------------------------------

/// Encodes pictures of one size and format, one after the other.
typedef struct cmedia_encoder cmedia_encoder;

typedef enum { CMEDIA_JPEG, CMEDIA_PNG, CMEDIA_WEBP } cmedia_picture_codec;

/// Whether this machine's FFmpeg has an encoder: not each is built with WebP's.
bool cmedia_encoder_exists(cmedia_picture_codec codec);

/// `quality`: 1 to 100 for JPEG and WebP; not used for PNG.
int cmedia_encoder_open(cmedia_picture_codec codec, cmedia_format format, int width, int height,
                        int quality, cmedia_encoder *_Nullable *_Nonnull encoder);
void cmedia_encoder_close(cmedia_encoder *_Nullable encoder);
/// The encoded bytes stay valid until the next call.
int cmedia_encoder_encode(cmedia_encoder *encoder, const uint8_t *pixels, size_t pixel_size,
                          const uint8_t *_Nullable *_Nonnull bytes, size_t *size);

typedef struct {
  const char *text;
  int x, y;  // middle of the text's top edge
} cmedia_label;

/// Writes short texts in a sans-serif type onto an RGB picture.
int cmedia_draw_labels(uint8_t *rgb, int width, int height, int type_size, const cmedia_label *labels,
                       int count);

// Films ------------------------------------------------------------------------------------------

/// An MP4 file that is made of pictures at an even rate, and of sound: H.264 and AAC.
typedef struct cmedia_film cmedia_film;

typedef struct {
  const char *path;      // a file's name, whatever it looks like; it is emptied, or made
  int width, height;     // even
  cmedia_rational rate;  // pictures in a second
  bool has_sound;
  int quality;           // x264's constant rate factor: 0 loses nothing, 51 nearly all
  int threads;           // 0: as x264 likes
} cmedia_film_options;

int cmedia_film_open(cmedia_film_options options, cmedia_interrupt *interrupt,
                     cmedia_film *_Nullable *_Nonnull film);
/// Adds a picture of the film's size, rows of RGB without padding.
int cmedia_film_add_picture(cmedia_film *film, const uint8_t *rgb, size_t size);
/// Adds a decoder's current picture, upright and whole, with black where its shape is another.
int cmedia_film_add_current(cmedia_film *film, cmedia_decoder *decoder);
/// Adds samples of both channels by turns, 48,000 in a second; `count` of each.
int cmedia_film_add_sound(cmedia_film *film, const float *interleaved, int count);
/// Completes the file, and tells how many bytes it has. Sound lasts as long as the pictures: what is
/// missing is silence, and what is too much is left out.
int cmedia_film_finish(cmedia_film *film, int64_t *size);
/// Leaves whatever there is of the file.
void cmedia_film_close(cmedia_film *_Nullable film);

#pragma clang assume_nonnull end
