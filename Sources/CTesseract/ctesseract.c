#include "ctesseract.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include <tesseract/capi.h>

struct ctesseract {
  TessBaseAPI *engine;
  TessResultIterator *words;
  char *text;
  bool is_first;
};

// OpenMP -----------------------------------------------------------------------------------------

// Tesseract's parallel regions name their number of threads, so neither `omp_set_num_threads` nor, once
// the process runs, OMP_THREAD_LIMIT bounds them. Allowing no active region does, for the calling thread
// alone. Looked up at run time: Tesseract may have been built without OpenMP.
static int (*active_levels)(void);
static void (*set_active_levels)(int);

// Its libraries complain to the standard error stream about pictures that are merely small or empty.
static void silence(TessBaseAPI *engine) {
  TessBaseAPISetVariable(engine, "debug_file", "/dev/null");
}

static void prepare(void) {
  active_levels = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_max_active_levels");
  set_active_levels = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_max_active_levels");
  enum { SEVERITY_NONE = 6 };
  int (*set_severity)(int) = (int (*)(int))dlsym(RTLD_DEFAULT, "setMsgSeverity");
  if (set_severity) set_severity(SEVERITY_NONE);
}

static int hold_threads(void) {
  if (!active_levels || !set_active_levels) return 0;
  int levels = active_levels();
  set_active_levels(0);
  return levels;
}

static void release_threads(int levels) {
  if (active_levels && set_active_levels) set_active_levels(levels);
}

// Opening ----------------------------------------------------------------------------------------

ctesseract_result ctesseract_open(const char *languages, const char *folder, const char *never,
                                  ctesseract **handle) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare);
  *handle = NULL;
  if (!languages[0] || !folder[0]) return CTESSERACT_INVALID;
  ctesseract *opened = calloc(1, sizeof *opened);
  if (!opened) return CTESSERACT_MEMORY;
  ctesseract_result result = CTESSERACT_MEMORY;
  if (!(opened->engine = TessBaseAPICreate())) goto fail;
  silence(opened->engine);
  result = CTESSERACT_NO_DATA;
  int levels = hold_threads();
  int code = TessBaseAPIInit2(opened->engine, folder, languages, OEM_LSTM_ONLY);
  release_threads(levels);
  if (code) goto fail;
  TessBaseAPISetVariable(opened->engine, "tessedit_char_blacklist", never);
  *handle = opened;
  return CTESSERACT_OK;

fail:
  ctesseract_close(opened);
  return result;
}

static void forget(ctesseract *handle) {
  if (handle->text) TessDeleteText(handle->text);
  if (handle->words) TessResultIteratorDelete(handle->words);
  handle->text = NULL;
  handle->words = NULL;
}

void ctesseract_close(ctesseract *handle) {
  if (!handle) return;
  forget(handle);
  if (handle->engine) TessBaseAPIDelete(handle->engine);
  free(handle);
}

// Reading ----------------------------------------------------------------------------------------

static TessPageSegMode mode_for(ctesseract_layout layout) {
  switch (layout) {
    case CTESSERACT_PAGE:
      return PSM_AUTO;
    case CTESSERACT_BLOCK:
      return PSM_SINGLE_BLOCK;
    case CTESSERACT_LINE:
      return PSM_SINGLE_LINE;
    case CTESSERACT_SPARSE:
      return PSM_SPARSE_TEXT;
  }
  return PSM_AUTO;
}

static int64_t milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_due(void *deadline, int words) {
  (void)words;
  return milliseconds_now() >= *(int64_t *)deadline;
}

ctesseract_result ctesseract_read(ctesseract *handle, const uint8_t *grey, int width, int height,
                                  int stride, ctesseract_layout layout, int milliseconds) {
  if (width < 1 || height < 1 || stride < width || milliseconds < 1) return CTESSERACT_INVALID;
  forget(handle);
  int64_t deadline = milliseconds_now() + milliseconds;
  ETEXT_DESC *monitor = TessMonitorCreate();
  if (!monitor) return CTESSERACT_MEMORY;
  TessMonitorSetCancelFunc(monitor, is_due);
  TessMonitorSetCancelThis(monitor, &deadline);
  TessBaseAPISetPageSegMode(handle->engine, mode_for(layout));
  int levels = hold_threads();
  TessBaseAPISetImage(handle->engine, grey, width, height, 1, stride);
  // A picture does not say how large its dots are, and without a number Tesseract guesses aloud.
  TessBaseAPISetSourceResolution(handle->engine, 70);
  int code = TessBaseAPIRecognize(handle->engine, monitor);
  release_threads(levels);
  TessMonitorDelete(monitor);
  if (code) return is_due(&deadline, 0) ? CTESSERACT_TIMED_OUT : CTESSERACT_FAILED;
  handle->words = TessBaseAPIGetIterator(handle->engine);
  handle->is_first = true;
  return CTESSERACT_OK;
}

ctesseract_result ctesseract_next(ctesseract *handle, ctesseract_word *word) {
  // A picture without words has no iterator.
  if (!handle->words) return CTESSERACT_END;
  for (;;) {
    if (!handle->is_first && !TessResultIteratorNext(handle->words, RIL_WORD)) return CTESSERACT_END;
    handle->is_first = false;
    if (handle->text) TessDeleteText(handle->text);
    if ((handle->text = TessResultIteratorGetUTF8Text(handle->words, RIL_WORD))) break;
  }
  const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(handle->words);
  ctesseract_box *box = &word->box;
  if (!TessPageIteratorBoundingBox(place, RIL_WORD, &box->left, &box->top, &box->right,
                                   &box->bottom)) {
    *box = (ctesseract_box){0};
  }
  word->text = handle->text;
  word->confidence = TessResultIteratorConfidence(handle->words, RIL_WORD);
  word->begins_line = TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE);
  return CTESSERACT_OK;
}

const char *ctesseract_version(void) { return TessVersion(); }
