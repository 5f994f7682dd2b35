// Every difference between FFmpeg 5.1 and 8 that this shim meets, with its reason.
#pragma once

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
#include <string.h>

// 6.0 renamed `pkt_duration`; 7.0 removed the old name.
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
#define FRAME_DURATION(frame) ((frame)->duration)
#else
#define FRAME_DURATION(frame) ((frame)->pkt_duration)
#endif

// 6.1 turned the two ints into flags; 8.0 removed the ints.
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(58, 29, 100)
#define FRAME_IS_KEY(frame) (((frame)->flags & AV_FRAME_FLAG_KEY) != 0)
#define FRAME_IS_INTERLACED(frame) (((frame)->flags & AV_FRAME_FLAG_INTERLACED) != 0)
#define FRAME_IS_TOP_FIRST(frame) (((frame)->flags & AV_FRAME_FLAG_TOP_FIELD_FIRST) != 0)
#else
#define FRAME_IS_KEY(frame) ((frame)->key_frame != 0)
#define FRAME_IS_INTERLACED(frame) ((frame)->interlaced_frame != 0)
#define FRAME_IS_TOP_FIRST(frame) ((frame)->top_field_first != 0)
#endif

// 6.0 lets a packet's `opaque` travel to its frame; before, only `reordered_opaque` of the codec
// context did, which 7.0 removed. Both carry the packet's number here.
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 3, 100)
#define NUMBER_CODEC_FLAGS AV_CODEC_FLAG_COPY_OPAQUE
#define NUMBER_PACKET(codec, packet, number) \
  ((void)(codec), (packet)->opaque = (void *)(intptr_t)(number))
#define FRAME_NUMBER(frame) ((int64_t)(intptr_t)(frame)->opaque)
#else
#define NUMBER_CODEC_FLAGS 0
#define NUMBER_PACKET(codec, packet, number) ((void)(packet), (codec)->reordered_opaque = (number))
#define FRAME_NUMBER(frame) ((frame)->reordered_opaque)
#endif

// 6.1 moved a stream's side data, the display matrix among it, to its codec parameters; 8.0 removed the
// old place.
static inline const uint8_t *stream_side_data(const AVStream *stream, enum AVPacketSideDataType type,
                                              size_t *size) {
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 102)
  const AVPacketSideData *data = av_packet_side_data_get(
      stream->codecpar->coded_side_data, stream->codecpar->nb_coded_side_data, type);
  if (size) *size = data ? data->size : 0;
  return data ? data->data : NULL;
#else
  return av_stream_get_side_data(stream, type, size);
#endif
}

// The same move brought the copy along with the parameters; before, it is made by hand.
static inline int stream_copy_side_data(AVStream *to, const AVStream *from) {
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 102)
  (void)to, (void)from;
#else
  for (int index = 0; index < from->nb_side_data; index++) {
    const AVPacketSideData *data = &from->side_data[index];
    uint8_t *copy = av_stream_new_side_data(to, data->type, data->size);
    if (!copy) return AVERROR(ENOMEM);
    memcpy(copy, data->data, data->size);
  }
#endif
  return 0;
}

// 8.0 renamed the profile constants and moved their names' look-up to the descriptor; the call that
// takes a codec identifier is in all of them.
#define PROFILE_NAME(parameters) avcodec_profile_name((parameters)->codec_id, (parameters)->profile)
