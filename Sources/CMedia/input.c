#include <libavutil/avstring.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <string.h>

#include "internal.h"
#include "log.h"
#include "segment.h"

enum {
  BUFFER_SIZE = 64 * 1024,
  /// A demuxer that only fails any more is at its end, whatever it says.
  MAX_CONSECUTIVE_FAILURES = 100,
  /// No stream needs nearly as many bytes of parameter sets.
  SETS_CAPACITY = 64 * 1024,
};

// Bytes ------------------------------------------------------------------------------------------

static int read_bytes(void *opaque, uint8_t *buffer, int size) {
  cmedia_input *input = opaque;
  int count = input->bytes.read(input->bytes.context, buffer, size);
  if (count > 0) return count;
  return count == 0 ? AVERROR_EOF : AVERROR(EIO);
}

static int64_t seek_bytes(void *opaque, int64_t offset, int whence) {
  cmedia_input *input = opaque;
  whence &= ~AVSEEK_FORCE;
  if (whence == AVSEEK_SIZE) return input->bytes.size >= 0 ? input->bytes.size : AVERROR(ENOSYS);
  if (whence == SEEK_CUR) offset += input->io->pos;
  if (whence == SEEK_END) {
    if (input->bytes.size < 0) return AVERROR(ENOSYS);
    offset += input->bytes.size;
  }
  int64_t reached = input->bytes.seek(input->bytes.context, offset);
  return reached >= 0 ? reached : AVERROR(EIO);
}

static int open_bytes(cmedia_input *input, const cmedia_source *source) {
  if (!source->bytes) {
    AVDictionary *options = NULL;
    av_dict_set(&options, "protocol_whitelist", source->protocols, 0);
    AVIOInterruptCB interrupt = {interrupt_callback, input->interrupt};
    int result = avio_open2(&input->io, source->url, AVIO_FLAG_READ, &interrupt, &options);
    av_dict_free(&options);
    return result;
  }
  input->bytes = *source->bytes;
  uint8_t *buffer = av_malloc(BUFFER_SIZE);
  if (!buffer) return AVERROR(ENOMEM);
  input->io = avio_alloc_context(buffer, BUFFER_SIZE, 0, input, read_bytes, NULL,
                                 input->bytes.seek ? seek_bytes : NULL);
  if (!input->io) {
    av_free(buffer);
    return AVERROR(ENOMEM);
  }
  return 0;
}

static void close_bytes(cmedia_input *input) {
  if (!input->io) return;
  if (input->bytes.read) {
    av_freep(&input->io->buffer);
    avio_context_free(&input->io);
  } else {
    avio_closep(&input->io);
  }
}

// Opening ----------------------------------------------------------------------------------------

int cmedia_input_open(const cmedia_source *source, cmedia_interrupt *interrupt, cmedia_input **input) {
  log_capture();
  int result = AVERROR(ENOMEM);
  *input = NULL;
  cmedia_input *opened = av_mallocz(sizeof *opened);
  if (!opened) return result;
  opened->interrupt = interrupt;
  opened->selected = -1;
  opened->scratch = av_packet_alloc();
  opened->lookahead = av_packet_alloc();
  opened->format = avformat_alloc_context();
  if (!opened->scratch || !opened->lookahead || !opened->format) goto fail;

  opened->format->interrupt_callback = (AVIOInterruptCB){interrupt_callback, interrupt};
  // The file itself is opened here, so that FFmpeg's own list can be for what is inside only.
  if ((result = open_bytes(opened, source)) < 0) goto fail;
  opened->format->pb = opened->io;
  opened->format->flags |= AVFMT_FLAG_CUSTOM_IO;
  // FFmpeg takes an empty list for none at all in some places, so name what does not exist.
  const char *nested = source->nested_protocols[0] ? source->nested_protocols : "none";
  opened->format->protocol_whitelist = av_strdup(nested);
  if (!opened->format->protocol_whitelist) {
    result = AVERROR(ENOMEM);
    goto fail;
  }
  if (source->probe_bytes > 0) opened->format->probesize = source->probe_bytes;
  if (source->max_streams > 0) opened->format->max_streams = source->max_streams;
  // FFmpeg takes such a name for that of many pictures, whatever is in the file.
  bool is_pattern = !source->bytes && strchr(source->url, '%') && av_strstart(source->url, "file:", NULL);
  const char *name = is_pattern ? "media" : source->url;
  if ((result = avformat_open_input(&opened->format, name, NULL, NULL)) < 0) goto fail;
  if ((result = avformat_find_stream_info(opened->format, NULL)) < 0) goto fail;
  if (interrupt_callback(interrupt)) {
    result = AVERROR_EXIT;
    goto fail;
  }
  *input = opened;
  return CMEDIA_OK;

fail:
  result = log_explain(result);
  if (interrupt_callback(interrupt)) result = AVERROR_EXIT;
  cmedia_input_close(opened);
  return result;
}

void cmedia_input_close(cmedia_input *input) {
  if (!input) return;
  cmedia_segment_free(input->upcoming);
  av_packet_free(&input->scratch);
  av_packet_free(&input->lookahead);
  avformat_close_input(&input->format);
  close_bytes(input);
  av_free(input->sets);
  av_free(input);
}

// Describing -------------------------------------------------------------------------------------

cmedia_container cmedia_input_describe(const cmedia_input *input) {
  const AVFormatContext *format = input->format;
  return (cmedia_container){
      .format = format->iformat->name,
      .long_name = format->iformat->long_name ? format->iformat->long_name : format->iformat->name,
      .start = known(format->start_time),
      .duration = known(format->duration),
      .bit_rate = format->bit_rate,
      .size = input->io ? avio_size(input->io) : -1,
      .stream_count = (int)format->nb_streams,
      .chapter_count = (int)format->nb_chapters,
      .tag_count = av_dict_count(format->metadata),
  };
}

static cmedia_stream_kind kind_of(const AVStream *stream) {
  const AVCodecDescriptor *descriptor = avcodec_descriptor_get(stream->codecpar->codec_id);
  switch (stream->codecpar->codec_type) {
    case AVMEDIA_TYPE_VIDEO:
      return CMEDIA_STREAM_VIDEO;
    case AVMEDIA_TYPE_AUDIO:
      return CMEDIA_STREAM_AUDIO;
    case AVMEDIA_TYPE_SUBTITLE:
      return descriptor && descriptor->props & AV_CODEC_PROP_BITMAP_SUB ? CMEDIA_STREAM_PICTURE_TEXT
                                                                        : CMEDIA_STREAM_TEXT;
    default:
      return CMEDIA_STREAM_OTHER;
  }
}

void stream_orientation(const AVStream *stream, int *rotation, bool *mirrored) {
  *rotation = 0;
  *mirrored = false;
  size_t size = 0;
  const uint8_t *data = stream_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (!data || size < 9 * sizeof(int32_t)) return;
  int32_t matrix[9];
  memcpy(matrix, data, sizeof matrix);
  int64_t determinant = (int64_t)matrix[0] * matrix[4] - (int64_t)matrix[1] * matrix[3];
  if (determinant < 0) {
    *mirrored = true;
    av_display_matrix_flip(matrix, 1, 0);
  }
  double angle = av_display_rotation_get(matrix);
  if (angle != angle) return;
  // FFmpeg counts against the clock. Only quarter turns are honoured: a player shows no others either.
  int quarters = (int)((angle < 0 ? -angle + 45 : 360 - angle + 45) / 90);
  *rotation = quarters % 4 * 90;
}

cmedia_hdr transfer_hdr(enum AVColorTransferCharacteristic transfer) {
  switch (transfer) {
    case AVCOL_TRC_SMPTE2084:
      return CMEDIA_HDR_PQ;
    case AVCOL_TRC_ARIB_STD_B67:
      return CMEDIA_HDR_HLG;
    default:
      return CMEDIA_HDR_NONE;
  }
}

static const char *field_order_name(enum AVFieldOrder order) {
  switch (order) {
    case AV_FIELD_PROGRESSIVE: return "progressive";
    case AV_FIELD_TT: return "tt";
    case AV_FIELD_BB: return "bb";
    case AV_FIELD_TB: return "tb";
    case AV_FIELD_BT: return "bt";
    default: return NULL;
  }
}

/// FFmpeg's name unless it stands for not knowing.
static const char *named(const char *name, bool is_known) { return is_known ? name : NULL; }

static void describe_pictures(const cmedia_input *input, AVStream *stream, cmedia_stream *out) {
  const AVCodecParameters *parameters = stream->codecpar;
  AVRational aspect = av_guess_sample_aspect_ratio(input->format, stream, NULL);
  out->width = parameters->width;
  out->height = parameters->height;
  out->sample_aspect = (cmedia_rational){aspect.num, aspect.den};
  stream_orientation(stream, &out->rotation, &out->mirrored);
  out->average_rate = (cmedia_rational){stream->avg_frame_rate.num, stream->avg_frame_rate.den};
  out->real_rate = (cmedia_rational){stream->r_frame_rate.num, stream->r_frame_rate.den};
  const AVPixFmtDescriptor *pixels = av_pix_fmt_desc_get(parameters->format);
  if (pixels) {
    out->pixel_format = pixels->name;
    out->bit_depth = pixels->comp[0].depth;
    out->has_alpha = (pixels->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
  }
  out->color_range = named(av_color_range_name(parameters->color_range),
                           parameters->color_range != AVCOL_RANGE_UNSPECIFIED);
  out->color_primaries = named(av_color_primaries_name(parameters->color_primaries),
                               parameters->color_primaries != AVCOL_PRI_UNSPECIFIED);
  out->color_transfer = named(av_color_transfer_name(parameters->color_trc),
                              parameters->color_trc != AVCOL_TRC_UNSPECIFIED);
  out->color_space = named(av_color_space_name(parameters->color_space),
                           parameters->color_space != AVCOL_SPC_UNSPECIFIED);
  out->field_order = field_order_name(parameters->field_order);
  out->hdr = transfer_hdr(parameters->color_trc);
  out->has_dolby_vision = stream_side_data(stream, AV_PKT_DATA_DOVI_CONF, NULL) != NULL;
  out->has_hdr10_metadata =
      stream_side_data(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA, NULL) ||
      stream_side_data(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL, NULL);
  out->reorder_depth = parameters->video_delay;
}

static void describe_sound(const AVCodecParameters *parameters, cmedia_stream *out) {
  static _Thread_local char layout[128];
  out->sample_rate = parameters->sample_rate;
  out->channels = parameters->ch_layout.nb_channels;
  if (parameters->ch_layout.order != AV_CHANNEL_ORDER_UNSPEC &&
      av_channel_layout_describe(&parameters->ch_layout, layout, sizeof layout) > 0) {
    out->channel_layout = layout;
  }
  out->sample_format = av_get_sample_fmt_name(parameters->format);
}

cmedia_stream cmedia_input_stream(const cmedia_input *input, int index) {
  AVStream *stream = input->format->streams[index];
  const AVCodecParameters *parameters = stream->codecpar;
  cmedia_stream out = {
      .kind = kind_of(stream),
      .codec = avcodec_get_name(parameters->codec_id),
      .profile = PROFILE_NAME(parameters),
      .has_decoder = avcodec_find_decoder(parameters->codec_id) != NULL,
      .is_default = (stream->disposition & AV_DISPOSITION_DEFAULT) != 0,
      .is_forced = (stream->disposition & AV_DISPOSITION_FORCED) != 0,
      .is_attached_picture = (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0,
      .time_base = {stream->time_base.num, stream->time_base.den},
      .start = known(stream->start_time),
      .duration = known(stream->duration),
      .frame_count = stream->nb_frames,
      .bit_rate = parameters->bit_rate,
      .tag_count = av_dict_count(stream->metadata),
  };
  if (out.kind == CMEDIA_STREAM_VIDEO) describe_pictures(input, stream, &out);
  if (out.kind == CMEDIA_STREAM_AUDIO) describe_sound(parameters, &out);
  return out;
}

cmedia_tag cmedia_input_tag(const cmedia_input *input, int stream, int index) {
  const AVDictionary *tags =
      stream < 0 ? input->format->metadata : input->format->streams[stream]->metadata;
  const AVDictionaryEntry *entry = NULL;
  while (index-- >= 0) entry = av_dict_get(tags, "", entry, AV_DICT_IGNORE_SUFFIX);
  return (cmedia_tag){.key = entry ? entry->key : "", .value = entry ? entry->value : ""};
}

cmedia_chapter cmedia_input_chapter(const cmedia_input *input, int index) {
  const AVChapter *found = input->format->chapters[index];
  const AVDictionaryEntry *title = av_dict_get(found->metadata, "title", NULL, 0);
  return (cmedia_chapter){
      .id = found->id,
      .start = found->start,
      .end = found->end,
      .time_base = {found->time_base.num, found->time_base.den},
      .title = title ? title->value : NULL,
  };
}

int cmedia_input_best_stream(const cmedia_input *input, cmedia_stream_kind kind) {
  enum AVMediaType type = kind == CMEDIA_STREAM_VIDEO   ? AVMEDIA_TYPE_VIDEO
                          : kind == CMEDIA_STREAM_AUDIO ? AVMEDIA_TYPE_AUDIO
                                                        : AVMEDIA_TYPE_SUBTITLE;
  int best = av_find_best_stream(input->format, type, -1, -1, NULL, 0);
  // FFmpeg takes a cover for a film where there is no film.
  bool is_cover = best >= 0 && input->format->streams[best]->disposition & AV_DISPOSITION_ATTACHED_PIC;
  return is_cover ? AVERROR_STREAM_NOT_FOUND : best;
}

// Reading ----------------------------------------------------------------------------------------

int cmedia_input_select(cmedia_input *input, int selected) {
  AVFormatContext *format = input->format;
  if (selected < 0 || selected >= (int)format->nb_streams) return AVERROR_STREAM_NOT_FOUND;
  for (unsigned stream = 0; stream < format->nb_streams; stream++) {
    format->streams[stream]->discard =
        (int)stream == selected ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
  input->selected = selected;
  input->has_entry = false;
  bitstream_open(&input->bitstream, format->streams[selected]->codecpar);
  return CMEDIA_OK;
}

/// What the demuxer says of a packet.
static cmedia_packet packet_labelled(const AVPacket *packet) {
  return (cmedia_packet){
      .pts = known(packet->pts),
      .dts = known(packet->dts),
      .duration = packet->duration,
      .position = packet->pos,
      .size = packet->size,
      .flags = (packet->flags & AV_PKT_FLAG_KEY ? CMEDIA_PACKET_KEY : 0) |
               (packet->flags & AV_PKT_FLAG_DISCARD ? CMEDIA_PACKET_HIDDEN : 0) |
               (packet->flags & AV_PKT_FLAG_CORRUPT ? CMEDIA_PACKET_CORRUPT : 0),
  };
}

cmedia_packet packet_describe(cmedia_input *input, const AVPacket *packet, packet_facts *facts) {
  cmedia_packet described = packet_labelled(packet);
  bool is_key = (described.flags & CMEDIA_PACKET_KEY) != 0;
  *facts = bitstream_read(&input->bitstream, packet->data, packet->size, is_key);
  input->met_light |= facts->has_light;
  described.flags |= (facts->is_hidden ? CMEDIA_PACKET_HIDDEN : 0) |
                     (facts->is_disposable ? CMEDIA_PACKET_DISPOSABLE : 0) |
                     (facts->is_entry ? CMEDIA_PACKET_ENTRY : 0) |
                     (facts->is_clean ? CMEDIA_PACKET_CLEAN : 0);
  return described;
}

int cmedia_input_include(cmedia_input *input, int stream) {
  if (stream < 0 || stream >= (int)input->format->nb_streams) return AVERROR_STREAM_NOT_FOUND;
  input->format->streams[stream]->discard = AVDISCARD_DEFAULT;
  return CMEDIA_OK;
}

/// Reads the next packet of the one stream, or of any that is not discarded if that is negative.
static int read_packet(cmedia_input *input, int stream, AVPacket *packet) {
  while (!interrupt_callback(input->interrupt)) {
    int result = av_read_frame(input->format, packet);
    if (result >= 0) {
      // Demuxers give packets of discarded streams, too, where that costs them nothing.
      bool is_included = input->format->streams[packet->stream_index]->discard < AVDISCARD_ALL;
      if (stream < 0 ? is_included : packet->stream_index == stream) {
        input->failures = 0;
        return CMEDIA_OK;
      }
      av_packet_unref(packet);
    } else if (result == AVERROR_EOF || ++input->failures > MAX_CONSECUTIVE_FAILURES) {
      return CMEDIA_END;
    } else if (result != AVERROR(EAGAIN)) {
      return result;
    }
  }
  return AVERROR_EXIT;
}

int input_read(cmedia_input *input, AVPacket *packet) {
  if (input->has_lookahead) {
    av_packet_move_ref(packet, input->lookahead);
    input->has_lookahead = false;
    return CMEDIA_OK;
  }
  return read_packet(input, input->selected, packet);
}

/// Reads in file order tell which packets are shown before the key packet that they follow. Containers
/// that keep few times leave out those of pictures that others need: what follows the key packet and is
/// needed by none, is shown before it.
static void mark_leading(cmedia_input *input, cmedia_packet *packet) {
  if (packet->flags & CMEDIA_PACKET_HIDDEN) return;
  if (packet->flags & CMEDIA_PACKET_ENTRY) {
    input->entry_pts = packet->pts;
    input->has_entry = input->follows_entry = true;
  } else if (input->has_entry) {
    input->follows_entry &= (packet->flags & CMEDIA_PACKET_DISPOSABLE) != 0;
    bool is_known = packet->pts != CMEDIA_NO_TIME && input->entry_pts != CMEDIA_NO_TIME;
    bool is_leading = is_known ? packet->pts < input->entry_pts : input->follows_entry;
    if (is_leading) packet->flags |= CMEDIA_PACKET_LEADING;
  }
}

/// Keeps the parameter sets of a packet: these hold from here on, whatever the container says.
static int keep_parameters(cmedia_input *input, const AVPacket *packet, bool is_entry) {
  if (!input->sets && !(input->sets = av_malloc(SETS_CAPACITY))) return AVERROR(ENOMEM);
  int kept = is_entry ? 0 : input->sets_size;
  input->sets_size = kept + bitstream_copy_parameters(&input->bitstream, packet->data, packet->size,
                                                      input->sets + kept, SETS_CAPACITY - kept);
  return CMEDIA_OK;
}

int cmedia_input_next(cmedia_input *input, cmedia_packet *packet, int *stream) {
  av_packet_unref(input->scratch);
  int result = read_packet(input, -1, input->scratch);
  if (result != CMEDIA_OK) return result;
  *stream = input->scratch->stream_index;
  if (*stream == input->selected) {
    packet_facts content;
    *packet = packet_describe(input, input->scratch, &content);
    mark_leading(input, packet);
    input->has_parameters = content.has_parameters;
    if (content.has_parameters) {
      return keep_parameters(input, input->scratch, (packet->flags & CMEDIA_PACKET_ENTRY) != 0);
    }
  } else {
    *packet = packet_labelled(input->scratch);
  }
  return CMEDIA_OK;
}

int input_look_ahead(cmedia_input *input, cmedia_packet *facts, packet_facts *content) {
  if (!input->has_lookahead) {
    int result = input->ended ? CMEDIA_END : input_read(input, input->lookahead);
    input->ended = result == CMEDIA_END;
    if (result != CMEDIA_OK) return result;
    input->lookahead_facts = packet_describe(input, input->lookahead, &input->lookahead_content);
    input->has_lookahead = true;
  }
  *facts = input->lookahead_facts;
  *content = input->lookahead_content;
  return CMEDIA_OK;
}

bool cmedia_input_met_light(const cmedia_input *input) { return input->met_light; }

/// Whether the file is long enough to hold every packet that its table lists.
bool cmedia_input_is_whole(const cmedia_input *input) {
  AVStream *stream = input_stream(input);
  int64_t size = input->io ? avio_size(input->io) : -1, end = 0;
  for (int index = 0; index < avformat_index_get_entries_count(stream); index++) {
    const AVIndexEntry *entry = avformat_index_get_entry(stream, index);
    end = FFMAX(end, entry->pos + entry->size);
  }
  return size >= end;
}

int cmedia_input_skim(cmedia_input *input, cmedia_packet *packet) {
  int result = input_read(input, input->scratch);
  if (result != CMEDIA_OK) return result;
  packet_facts facts;
  *packet = packet_describe(input, input->scratch, &facts);
  mark_leading(input, packet);
  av_packet_unref(input->scratch);
  return CMEDIA_OK;
}

// Jumping ----------------------------------------------------------------------------------------

bool cmedia_input_can_jump(const cmedia_input *input) {
  if (!input->io || !(input->io->seekable & AVIO_SEEKABLE_NORMAL)) return false;
  // These carry tables of their key pictures. What else FFmpeg offers is a search for timestamps, and
  // those may lie.
  const char *name = input->format->iformat->name;
  return av_match_name("mp4", name) || av_match_name("matroska", name) || av_match_name("avi", name);
}

int64_t input_shown_before(const cmedia_input *input, int64_t dts) {
  AVStream *stream = input_stream(input);
  if (!av_match_name("mp4", input->format->iformat->name)) return -1;
  if (stream->nb_frames <= 0 || avformat_index_get_entries_count(stream) != stream->nb_frames) return -1;
  for (int index = 0; index < avformat_index_get_entries_count(stream); index++) {
    const AVIndexEntry *entry = avformat_index_get_entry(stream, index);
    // With an edit list the table also holds what is never shown, in an order of its own.
    if (entry->flags & AVINDEX_DISCARD_FRAME) return -1;
    if (entry->timestamp == dts) return index;
    if (entry->timestamp > dts) return -1;
  }
  return -1;
}

static int jump(cmedia_input *input, int64_t target, int flags) {
  int result = av_seek_frame(input->format, input->selected, target, flags);
  if (result < 0) return result;
  cmedia_segment_free(input->upcoming);
  input->upcoming = NULL;
  av_packet_unref(input->lookahead);
  input->has_lookahead = input->ended = false;
  input->failures = 0;
  input->has_jumped = true;
  input->shown = -1;
  return CMEDIA_OK;
}

int cmedia_input_jump(cmedia_input *input, int64_t pts) {
  enum { ATTEMPTS = 5 };
  if (!cmedia_input_can_jump(input) || !input->bitstream.has_segments) return CMEDIA_IRREGULAR;
  AVRational base = input_stream(input)->time_base;
  int64_t target = pts, step = av_rescale_q(1, (AVRational){1, 1}, base);
  for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (jump(input, target, AVSEEK_FLAG_BACKWARD) < 0) return CMEDIA_IRREGULAR;
    cmedia_packet facts;
    packet_facts content;
    int result = input_look_ahead(input, &facts, &content);
    if (result == AVERROR_EXIT) return result;
    if (result != CMEDIA_OK) return CMEDIA_IRREGULAR;
    bool is_entry = facts.flags & CMEDIA_PACKET_ENTRY && facts.pts != CMEDIA_NO_TIME;
    if (is_entry && facts.pts <= pts) return CMEDIA_OK;
    // Demuxers search by decoding time, and a key picture may be shown after what leads it; or they land
    // on a key packet that is none.
    int64_t landed = facts.dts != CMEDIA_NO_TIME ? facts.dts : facts.pts;
    target = (landed != CMEDIA_NO_TIME ? FFMIN(landed, target) : target) - 1 - attempt * step;
    step *= 4;
  }
  return CMEDIA_IRREGULAR;
}

int cmedia_input_jump_to(cmedia_input *input, int64_t position, int64_t pts) {
  // Demuxers that look for the start of the next packet of any stream may read a few before the wanted.
  enum { MOST_PACKETS = 64 };
  if (position < 0 || !input->bitstream.has_segments) return CMEDIA_IRREGULAR;
  if (jump(input, position, AVSEEK_FLAG_BYTE) < 0) return CMEDIA_IRREGULAR;
  for (int count = 0; count < MOST_PACKETS; count++) {
    cmedia_packet facts;
    packet_facts content;
    int result = input_look_ahead(input, &facts, &content);
    if (result == AVERROR_EXIT) return result;
    if (result == CMEDIA_END) return CMEDIA_IRREGULAR;
    if (result == CMEDIA_OK && facts.pts == pts && facts.flags & CMEDIA_PACKET_ENTRY) return CMEDIA_OK;
    av_packet_unref(input->lookahead);
    input->has_lookahead = false;
  }
  return CMEDIA_IRREGULAR;
}
