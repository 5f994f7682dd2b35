// The last thing FFmpeg said on each thread, to explain its error codes.
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <libavutil/log.h>

#include "decoder.h"
#include "log.h"

static _Thread_local char last_line[512];
static _Thread_local int last_level;
static _Thread_local int told;  // 0, or a code that FFmpeg has not

/// Takes out where in memory the speaker lives: "[hls @ 0x5577]" becomes "[hls]".
static void forget_addresses(char *line) {
  char *address;
  while ((address = strstr(line, " @ 0x"))) {
    char *rest = address + 5 + strspn(address + 5, "0123456789abcdef");
    memmove(address, rest, strlen(rest) + 1);
  }
}

static void keep_line(void *context, int level, const char *format, va_list arguments) {
  if (level > AV_LOG_WARNING) return;
  if (level <= AV_LOG_ERROR) decoder_heard(context);
  char line[sizeof last_line];
  int is_first = 1;
  av_log_format_line2(context, level, format, arguments, line, sizeof line, &is_first);
  line[strcspn(line, "\r\n")] = 0;
  if (!line[0]) return;
  // FFmpeg has no error codes of its own for these.
  if (strstr(line, "not on whitelist") || strstr(line, "is not in allowed_")) told = REFUSED_PROTOCOL;
  if (strstr(line, "exceeds max_streams")) told = TOO_MANY_STREAMS;
  forget_addresses(line);
  // A warning never hides an error.
  if (last_line[0] && level > last_level) return;
  last_level = level;
  memcpy(last_line, line, sizeof line);
}

static void install(void) { av_log_set_callback(keep_line); }

void log_capture(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
}

int log_explain(int result) { return result < 0 && told ? told : result; }

void cmedia_forget_log(void) {
  last_line[0] = 0;
  told = 0;
}

void cmedia_describe_error(int result, char *text, size_t size) {
  char name[AV_ERROR_MAX_STRING_SIZE] = "";
  if (result == REFUSED_PROTOCOL) {
    snprintf(name, sizeof name, "Protocol refused");
  } else if (result == TOO_MANY_STREAMS) {
    snprintf(name, sizeof name, "Too many streams");
  } else {
    av_strerror(result, name, sizeof name);
  }
  if (last_line[0]) {
    snprintf(text, size, "%s; %s", name, last_line);
  } else {
    snprintf(text, size, "%s", name);
  }
}

cmedia_fault cmedia_fault_of(int result) {
  switch (result) {
    case AVERROR(ENOENT):
    case AVERROR_HTTP_NOT_FOUND:
      return CMEDIA_FAULT_NOT_FOUND;
    case AVERROR(EACCES):
    case AVERROR(EPERM):
    case AVERROR_HTTP_FORBIDDEN:
    case AVERROR_HTTP_UNAUTHORIZED:
      return CMEDIA_FAULT_PERMISSION;
    case AVERROR_INVALIDDATA:
    case AVERROR_STREAM_NOT_FOUND:
      return CMEDIA_FAULT_INVALID_DATA;
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
    case AVERROR(ENOSYS):
      return CMEDIA_FAULT_UNSUPPORTED;
    case AVERROR_EXIT:
    case AVERROR(EINTR):
      return CMEDIA_FAULT_INTERRUPTED;
    case REFUSED_PROTOCOL:
    case AVERROR_PROTOCOL_NOT_FOUND:
      return CMEDIA_FAULT_REFUSED_PROTOCOL;
    case TOO_MANY_STREAMS:
      return CMEDIA_FAULT_TOO_MANY_STREAMS;
    case AVERROR(ENOMEM):
      return CMEDIA_FAULT_MEMORY;
    case AVERROR_EOF:
      return CMEDIA_FAULT_END_OF_FILE;
    case AVERROR_ENCODER_NOT_FOUND:
      return CMEDIA_FAULT_NO_ENCODER;
    default:
      return CMEDIA_FAULT_OTHER;
  }
}

const char *cmedia_versions(void) {
  static char text[128];
  unsigned format = avformat_version(), codec = avcodec_version();
  snprintf(text, sizeof text, "FFmpeg %s, libavformat %u.%u, libavcodec %u.%u", av_version_info(),
           format >> 16, format >> 8 & 255, codec >> 16, codec >> 8 & 255);
  return text;
}
