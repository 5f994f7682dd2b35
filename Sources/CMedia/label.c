// Short texts onto pictures, through libavfilter.
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <stdio.h>

#include "internal.h"
#include "log.h"

// Loading a font takes longer than writing a hundred labels, so one filter writes them all, a pass
// each. Of what a frame carries, its metadata can be written, and its time can tell the place: both
// x and y in one number of seconds.
enum { SPAN = 65536, MIDDLE = SPAN / 2 };

static int64_t time_for(const cmedia_label *label) {
  int64_t x = av_clip(label->x, 1 - MIDDLE, MIDDLE - 1) + MIDDLE;
  int64_t y = av_clip(label->y, 1 - MIDDLE, MIDDLE - 1) + MIDDLE;
  return y * SPAN + x;
}

static int create_writer(AVFilterGraph *graph, int type_size, AVFilterContext **writer) {
  const AVFilter *filter = avfilter_get_by_name("drawtext");
  if (!filter) return AVERROR_FILTER_NOT_FOUND;
  if (!(*writer = avfilter_graph_alloc_filter(graph, filter, NULL))) return AVERROR(ENOMEM);
  char x[64], y[64], size[16], border[16];
  snprintf(x, sizeof x, "mod(t,%d)-%d-text_w/2", SPAN, MIDDLE);
  snprintf(y, sizeof y, "floor(t/%d)-%d", SPAN, MIDDLE);
  snprintf(size, sizeof size, "%d", type_size);
  snprintf(border, sizeof border, "%d", FFMAX(1, type_size / 12));
  const char *const options[][2] = {
      {"text", "%{metadata:label}"}, {"font", "DejaVu Sans"}, {"fontsize", size},
      {"fontcolor", "white"},        {"borderw", border},     {"bordercolor", "black@0.8"},
      {"x", x},                      {"y", y},
  };
  for (size_t index = 0; index < FF_ARRAY_ELEMS(options); index++) {
    // One by one they need no escaping.
    int result = av_opt_set(*writer, options[index][0], options[index][1], AV_OPT_SEARCH_CHILDREN);
    if (result < 0) return result;
  }
  return avfilter_init_str(*writer, NULL);
}

/// Sends the frame through the writer once for each label.
static int draw(AVFrame *frame, int type_size, const cmedia_label *labels, int count) {
  AVFilterContext *source = NULL, *writer = NULL, *sink = NULL;
  char arguments[128];
  int result = AVERROR(ENOMEM);
  AVFilterGraph *graph = avfilter_graph_alloc();
  if (!graph) return result;
  graph->nb_threads = 1;
  snprintf(arguments, sizeof arguments, "width=%d:height=%d:pix_fmt=rgb24:time_base=1/1",
           frame->width, frame->height);
  result = avfilter_graph_create_filter(&source, avfilter_get_by_name("buffer"), NULL, arguments,
                                        NULL, graph);
  if (result < 0) goto done;
  if ((result = create_writer(graph, type_size, &writer)) < 0) goto done;
  result = avfilter_graph_create_filter(&sink, avfilter_get_by_name("buffersink"), NULL, NULL, NULL,
                                        graph);
  if (result < 0) goto done;
  if ((result = avfilter_link(source, 0, writer, 0)) < 0) goto done;
  if ((result = avfilter_link(writer, 0, sink, 0)) < 0) goto done;
  if ((result = avfilter_graph_config(graph, NULL)) < 0) goto done;
  for (int index = 0; index < count; index++) {
    frame->pts = time_for(&labels[index]);
    if ((result = av_dict_set(&frame->metadata, "label", labels[index].text, 0)) < 0) goto done;
    if ((result = av_buffersrc_add_frame(source, frame)) < 0) goto done;
    if ((result = av_buffersink_get_frame(sink, frame)) < 0) goto done;
  }
  result = 0;

done:
  avfilter_graph_free(&graph);
  return result;
}

int cmedia_draw_labels(uint8_t *rgb, int width, int height, int type_size,
                       const cmedia_label *labels, int count) {
  log_capture();
  if (width < 1 || height < 1 || type_size < 1) return AVERROR(EINVAL);
  if (count < 1) return CMEDIA_OK;
  const enum AVPixelFormat format = AV_PIX_FMT_RGB24;
  uint8_t *planes[4] = {rgb};
  int strides[4] = {3 * width};
  int result = AVERROR(ENOMEM);
  AVFrame *frame = av_frame_alloc();
  if (!frame) return result;
  frame->format = format;
  frame->width = width;
  frame->height = height;
  if ((result = av_frame_get_buffer(frame, 0)) < 0) goto done;
  av_image_copy(frame->data, frame->linesize, (const uint8_t **)planes, strides, format, width,
                height);
  if ((result = draw(frame, type_size, labels, count)) < 0) goto done;
  if (frame->format != format || frame->width != width || frame->height != height) {
    result = AVERROR_BUG;
    goto done;
  }
  av_image_copy(planes, strides, (const uint8_t **)frame->data, frame->linesize, format, width,
                height);
  result = CMEDIA_OK;

done:
  av_frame_free(&frame);
  return result;
}
