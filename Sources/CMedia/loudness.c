#include "loudness.h"

#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int loudness_open(loudness *meter, int sample_rate, const AVChannelLayout *layout) {
  char arguments[256], name[128];
  int result = AVERROR(ENOMEM);
  loudness_close(meter);
  meter->momentary = meter->short_term = meter->integrated = -HUGE_VAL;
  meter->graph = avfilter_graph_alloc();
  meter->frame = av_frame_alloc();
  if (!meter->graph || !meter->frame) goto fail;
  // Threads would only wait for each other here.
  meter->graph->nb_threads = 1;

  if ((result = av_channel_layout_describe(layout, name, sizeof name)) < 0) goto fail;
  snprintf(arguments, sizeof arguments,
           "sample_rate=%d:sample_fmt=dbl:channel_layout=%s:time_base=1/%d", sample_rate, name,
           sample_rate);
  result = avfilter_graph_create_filter(&meter->source, avfilter_get_by_name("abuffer"), "source",
                                        arguments, NULL, meter->graph);
  if (result < 0) goto fail;
  AVFilterContext *scanner = NULL;
  result = avfilter_graph_create_filter(&scanner, avfilter_get_by_name("ebur128"), "scanner",
                                        "metadata=1:framelog=verbose", NULL, meter->graph);
  if (result < 0) goto fail;
  result = avfilter_graph_create_filter(&meter->sink, avfilter_get_by_name("abuffersink"), "sink",
                                        NULL, NULL, meter->graph);
  if (result < 0) goto fail;
  if ((result = avfilter_link(meter->source, 0, scanner, 0)) < 0) goto fail;
  if ((result = avfilter_link(scanner, 0, meter->sink, 0)) < 0) goto fail;
  if ((result = avfilter_graph_config(meter->graph, NULL)) < 0) goto fail;
  return 0;

fail:
  loudness_close(meter);
  return result;
}

void loudness_close(loudness *meter) {
  avfilter_graph_free(&meter->graph);
  av_frame_free(&meter->frame);
  meter->source = meter->sink = NULL;
}

/// Reads a measure off a frame; at or below `nothing` the filter means that there is none.
static void read_measure(const AVFrame *frame, const char *key, double nothing, double *measure) {
  const AVDictionaryEntry *entry = av_dict_get(frame->metadata, key, NULL, 0);
  if (!entry) return;
  double value = strtod(entry->value, NULL);
  *measure = value > nothing ? value : -HUGE_VAL;
}

int loudness_feed(loudness *meter, const double *samples, int count) {
  meter->frame->format = AV_SAMPLE_FMT_DBL;
  meter->frame->sample_rate = av_buffersink_get_sample_rate(meter->sink);
  meter->frame->nb_samples = count;
  int result = av_buffersink_get_ch_layout(meter->sink, &meter->frame->ch_layout);
  if (result < 0) goto done;
  if ((result = av_frame_get_buffer(meter->frame, 0)) < 0) goto done;
  int channels = av_buffersink_get_channels(meter->sink);
  size_t size = sizeof *samples * (size_t)count * (size_t)channels;
  if (samples) {
    memcpy(meter->frame->data[0], samples, size);
  } else {
    memset(meter->frame->data[0], 0, size);
  }
  if ((result = av_buffersrc_add_frame(meter->source, meter->frame)) < 0) goto done;
  while ((result = av_buffersink_get_frame(meter->sink, meter->frame)) >= 0) {
    read_measure(meter->frame, "lavfi.r128.M", -120, &meter->momentary);
    read_measure(meter->frame, "lavfi.r128.S", -120, &meter->short_term);
    // The gate lies at -70, and that is also what the filter says before anything passed it.
    read_measure(meter->frame, "lavfi.r128.I", -70, &meter->integrated);
    av_frame_unref(meter->frame);
  }
  if (result == AVERROR(EAGAIN)) result = 0;

done:
  av_frame_unref(meter->frame);
  return result;
}
