// Text tracks: plain words out of whatever the decoders give.
#include <libavutil/avstring.h>
#include <libavutil/bprint.h>
#include <string.h>

#include "internal.h"

struct cmedia_text {
  AVCodecContext *codec;
  AVPacket *packet;
  AVRational time_base;
  AVBPrint plain;
  AVFormatContext *rest;  // what FFmpeg left of a WebVTT file
  bool is_draining;
};

// Opening ----------------------------------------------------------------------------------------

int cmedia_text_open(const cmedia_input *input, cmedia_text **text) {
  *text = NULL;
  const AVStream *stream = input_stream(input);
  const AVCodec *codec = avcodec_find_decoder(stream->codecpar->codec_id);
  if (!codec) return AVERROR_DECODER_NOT_FOUND;
  if (stream->codecpar->codec_type != AVMEDIA_TYPE_SUBTITLE) return AVERROR(EINVAL);
  int result = AVERROR(ENOMEM);
  cmedia_text *opened = av_mallocz(sizeof *opened);
  if (!opened) return result;
  opened->time_base = stream->time_base;
  av_bprint_init(&opened->plain, 0, AV_BPRINT_SIZE_UNLIMITED);
  opened->packet = av_packet_alloc();
  opened->codec = avcodec_alloc_context3(codec);
  if (!opened->packet || !opened->codec) goto fail;
  if ((result = avcodec_parameters_to_context(opened->codec, stream->codecpar)) < 0) goto fail;
  opened->codec->pkt_timebase = stream->time_base;
  // FFmpeg would refuse a whole line for one wrong byte.
  opened->codec->sub_charenc_mode = FF_SUB_CHARENC_MODE_IGNORE;
  if ((result = avcodec_open2(opened->codec, codec, NULL)) < 0) goto fail;
  *text = opened;
  return CMEDIA_OK;

fail:
  cmedia_text_close(opened);
  return result;
}

void cmedia_text_close(cmedia_text *text) {
  if (!text) return;
  avformat_close_input(&text->rest);
  avcodec_free_context(&text->codec);
  av_packet_free(&text->packet);
  av_bprint_finalize(&text->plain, NULL);
  av_free(text);
}

// Plain words ------------------------------------------------------------------------------------

static bool is_blank(char character) { return character == ' ' || character == '\t'; }

static char last(const AVBPrint *plain) {
  return plain->len && av_bprint_is_complete(plain) ? plain->str[plain->len - 1] : 0;
}

static void trim_end(AVBPrint *plain) {
  if (!av_bprint_is_complete(plain)) return;
  while (is_blank(last(plain)) || last(plain) == '\n') plain->str[--plain->len] = 0;
}

/// Ends the line; empty ones leave no trace.
static void break_line(AVBPrint *plain) {
  trim_end(plain);
  if (plain->len) av_bprint_chars(plain, '\n', 1);
}

/// Adds the character at `from`, made valid, and returns where the next one is.
static const char *add_character(AVBPrint *plain, const char *from, const char *end) {
  if (is_blank(*from)) {
    if (plain->len && last(plain) != '\n') av_bprint_chars(plain, ' ', 1);
    return from + 1;
  }
  // Neither a carriage return nor another control character is a word.
  if ((unsigned char)*from < ' ' || *from == 0x7F) return from + 1;
  const uint8_t *next = (const uint8_t *)from;
  int32_t code = 0;
  if (av_utf8_decode(&code, &next, (const uint8_t *)end, 0) < 0) {
    av_bprint_append_data(plain, "\xEF\xBF\xBD", 3);
  } else {
    av_bprint_append_data(plain, from, (unsigned)((const char *)next - from));
  }
  return (const char *)next;
}

/// The end of a markup tag of HTML's kind that begins here, or NULL if it is none.
static const char *skip_tag(const char *from, const char *end) {
  static const char *const names[] = {"b",    "i",  "u",  "s",      "font", "span", "c",
                                      "lang", "em", "v",  "strong", "ruby", "rt",   "tt",
                                      "div",  "p",  "br", NULL};
  const char *name = from + 1;
  if (name < end && *name == '/') name++;
  size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  for (int index = 0; names[index]; index++) {
    if (strlen(names[index]) != length || av_strncasecmp(name, names[index], length)) continue;
    const char *after = name + length;
    if (!*after || !strchr(" ./>", *after)) return NULL;
    const char *close = strpbrk(after, "<>\n");
    return close && *close == '>' ? close + 1 : NULL;
  }
  return NULL;
}

/// The end of an entity that begins here, or NULL if it is none.
static const char *skip_entity(const char *from, const char **character) {
  static const char *const entities[][2] = {
      {"&amp;", "&"},  {"&lt;", "<"},   {"&gt;", ">"},  {"&quot;", "\""},
      {"&apos;", "'"}, {"&#39;", "'"},  {"&nbsp;", " "}, {NULL, NULL},
  };
  for (int index = 0; entities[index][0]; index++) {
    if (!av_strstart(from, entities[index][0], &from)) continue;
    *character = entities[index][1];
    return from;
  }
  return NULL;
}

/// Adds plain text that may still hold markup of HTML's kind.
static void add_text(AVBPrint *plain, const char *from, const char *end, enum AVCodecID codec) {
  // WebVTT's decoder has undone it all: what looks like markup now is to be seen. ASS has none.
  bool may_have_tags = codec != AV_CODEC_ID_WEBVTT && codec != AV_CODEC_ID_ASS;
  // SubRip has no entities, but many files were made from something that has.
  bool may_have_entities = codec == AV_CODEC_ID_SUBRIP || codec == AV_CODEC_ID_TEXT;
  while (from < end) {
    const char *next = NULL, *character = NULL;
    if (*from == '\n') {
      break_line(plain);
      from++;
    } else if (may_have_tags && *from == '<' && (next = skip_tag(from, end)) && next <= end) {
      from = next;
    } else if (may_have_entities && *from == '&' && (next = skip_entity(from, &character)) &&
               next <= end) {
      add_character(plain, character, character + 1);
      from = next;
    } else {
      from = add_character(plain, from, end);
    }
  }
}

/// Whether a group of override tags switches drawing on or off; as before, if it does neither.
static bool draws_after(const char *from, const char *end, bool draws) {
  for (; from + 2 < end; from++) {
    if (from[0] != '\\' || from[1] != 'p' || from[2] < '0' || from[2] > '9') continue;
    const char *digit = from + 2;
    while (digit < end && *digit == '0') digit++;
    draws = digit < end && *digit > '0' && *digit <= '9';
  }
  return draws;
}

/// Adds the text of an ASS event, without its fields and override tags.
static void add_event(AVBPrint *plain, const char *event, enum AVCodecID codec) {
  enum { FIELDS_BEFORE_TEXT = 8 };
  static const char space[] = " ";
  // SubRip's decoder leaves backslashes as they are, like ASS itself.
  const char *escaped = codec == AV_CODEC_ID_ASS || codec == AV_CODEC_ID_SUBRIP ? "{}" : "{}\\";
  bool draws = false;
  for (int field = 0; field < FIELDS_BEFORE_TEXT; field++) {
    const char *comma = strchr(event, ',');
    if (!comma) return;
    event = comma + 1;
  }
  bool is_ass = codec == AV_CODEC_ID_ASS;
  while (*event) {
    // Braces in formats that know no such tags are braces.
    bool opens = *event == '{' && (is_ass || event[1] == '\\' || event[1] == '}');
    const char *close = opens ? strchr(event, '}') : NULL;
    if (close) {
      draws = draws_after(event, close, draws);
      event = close + 1;
    } else if (event[0] == '\\' && (event[1] == 'N' || event[1] == 'n')) {
      break_line(plain);
      event += 2;
    } else if (event[0] == '\\' && event[1] == 'h') {
      add_character(plain, space, space + 1);
      event += 2;
    } else if (event[0] == '\\' && event[1] && strchr(escaped, event[1])) {
      // How FFmpeg's other decoders write what would otherwise be markup.
      if (!draws) av_bprint_chars(plain, event[1], 1);
      event += 2;
    } else if (av_strstart(event, "\\\xE2\x81\xA0", NULL)) {
      // The same since FFmpeg 7: a word joiner keeps the backslash from meaning anything.
      if (!draws) av_bprint_chars(plain, '\\', 1);
      event += 4;
    } else {
      const char *end = event + 1 + strcspn(event + 1, "{\\");
      if (!draws) add_text(plain, event, end, codec);
      event = end;
    }
  }
}

// Reading ----------------------------------------------------------------------------------------

/// Opens what lies behind the place where FFmpeg stopped in a WebVTT file, if anything does.
///
/// FFmpeg 5 takes a block of styles for a broken cue and reads no further.
static int open_rest(cmedia_text *text, const cmedia_input *input) {
  const AVInputFormat *format = input->format->iformat;
  avformat_close_input(&text->rest);
  if (!av_match_name("webvtt", format->name) || !input->io) return CMEDIA_END;
  if (avio_feof(input->io)) return CMEDIA_END;
  int64_t before = avio_tell(input->io);
  text->rest = avformat_alloc_context();
  if (!text->rest) return AVERROR(ENOMEM);
  text->rest->pb = input->io;
  text->rest->flags |= AVFMT_FLAG_CUSTOM_IO;
  int result = avformat_open_input(&text->rest, NULL, format, NULL);
  if (result < 0) return result;
  return avio_tell(input->io) > before ? CMEDIA_OK : CMEDIA_END;
}

/// Reads the next packet; a negative result may be followed by further packets.
static int read_packet(cmedia_text *text, cmedia_input *input) {
  int result = CMEDIA_END;
  if (!text->rest) result = input_read(input, text->packet);
  while (result == CMEDIA_END) {
    if (text->rest && av_read_frame(text->rest, text->packet) >= 0) return CMEDIA_OK;
    if (interrupt_callback(input->interrupt)) return AVERROR_EXIT;
    if (open_rest(text, input) != CMEDIA_OK) return CMEDIA_END;
  }
  return result;
}

/// Writes the words of all parts that are shown together.
static int write_plain(cmedia_text *text, const AVSubtitle *subtitle) {
  av_bprint_clear(&text->plain);
  for (unsigned index = 0; index < subtitle->num_rects; index++) {
    const AVSubtitleRect *part = subtitle->rects[index];
    break_line(&text->plain);
    if (part->type == SUBTITLE_ASS && part->ass) {
      add_event(&text->plain, part->ass, text->codec->codec_id);
    } else if (part->type == SUBTITLE_TEXT && part->text) {
      add_text(&text->plain, part->text, part->text + strlen(part->text), text->codec->codec_id);
    }
  }
  trim_end(&text->plain);
  return av_bprint_is_complete(&text->plain) ? 0 : AVERROR(ENOMEM);
}

/// Finds when the words are shown.
static void place(const cmedia_text *text, const AVSubtitle *subtitle, cmedia_text_line *line) {
  const AVRational milliseconds = {1, 1000};
  const AVPacket *packet = text->packet;
  int64_t packet_pts = av_rescale_q(packet->pts, text->time_base, AV_TIME_BASE_Q);
  bool is_of_packet = packet->pts != AV_NOPTS_VALUE &&
                      (subtitle->pts == AV_NOPTS_VALUE || subtitle->pts == packet_pts);
  int64_t pts = packet->pts;
  // Captions that come letter by letter are shown at other times than their packets'.
  if (!is_of_packet) pts = av_rescale_q(subtitle->pts, AV_TIME_BASE_Q, text->time_base);
  int64_t delay = av_rescale_q(subtitle->start_display_time, milliseconds, text->time_base);
  line->start = av_sat_add64(pts, delay);
  line->end = CMEDIA_NO_TIME;
  if (is_of_packet && packet->duration > 0) {
    line->end = av_sat_add64(packet->pts, packet->duration);
  } else if (subtitle->end_display_time > 0 && subtitle->end_display_time < UINT32_MAX) {
    int64_t duration = av_rescale_q(subtitle->end_display_time, milliseconds, text->time_base);
    line->end = av_sat_add64(pts, duration);
  }
  if (line->end != CMEDIA_NO_TIME && line->end < line->start) line->end = line->start;
}

int cmedia_text_next(cmedia_text *text, cmedia_input *input, cmedia_text_line *line) {
  for (;;) {
    if (!text->is_draining) {
      int result = read_packet(text, input);
      if (result == AVERROR_EXIT) return result;
      text->is_draining = result == CMEDIA_END;
      // What cannot be read is skipped: lines stand on their own.
      if (result < 0) continue;
    }
    // Some decoders hold lines back until they are shown the end: a packet without bytes.
    AVSubtitle subtitle = {0};
    int has_lines = 0;
    int result = avcodec_decode_subtitle2(text->codec, &subtitle, &has_lines, text->packet);
    bool has_time = text->packet->pts != AV_NOPTS_VALUE || subtitle.pts != AV_NOPTS_VALUE;
    if (result >= 0 && has_lines && has_time) {
      result = write_plain(text, &subtitle);
      place(text, &subtitle, line);
    }
    bool has_words = result >= 0 && has_lines && has_time && text->plain.len > 0;
    if (has_lines) avsubtitle_free(&subtitle);
    av_packet_unref(text->packet);
    if (result == AVERROR(ENOMEM)) return result;
    if (has_words) {
      line->plain = text->plain.str;
      return CMEDIA_OK;
    }
    if (text->is_draining && !has_lines) return CMEDIA_END;
  }
}
