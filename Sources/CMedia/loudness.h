// Loudness by EBU R128, as libavfilter measures it.
#pragma once

#include <libavfilter/avfilter.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>

typedef struct {
  AVFilterGraph *graph;
  AVFilterContext *source, *sink;
  AVFrame *frame;
  // LUFS; -HUGE_VAL where there is nothing to hear
  double momentary, short_term, integrated;
} loudness;

/// Opens a meter of packed doubles, in whatever state it is.
int loudness_open(loudness *meter, int sample_rate, const AVChannelLayout *layout);
void loudness_close(loudness *meter);
/// Measures further samples, or as much silence if there are none.
int loudness_feed(loudness *meter, const double *samples, int count);
