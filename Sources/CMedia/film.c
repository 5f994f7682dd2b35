// Pictures and sound into an MP4 that plays everywhere: H.264 and AAC, its index in front.
#include "film.h"

#include <libavutil/audio_fifo.h>
#include <libavutil/avstring.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
#include <string.h>

#include "internal.h"
#include "log.h"

enum { SOUND_RATE = 48000, SOUND_CHANNELS = 2 };

struct cmedia_film {
  AVFormatContext *format;
  cmedia_interrupt *interrupt;
  AVCodecContext *pictures, *sound;
  AVFrame *picture, *block, *given;
  AVPacket *packet;
  struct SwsContext *converter;
  // Sound waits here until there are pictures to it, so that neither outlasts the other.
  AVAudioFifo *waiting;
  int64_t picture_count, sample_count;
};

// Opening ----------------------------------------------------------------------------------------

static int open_pictures(cmedia_film *film, const cmedia_film_options *options) {
  const AVCodec *found = avcodec_find_encoder_by_name("libx264");
  if (!found) return AVERROR_ENCODER_NOT_FOUND;
  AVCodecContext *codec = film->pictures = avcodec_alloc_context3(found);
  if (!codec) return AVERROR(ENOMEM);
  codec->width = options->width;
  codec->height = options->height;
  codec->pix_fmt = AV_PIX_FMT_YUV420P;
  codec->sample_aspect_ratio = (AVRational){1, 1};
  codec->framerate = (AVRational){options->rate.num, options->rate.den};
  codec->time_base = av_inv_q(codec->framerate);
  codec->color_range = AVCOL_RANGE_MPEG;
  codec->colorspace = AVCOL_SPC_BT709;
  codec->color_primaries = AVCOL_PRI_BT709;
  codec->color_trc = AVCOL_TRC_BT709;
  codec->chroma_sample_location = AVCHROMA_LOC_LEFT;
  // A player that jumps waits for what lies between two of these.
  codec->gop_size = FFMAX(1, (int)(2 * av_q2d(codec->framerate) + 0.5));
  codec->thread_count = options->threads;
  codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  AVDictionary *choices = NULL;
  av_dict_set(&choices, "preset", "veryfast", 0);
  av_dict_set_int(&choices, "crf", options->quality, 0);
  // x264's fast code for it reads memory that nothing was written to, where a row is not of 16 times 16
  // pixels or a multiple: the same pictures would not always give the same film.
  av_dict_set_int(&choices, "mbtree", 0, 0);
  int result = avcodec_open2(codec, found, &choices);
  av_dict_free(&choices);
  return result;
}

static int open_sound(cmedia_film *film) {
  const AVCodec *found = avcodec_find_encoder(AV_CODEC_ID_AAC);
  if (!found) return AVERROR_ENCODER_NOT_FOUND;
  AVCodecContext *codec = film->sound = avcodec_alloc_context3(found);
  if (!codec) return AVERROR(ENOMEM);
  codec->sample_rate = SOUND_RATE;
  codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
  codec->time_base = (AVRational){1, SOUND_RATE};
  // With less, FFmpeg 5.1's coder now and then leaves a block of a plain tone half as loud.
  codec->bit_rate = 256000;
  codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
  codec->ch_layout = (AVChannelLayout)AV_CHANNEL_LAYOUT_STEREO;
  int result = avcodec_open2(codec, found, NULL);
  if (result < 0) return result;
  film->waiting = av_audio_fifo_alloc(AV_SAMPLE_FMT_FLT, SOUND_CHANNELS, SOUND_RATE);
  film->block = av_frame_alloc();
  return film->waiting && film->block ? 0 : AVERROR(ENOMEM);
}

static int add_stream(cmedia_film *film, const AVCodecContext *codec) {
  AVStream *stream = avformat_new_stream(film->format, NULL);
  if (!stream) return AVERROR(ENOMEM);
  stream->time_base = codec->time_base;
  stream->avg_frame_rate = codec->framerate;
  stream->sample_aspect_ratio = codec->sample_aspect_ratio;
  return avcodec_parameters_from_context(stream->codecpar, codec);
}

static int allocate_frames(cmedia_film *film) {
  film->packet = av_packet_alloc();
  film->given = av_frame_alloc();
  AVFrame *picture = film->picture = av_frame_alloc();
  if (!film->packet || !film->given || !picture) return AVERROR(ENOMEM);
  picture->format = film->pictures->pix_fmt;
  picture->width = film->pictures->width;
  picture->height = film->pictures->height;
  picture->color_range = film->pictures->color_range;
  picture->colorspace = film->pictures->colorspace;
  return av_frame_get_buffer(picture, 0);
}

static int begin(cmedia_film *film, const cmedia_film_options *options) {
  int result = open_pictures(film, options);
  if (result >= 0 && options->has_sound) result = open_sound(film);
  if (result >= 0) result = allocate_frames(film);
  if (result < 0) return result;
  // FFmpeg opens the file once more to put its index in front, so it must know the name as we do.
  char *url = av_asprintf("file:%s", options->path);
  if (!url) return AVERROR(ENOMEM);
  AVDictionary *choices = NULL;
  result = avformat_alloc_output_context2(&film->format, NULL, "mp4", url);
  if (result < 0) goto done;
  film->format->interrupt_callback = (AVIOInterruptCB){interrupt_callback, film->interrupt};
  film->format->protocol_whitelist = av_strdup("file");
  film->format->flags |= AVFMT_FLAG_BITEXACT;
  if ((result = add_stream(film, film->pictures)) < 0) goto done;
  if (film->sound && (result = add_stream(film, film->sound)) < 0) goto done;
  av_dict_set(&choices, "protocol_whitelist", "file", 0);
  result = avio_open2(&film->format->pb, url, AVIO_FLAG_WRITE, &film->format->interrupt_callback,
                      &choices);
  av_dict_free(&choices);
  if (result < 0) goto done;
  av_dict_set(&choices, "movflags", "+faststart", 0);
  result = avformat_write_header(film->format, &choices);

done:
  av_dict_free(&choices);
  av_free(url);
  return FFMIN(result, 0);
}

int cmedia_film_open(cmedia_film_options options, cmedia_interrupt *interrupt, cmedia_film **film) {
  log_capture();
  *film = NULL;
  cmedia_film *opened = av_mallocz(sizeof *opened);
  if (!opened) return AVERROR(ENOMEM);
  opened->interrupt = interrupt;
  int result = begin(opened, &options);
  if (result < 0) {
    cmedia_film_close(opened);
    return result;
  }
  *film = opened;
  return CMEDIA_OK;
}

void cmedia_film_close(cmedia_film *film) {
  if (!film) return;
  if (film->format) avio_closep(&film->format->pb);
  avformat_free_context(film->format);
  avcodec_free_context(&film->pictures);
  avcodec_free_context(&film->sound);
  sws_freeContext(film->converter);
  if (film->waiting) av_audio_fifo_free(film->waiting);
  av_frame_free(&film->picture);
  av_frame_free(&film->block);
  av_frame_free(&film->given);
  av_packet_free(&film->packet);
  av_free(film);
}

// Writing ----------------------------------------------------------------------------------------

/// Encodes a frame, or with NULL what is still held back, and writes what comes of it.
static int encode(cmedia_film *film, AVCodecContext *codec, int stream, const AVFrame *frame) {
  if (interrupt_callback(film->interrupt)) return AVERROR_EXIT;
  int result = avcodec_send_frame(codec, frame);
  if (result < 0) return result;
  while (true) {
    result = avcodec_receive_packet(codec, film->packet);
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return 0;
    if (result < 0) return result;
    // The last picture would else last for no time, or as long as the muxer guesses.
    if (codec == film->pictures) film->packet->duration = 1;
    av_packet_rescale_ts(film->packet, codec->time_base, film->format->streams[stream]->time_base);
    film->packet->stream_index = stream;
    result = av_interleaved_write_frame(film->format, film->packet);
    if (interrupt_callback(film->interrupt)) return AVERROR_EXIT;
    if (result < 0) return result;
  }
}

static int encode_block(cmedia_film *film, int count) {
  AVFrame *block = film->block;
  float both[SOUND_CHANNELS * 64];
  av_frame_unref(block);
  block->format = film->sound->sample_fmt;
  block->sample_rate = SOUND_RATE;
  block->nb_samples = count;
  block->pts = film->sample_count;
  int result = av_channel_layout_copy(&block->ch_layout, &film->sound->ch_layout);
  if (result >= 0) result = av_frame_get_buffer(block, 0);
  if (result < 0) return result;
  float *left = (float *)block->extended_data[0], *right = (float *)block->extended_data[1];
  for (int place = 0; place < count;) {
    void *into[] = {both};
    int taken = av_audio_fifo_read(film->waiting, into, FFMIN(64, count - place));
    if (taken <= 0) return taken < 0 ? taken : AVERROR_BUG;
    for (int index = 0; index < taken; index++, place++) {
      left[place] = both[2 * index];
      right[place] = both[2 * index + 1];
    }
  }
  film->sample_count += count;
  return encode(film, film->sound, 1, block);
}

/// Encodes the sound to pictures that are there; at the end, the last short block, too.
static int encode_waiting(cmedia_film *film, bool is_end) {
  int64_t due = av_rescale_q(film->picture_count, film->pictures->time_base, film->sound->time_base);
  int whole = film->sound->frame_size;
  while (film->sample_count < due) {
    int64_t rest = due - film->sample_count;
    int count = (int)FFMIN(rest, whole);
    if ((count < whole && !is_end) || av_audio_fifo_size(film->waiting) < count) return 0;
    int result = encode_block(film, count);
    if (result < 0) return result;
  }
  return 0;
}

int film_next_frame(cmedia_film *film, AVFrame **frame) {
  *frame = film->picture;
  // The encoder may keep hold of the frame before.
  return av_frame_make_writable(film->picture);
}

int film_add_frame(cmedia_film *film) {
  film->picture->pts = film->picture_count++;
  int result = encode(film, film->pictures, 0, film->picture);
  return result >= 0 && film->sound ? encode_waiting(film, false) : result;
}

static int open_converter(cmedia_film *film, enum AVPixelFormat format) {
  int width = film->picture->width, height = film->picture->height;
  film->converter =
      sws_getContext(width, height, format, width, height, film->picture->format,
                     SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_BITEXACT, NULL, NULL,
                     NULL);
  if (!film->converter) return AVERROR(ENOMEM);
  const int *matrix = sws_getCoefficients(SWS_CS_ITU709);
  sws_setColorspaceDetails(film->converter, matrix, 1, matrix, 0, 0, 1 << 16, 1 << 16);
  return 0;
}

int cmedia_film_add_picture(cmedia_film *film, const uint8_t *rgb, size_t size) {
  const enum AVPixelFormat format = AV_PIX_FMT_RGB24;
  int width = film->picture->width, height = film->picture->height;
  if (size != (size_t)3 * (size_t)width * (size_t)height) return AVERROR(EINVAL);
  AVFrame *frame, *given = film->given;
  int result = film_next_frame(film, &frame);
  if (result < 0) return result;
  if (!film->converter) {
    if ((result = open_converter(film, format)) < 0) return result;
    // Rows with room behind them: swscale reads beyond the last pixel.
    given->format = format;
    given->width = width;
    given->height = height;
    if ((result = av_frame_get_buffer(given, 0)) < 0) return result;
  }
  av_image_copy_plane(given->data[0], given->linesize[0], rgb, 3 * width, 3 * width, height);
  result = sws_scale(film->converter, (const uint8_t *const *)given->data, given->linesize, 0, height,
                     frame->data, frame->linesize);
  return result < 0 ? result : film_add_frame(film);
}

int cmedia_film_add_sound(cmedia_film *film, const float *interleaved, int count) {
  if (!film->sound || count < 0) return AVERROR(EINVAL);
  void *from[] = {(void *)interleaved};
  int result = av_audio_fifo_write(film->waiting, from, count);
  return result < 0 ? result : encode_waiting(film, false);
}

/// Silence for pictures whose sound never came.
static int fill_with_silence(cmedia_film *film) {
  static float silence[SOUND_CHANNELS * 1024];
  int64_t due = av_rescale_q(film->picture_count, film->pictures->time_base, film->sound->time_base);
  while (film->sample_count < due) {
    int result = cmedia_film_add_sound(film, silence, FF_ARRAY_ELEMS(silence) / SOUND_CHANNELS);
    if (result >= 0) result = encode_waiting(film, true);
    if (result < 0) return result;
  }
  return 0;
}

int cmedia_film_finish(cmedia_film *film, int64_t *size) {
  // A film of nothing is no film of any kind.
  if (!film->picture_count) return AVERROR_INVALIDDATA;
  int result = film->sound ? fill_with_silence(film) : 0;
  if (result >= 0) result = encode(film, film->pictures, 0, NULL);
  if (result >= 0 && film->sound) result = encode(film, film->sound, 1, NULL);
  if (result < 0) return result;
  AVIOContext *io = film->format->pb;
  result = av_write_trailer(film->format);
  avio_flush(io);
  // A failure while the index moves to the front shows only here.
  if (result >= 0 && io->error < 0) result = io->error;
  if (interrupt_callback(film->interrupt)) result = AVERROR_EXIT;
  *size = avio_size(io);
  int closed = avio_closep(&film->format->pb);
  if (result >= 0) result = closed;
  return FFMIN(result, 0);
}
