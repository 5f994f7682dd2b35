// Packets of an input into a file of their own, as they are.
#include <libavutil/avstring.h>
#include <libavutil/mem.h>
#include <libavutil/opt.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"
#include "log.h"
#include "recode.h"

struct cmedia_output {
  AVFormatContext *format;
  cmedia_interrupt *interrupt;
  AVPacket *packet;
  int selected;      // the input's stream that the zero is told in
  int source_count;
  int *places;       // by stream of the input: its place here, or -1
  int64_t *shifts;   // by stream here: what is taken off its times, in ticks of the input
  int64_t *ends;     // by stream here: when the file ends, in ticks of the input
  int64_t *last;     // by stream here: the decoding time before, in ticks of the file
  AVRational *bases; // by stream here: the input's ticks
  bool in_memory, is_begun, is_made, is_finished, has_started;
};

// Streams ----------------------------------------------------------------------------------------

static const AVOutputFormat *format_named(const char *name) { return av_guess_format(name, NULL, NULL); }

static bool is_mov(const AVOutputFormat *format) {
  return av_match_name(format->name, "mov,mp4,3gp,3g2,ipod");
}

bool cmedia_output_takes(const char *name, const cmedia_input *input, int index) {
  const AVOutputFormat *format = format_named(name);
  const AVStream *stream = input->format->streams[index];
  const AVCodecParameters *parameters = stream->codecpar;
  if (!format || parameters->codec_id == AV_CODEC_ID_NONE) return false;
  if (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) return is_mov(format);
  if (parameters->codec_type == AVMEDIA_TYPE_ATTACHMENT) return av_match_name("matroska", format->name);
  // FFmpeg writes anything into program streams, and then nobody can tell what it was.
  if (parameters->codec_type == AVMEDIA_TYPE_VIDEO && av_match_name("vob", format->name)) {
    enum AVCodecID codec = parameters->codec_id;
    return codec == AV_CODEC_ID_MPEG1VIDEO || codec == AV_CODEC_ID_MPEG2VIDEO || codec == AV_CODEC_ID_H264;
  }
  int answer = avformat_query_codec(format, parameters->codec_id, FF_COMPLIANCE_UNOFFICIAL);
  bool is_certain = parameters->codec_type != AVMEDIA_TYPE_DATA;
  return answer == 1 || (answer < 0 && is_certain);
}

/// Notes of a whole file that are wrong for a part of it, and marks of one container.
static void copy_tags(AVDictionary **to, const AVDictionary *from) {
  static const char *const stale[] = {"DURATION", "BPS", "NUMBER_OF_", "_STATISTICS_", "major_brand",
                                      "minor_version", "compatible_brands"};
  const AVDictionaryEntry *tag = NULL;
  while ((tag = av_dict_get(from, "", tag, AV_DICT_IGNORE_SUFFIX))) {
    bool is_stale = false;
    for (size_t index = 0; index < FF_ARRAY_ELEMS(stale); index++) {
      is_stale |= av_stristart(tag->key, stale[index], NULL) != 0;
    }
    if (!is_stale) av_dict_set(to, tag->key, tag->value, 0);
  }
}

/// Keeps the container's name of the codec where that means the same in the new one.
static uint32_t tag_for(const AVOutputFormat *format, const AVCodecParameters *from) {
  uint32_t tag = 0;
  if (!format->codec_tag) return from->codec_tag;
  if (av_codec_get_id(format->codec_tag, from->codec_tag) == from->codec_id) return from->codec_tag;
  return av_codec_get_tag2(format->codec_tag, from->codec_id, &tag) ? 0 : from->codec_tag;
}

static int replace_extradata(AVCodecParameters *parameters, const uint8_t *data, int size) {
  av_freep(&parameters->extradata);
  parameters->extradata_size = 0;
  if (!(parameters->extradata = av_mallocz((size_t)size + AV_INPUT_BUFFER_PADDING_SIZE))) return AVERROR(ENOMEM);
  memcpy(parameters->extradata, data, (size_t)size);
  parameters->extradata_size = size;
  return 0;
}

/// Tells of a stream what is so with the encoder's packets in it.
static int describe_recoded(const AVOutputFormat *format, AVStream *to, const cmedia_recoder *recoder) {
  if (recoder->is_spliced) return replace_extradata(to->codecpar, recoder->joined, recoder->joined_size);
  int result = avcodec_parameters_from_context(to->codecpar, recoder->codec);
  if (result < 0) return result;
  // Players on Apple's systems want to know HEVC's parameter sets beforehand.
  bool is_hevc = recoder->codec->codec_id == AV_CODEC_ID_HEVC;
  to->codecpar->codec_tag = is_hevc && is_mov(format) ? MKTAG('h', 'v', 'c', '1') : 0;
  return replace_extradata(to->codecpar, recoder->sets, recoder->sets_size);
}

static int add_stream(cmedia_output *output, const AVStream *from, const cmedia_recoder *recoder) {
  AVStream *to = avformat_new_stream(output->format, NULL);
  if (!to) return AVERROR(ENOMEM);
  int result = avcodec_parameters_copy(to->codecpar, from->codecpar);
  if (result < 0) return result;
  to->codecpar->codec_tag = tag_for(output->format->oformat, from->codecpar);
  if (recoder && (result = describe_recoded(output->format->oformat, to, recoder)) < 0) return result;
  if ((result = stream_copy_side_data(to, from)) < 0) return result;
  to->time_base = from->time_base;
  to->avg_frame_rate = from->avg_frame_rate;
  to->r_frame_rate = from->r_frame_rate;
  // Where container and codec differ, muxers want one word, and players go by the container's.
  if (from->sample_aspect_ratio.num) to->codecpar->sample_aspect_ratio = from->sample_aspect_ratio;
  to->sample_aspect_ratio = to->codecpar->sample_aspect_ratio;
  to->disposition = from->disposition;
  if (!strcmp(output->format->oformat->name, "mpegts")) to->id = from->id;
  copy_tags(&to->metadata, from->metadata);
  return 0;
}

/// Leaves the ends of all times as they are.
static int64_t converted(int64_t time, AVRational from, AVRational to) {
  return av_rescale_q_rnd(time, from, to, AV_ROUND_NEAR_INF | AV_ROUND_PASS_MINMAX);
}

static int add_streams(cmedia_output *output, const cmedia_input *input,
                       const cmedia_output_options *options) {
  output->source_count = (int)input->format->nb_streams;
  size_t count = (size_t)FFMAX(options->stream_count, 1);
  output->places = av_malloc_array((size_t)output->source_count + 1, sizeof *output->places);
  output->shifts = av_malloc_array(count, sizeof *output->shifts);
  output->ends = av_malloc_array(count, sizeof *output->ends);
  output->last = av_malloc_array(count, sizeof *output->last);
  output->bases = av_malloc_array(count, sizeof *output->bases);
  if (!output->places || !output->shifts || !output->ends || !output->last || !output->bases) {
    return AVERROR(ENOMEM);
  }
  for (int index = 0; index < output->source_count; index++) output->places[index] = -1;
  AVRational base = input_stream(input)->time_base;
  for (int place = 0; place < options->stream_count; place++) {
    int index = options->streams[place];
    if (index < 0 || index >= output->source_count || output->places[index] >= 0) return AVERROR(EINVAL);
    const AVStream *from = input->format->streams[index];
    int result = add_stream(output, from, index == input->selected ? options->recoder : NULL);
    if (result < 0) return result;
    output->places[index] = place;
    output->bases[place] = from->time_base;
    output->shifts[place] = converted(options->zero, base, from->time_base);
    output->ends[place] = converted(options->end, base, from->time_base);
    output->last[place] = AV_NOPTS_VALUE;
  }
  return 0;
}

/// The chapters that lie in the file, as far as they do.
static int add_chapters(AVFormatContext *format, const cmedia_input *input,
                        const cmedia_output_options *options) {
  AVRational base = input_stream(input)->time_base;
  for (unsigned index = 0; index < input->format->nb_chapters; index++) {
    const AVChapter *from = input->format->chapters[index];
    int64_t zero = converted(options->zero, base, from->time_base);
    int64_t start = FFMAX(from->start, zero), end = converted(options->end, base, from->time_base);
    if (from->end != AV_NOPTS_VALUE) end = FFMIN(end, from->end);
    if (start >= end || zero == AV_NOPTS_VALUE) continue;
    AVChapter **chapters =
        av_realloc_array(format->chapters, format->nb_chapters + 1, sizeof *format->chapters);
    if (!chapters) return AVERROR(ENOMEM);
    format->chapters = chapters;
    AVChapter *to = av_mallocz(sizeof *to);
    if (!to) return AVERROR(ENOMEM);
    chapters[format->nb_chapters++] = to;
    to->id = from->id;
    to->time_base = from->time_base;
    to->start = av_sat_sub64(start, zero);
    to->end = av_sat_sub64(end, zero);
    copy_tags(&to->metadata, from->metadata);
  }
  return 0;
}

// Opening ----------------------------------------------------------------------------------------

static int open_bytes(cmedia_output *output, const char *url) {
  if (output->in_memory) return avio_open_dyn_buf(&output->format->pb);
  AVDictionary *options = NULL;
  av_dict_set(&options, "protocol_whitelist", "file", 0);
  int result = avio_open2(&output->format->pb, url, AVIO_FLAG_WRITE, &output->format->interrupt_callback,
                          &options);
  av_dict_free(&options);
  output->is_made = result >= 0;
  return result;
}

static int write_header(cmedia_output *output, const cmedia_output_options *options) {
  AVDictionary *choices = NULL;
  if (is_mov(output->format->oformat)) {
    av_dict_set(&choices, "movflags", "+faststart", 0);
    if (options->clock > 0) av_dict_set_int(&choices, "movie_timescale", options->clock, 0);
  }
  int result = avformat_write_header(output->format, &choices);
  av_dict_free(&choices);
  output->is_begun = result >= 0;
  return FFMIN(result, 0);
}

/// A cover is no packet among the others: every file gets it.
static int write_covers(cmedia_output *output, const cmedia_input *input) {
  for (int index = 0; index < output->source_count; index++) {
    const AVStream *from = input->format->streams[index];
    if (output->places[index] < 0 || !(from->disposition & AV_DISPOSITION_ATTACHED_PIC)) continue;
    if (from->attached_pic.size <= 0) continue;
    int result = av_packet_ref(output->packet, &from->attached_pic);
    if (result < 0) return result;
    output->packet->stream_index = output->places[index];
    output->packet->pts = output->packet->dts = 0;
    result = av_write_frame(output->format, output->packet);
    av_packet_unref(output->packet);
    if (result < 0) return result;
  }
  return 0;
}

static int start(const cmedia_input *input, const cmedia_output_options *options,
                 cmedia_interrupt *interrupt, cmedia_output *output) {
  const AVOutputFormat *format = format_named(options->format);
  if (!format) return AVERROR_MUXER_NOT_FOUND;
  // FFmpeg opens the file once more to put its index in front, so it must know the name as we do.
  char *url = av_asprintf("file:%s", output->in_memory ? "memory" : options->path);
  if (!url) return AVERROR(ENOMEM);
  int result = avformat_alloc_output_context2(&output->format, format, NULL, url);
  output->packet = av_packet_alloc();
  if (result >= 0 && !output->packet) result = AVERROR(ENOMEM);
  if (result < 0) goto done;
  if (interrupt) {
    output->format->interrupt_callback = (AVIOInterruptCB){interrupt_callback, interrupt};
  }
  output->format->protocol_whitelist = av_strdup("file");
  // The same packets give the same bytes, without the muxer's name.
  output->format->flags |= AVFMT_FLAG_BITEXACT;
  output->format->strict_std_compliance = FF_COMPLIANCE_UNOFFICIAL;
  // What MPEG's clocks are ahead of the pictures, as the ffmpeg program has it.
  output->format->max_delay = 700000;
  copy_tags(&output->format->metadata, input->format->metadata);
  if ((result = add_streams(output, input, options)) < 0) goto done;
  if ((result = add_chapters(output->format, input, options)) < 0) goto done;
  if ((result = open_bytes(output, url)) < 0) goto done;
  if ((result = write_header(output, options)) < 0) goto done;
  result = write_covers(output, input);

done:
  av_free(url);
  return result;
}

int cmedia_output_open(const cmedia_input *input, cmedia_output_options options,
                       cmedia_interrupt *interrupt, cmedia_output **output) {
  log_capture();
  *output = NULL;
  cmedia_output *opened = av_mallocz(sizeof *opened);
  if (!opened) return AVERROR(ENOMEM);
  opened->interrupt = interrupt;
  opened->selected = input->selected;
  int result = start(input, &options, interrupt, opened);
  if (result < 0) {
    cmedia_output_close(opened);
    return result;
  }
  *output = opened;
  return CMEDIA_OK;
}

int cmedia_output_try(const cmedia_input *input, cmedia_output_options options) {
  log_capture();
  cmedia_output *tried = av_mallocz(sizeof *tried);
  if (!tried) return AVERROR(ENOMEM);
  tried->in_memory = true;
  options.zero = options.end = 0;
  int result = start(input, &options, NULL, tried);
  cmedia_output_close(tried);
  return result;
}

void cmedia_output_close(cmedia_output *output) {
  if (!output) return;
  AVFormatContext *format = output->format;
  if (format) {
    if (output->is_made && !output->is_finished) unlink(format->url + strlen("file:"));
    if (output->in_memory && format->pb) {
      uint8_t *bytes = NULL;
      avio_close_dyn_buf(format->pb, &bytes);
      av_free(bytes);
    } else if (format->pb) {
      avio_closep(&format->pb);
    }
    avformat_free_context(format);
  }
  av_packet_free(&output->packet);
  av_free(output->places);
  av_free(output->shifts);
  av_free(output->ends);
  av_free(output->last);
  av_free(output->bases);
  av_free(output);
}

// Writing ----------------------------------------------------------------------------------------

/// Where something may be put before the packet's first unit: behind a unit that must come first.
static int after_delimiter(const AVPacket *packet, enum AVCodecID codec) {
  const uint8_t *data = packet->data;
  int start = packet->size > 4 && !data[0] && !data[1] && !data[2] && data[3] == 1   ? 4
              : packet->size > 3 && !data[0] && !data[1] && data[2] == 1 ? 3
                                                                         : -1;
  if (start < 0) return -1;
  bool is_delimiter = codec == AV_CODEC_ID_H264 ? (data[start] & 31) == 9 : (data[start] >> 1 & 63) == 35;
  if (!is_delimiter) return 0;
  for (int place = start + 1; place + 3 < packet->size; place++) {
    if (data[place] || data[place + 1] || data[place + 2] > 1) continue;
    if (data[place + 2] == 1 || data[place + 3] == 1) return place;
  }
  return -1;
}

static int insert(AVPacket *packet, int place, const uint8_t *bytes, int size) {
  int old = packet->size, result = av_grow_packet(packet, size);
  if (result < 0) return result;
  if ((result = av_packet_make_writable(packet)) < 0) return result;
  memmove(packet->data + place + size, packet->data + place, (size_t)(old - place));
  memcpy(packet->data + place, bytes, (size_t)size);
  return 0;
}

/// The parameter sets of H.264 as MP4 keeps them: each goes in front under a length like that of the others.
/// FFmpeg's own conversion brings them before pictures that need no others only if nothing may lead these.
static int bring_listed_parameters(AVPacket *packet, const uint8_t *sets, int size) {
  int length_size = (sets[4] & 3) + 1, place = 0, offset = 5;
  for (int list = 0; list < 2 && offset < size; list++) {
    int count = sets[offset++] & (list ? 255 : 31);
    for (; count > 0 && offset + 2 <= size; count--) {
      int length = sets[offset] << 8 | sets[offset + 1];
      if ((offset += 2) + length > size || length >= 1 << FFMIN(8 * length_size, 16)) return 0;
      uint8_t prefix[4] = {0};
      for (int byte = 0; byte < length_size && byte < 2; byte++) {
        prefix[length_size - 1 - byte] = (uint8_t)(length >> 8 * byte);
      }
      int result = insert(packet, place, prefix, length_size);
      if (result >= 0) result = insert(packet, place + length_size, sets + offset, length);
      if (result < 0) return result;
      place += length_size + length;
      offset += length;
    }
  }
  return 0;
}

/// Whether a packet of MPEG-1, 2 or 4 begins with the headers that decoders need first.
static bool has_headers(const AVPacket *packet, const AVCodecParameters *parameters) {
  return packet->size >= 4 && memcmp(packet->data, parameters->extradata, 4) == 0;
}

/// Puts in front of a file's first picture what decoders need before it, unless the container keeps that.
static int bring_parameters(AVPacket *packet, const cmedia_input *input, bool needs_all) {
  const AVCodecParameters *parameters = input_stream(input)->codecpar;
  enum AVCodecID codec = parameters->codec_id;
  const uint8_t *extra = parameters->extradata;
  int size = parameters->extradata_size, place = 0;
  if (codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC) {
    if (input->has_parameters) return 0;
    if (!input->bitstream.length_size) place = after_delimiter(packet, codec);
    if (place < 0) return 0;
    // What came last inside the stream holds, whatever any container says.
    if (input->sets_size > 0) return insert(packet, place, input->sets, input->sets_size);
    if (!needs_all || size < 7) return 0;
    bool is_list = codec == AV_CODEC_ID_H264 && extra[0] == 1;
    if (is_list) return bring_listed_parameters(packet, extra, size);
    // What does not begin with a start code is no sets that could stand in the stream.
    return extra[0] ? 0 : insert(packet, place, extra, size);
  }
  bool is_mpeg = codec == AV_CODEC_ID_MPEG1VIDEO || codec == AV_CODEC_ID_MPEG2VIDEO || codec == AV_CODEC_ID_MPEG4;
  if (!is_mpeg || !needs_all || size < 4 || has_headers(packet, parameters)) return 0;
  return insert(packet, 0, extra, size);
}

/// Muxers insist on decoding times that rise, which rounding to coarser ticks may have undone.
static void raise_times(AVPacket *packet, int64_t *last) {
  if (packet->dts == AV_NOPTS_VALUE) return;
  if (*last != AV_NOPTS_VALUE && packet->dts <= *last) {
    packet->dts = av_sat_add64(*last, 1);
  }
  if (packet->pts != AV_NOPTS_VALUE && packet->pts < packet->dts) packet->pts = packet->dts;
  *last = packet->dts;
}

static int64_t shifted(int64_t time, int64_t shift) {
  return time == AV_NOPTS_VALUE ? time : av_sat_sub64(time, shift);
}

/// Writes what is in `packet`, whose times are in ticks of the input.
static int send(cmedia_output *output, int place) {
  AVPacket *packet = output->packet;
  AVStream *to = output->format->streams[place];
  packet->stream_index = place;
  packet->pos = -1;
  packet->pts = shifted(packet->pts, output->shifts[place]);
  packet->dts = shifted(packet->dts, output->shifts[place]);
  av_packet_rescale_ts(packet, output->bases[place], to->time_base);
  raise_times(packet, &output->last[place]);
  int result = av_interleaved_write_frame(output->format, packet);
  if (interrupt_callback(output->interrupt)) return AVERROR_EXIT;
  return FFMIN(result, 0);
}

static bool is_bare(const cmedia_output *output) {
  return !(output->format->oformat->flags & AVFMT_GLOBALHEADER);
}

int cmedia_output_write(cmedia_output *output, const cmedia_input *input, int64_t dts) {
  const AVPacket *from = input->scratch;
  if (interrupt_callback(output->interrupt)) return AVERROR_EXIT;
  int stream = from->stream_index;
  int place = stream >= 0 && stream < output->source_count ? output->places[stream] : -1;
  if (place < 0 || !from->data || output->is_finished) return AVERROR(EINVAL);
  AVPacket *packet = output->packet;
  int result = av_packet_ref(packet, from);
  if (result < 0) return result;
  // AVI tells only when packets are decoded.
  if (packet->pts == AV_NOPTS_VALUE) packet->pts = packet->dts;
  if (dts != CMEDIA_NO_TIME) packet->dts = dts;
  enum AVMediaType type = output->format->streams[place]->codecpar->codec_type;
  if (type == AVMEDIA_TYPE_SUBTITLE && packet->pts != AV_NOPTS_VALUE) {
    int64_t rest = av_sat_sub64(output->ends[place], packet->pts);
    if (rest > 0) packet->duration = FFMIN(packet->duration, rest);
  }
  if (stream == output->selected && !output->has_started) {
    output->has_started = true;
    result = bring_parameters(packet, input, is_bare(output));
  }
  if (result >= 0) result = send(output, place);
  av_packet_unref(packet);
  return result;
}

int cmedia_output_write_recoded(cmedia_output *output, const cmedia_recoder *recoder, int64_t dts,
                                int64_t duration) {
  const AVPacket *from = recoder->packet;
  if (interrupt_callback(output->interrupt)) return AVERROR_EXIT;
  int place = output->places[output->selected];
  if (place < 0 || !from->data || output->is_finished) return AVERROR(EINVAL);
  AVPacket *packet = output->packet;
  int result = av_packet_ref(packet, from);
  if (result < 0) return result;
  if (dts != CMEDIA_NO_TIME) packet->dts = dts;
  packet->duration = duration;
  // Where lengths stand before the units, FFmpeg brings the sets on its way into such a container.
  if (is_bare(output) && !recoder->length_size && packet->flags & AV_PKT_FLAG_KEY) {
    result = insert(packet, 0, recoder->sets, recoder->sets_size);
  }
  if (result >= 0) result = send(output, place);
  av_packet_unref(packet);
  return result;
}

int cmedia_output_finish(cmedia_output *output, int64_t *size) {
  AVIOContext *io = output->format->pb;
  int result = av_write_trailer(output->format);
  avio_flush(io);
  // A failure while the index moves to the front shows only here.
  if (result >= 0 && io->error < 0) result = io->error;
  if (interrupt_callback(output->interrupt)) result = AVERROR_EXIT;
  *size = avio_size(io);
  // Nothing at all is no file of any kind.
  if (result >= 0 && *size <= 0) result = *size < 0 ? (int)*size : AVERROR_INVALIDDATA;
  int closed = avio_closep(&output->format->pb);
  if (result >= 0) result = closed;
  output->is_finished = result >= 0;
  return FFMIN(result, 0);
}
