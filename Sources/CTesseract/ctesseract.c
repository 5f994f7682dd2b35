#include "ctesseract.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include <tesseract/capi.h>
#include <tesseract/version.h>

// The functions called here, without the `Tess` before each.
#define EACH_FUNCTION(DO) \
  DO(BaseAPICreate) DO(BaseAPIDelete) DO(BaseAPIGetIterator) DO(BaseAPIInit2) \
  DO(BaseAPIRecognize) DO(BaseAPISetImage) DO(BaseAPISetPageSegMode) \
  DO(BaseAPISetSourceResolution) DO(BaseAPISetVariable) DO(DeleteText) DO(MonitorCreate) \
  DO(MonitorDelete) DO(MonitorSetCancelFunc) DO(MonitorSetCancelThis) \
  DO(PageIteratorBoundingBox) DO(PageIteratorIsAtBeginningOf) DO(ResultIteratorConfidence) \
  DO(ResultIteratorDelete) DO(ResultIteratorGetPageIteratorConst) \
  DO(ResultIteratorGetUTF8Text) DO(ResultIteratorNext)

#define MEMBER(name) __typeof__(&Tess##name) name;
static struct {
  EACH_FUNCTION(MEMBER)
} tess;
#undef MEMBER

struct ctesseract {
  TessBaseAPI *engine;
  TessResultIterator *words;
  char *text;
  bool is_first;
};

// Loading ----------------------------------------------------------------------------------------

const char *ctesseract_library(void) {
#define QUOTED(text) #text
#define NAME_OF(major) "libtesseract.so." QUOTED(major)
  return NAME_OF(TESSERACT_MAJOR_VERSION);
#undef NAME_OF
#undef QUOTED
}

// Tesseract's parallel regions name their number of threads, so neither `omp_set_num_threads` nor, once
// the process runs, OMP_THREAD_LIMIT bounds them. Allowing no active region does, for the calling thread
// alone. Not there if Tesseract was built without OpenMP.
static int (*active_levels)(void);
static void (*set_active_levels)(int);

// Nobody who reads no text waits for Tesseract, the dozen libraries it brings, and their thousands of
// symbols: they are loaded when the first engine is opened, and stay.
static bool load(void) {
  void *library = dlopen(ctesseract_library(), RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
#define LOOK_UP(name) \
  if (!(*(void **)&tess.name = dlsym(library, "Tess" #name))) return false;
  EACH_FUNCTION(LOOK_UP)
#undef LOOK_UP
  // These are of the libraries that came with it.
  *(void **)&active_levels = dlsym(library, "omp_get_max_active_levels");
  *(void **)&set_active_levels = dlsym(library, "omp_set_max_active_levels");
  int (*set_severity)(int) = NULL;
  *(void **)&set_severity = dlsym(library, "setMsgSeverity");
  enum { SEVERITY_NONE = 6 };
  if (set_severity) set_severity(SEVERITY_NONE);
  return true;
}

static bool is_loaded;
static void load_once(void) { is_loaded = load(); }

// OpenMP -----------------------------------------------------------------------------------------

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

// It complains to the standard error stream about pictures that are merely small or empty.
static void silence(TessBaseAPI *engine) {
  tess.BaseAPISetVariable(engine, "debug_file", "/dev/null");
}

ctesseract_result ctesseract_open(const char *languages, const char *folder, const char *never,
                                  ctesseract **handle) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  *handle = NULL;
  if (!languages[0] || !folder[0]) return CTESSERACT_INVALID;
  pthread_once(&once, load_once);
  if (!is_loaded) return CTESSERACT_MISSING;
  ctesseract *opened = calloc(1, sizeof *opened);
  if (!opened) return CTESSERACT_MEMORY;
  ctesseract_result result = CTESSERACT_MEMORY;
  if (!(opened->engine = tess.BaseAPICreate())) goto fail;
  silence(opened->engine);
  result = CTESSERACT_NO_DATA;
  int levels = hold_threads();
  int code = tess.BaseAPIInit2(opened->engine, folder, languages, OEM_LSTM_ONLY);
  release_threads(levels);
  if (code) goto fail;
  tess.BaseAPISetVariable(opened->engine, "tessedit_char_blacklist", never);
  *handle = opened;
  return CTESSERACT_OK;

fail:
  ctesseract_close(opened);
  return result;
}

static void forget(ctesseract *handle) {
  if (handle->text) tess.DeleteText(handle->text);
  if (handle->words) tess.ResultIteratorDelete(handle->words);
  handle->text = NULL;
  handle->words = NULL;
}

void ctesseract_close(ctesseract *handle) {
  if (!handle) return;
  forget(handle);
  if (handle->engine) tess.BaseAPIDelete(handle->engine);
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
  ETEXT_DESC *monitor = tess.MonitorCreate();
  if (!monitor) return CTESSERACT_MEMORY;
  tess.MonitorSetCancelFunc(monitor, is_due);
  tess.MonitorSetCancelThis(monitor, &deadline);
  tess.BaseAPISetPageSegMode(handle->engine, mode_for(layout));
  int levels = hold_threads();
  tess.BaseAPISetImage(handle->engine, grey, width, height, 1, stride);
  // A picture does not say how large its dots are, and without a number Tesseract guesses aloud.
  tess.BaseAPISetSourceResolution(handle->engine, 70);
  int code = tess.BaseAPIRecognize(handle->engine, monitor);
  release_threads(levels);
  tess.MonitorDelete(monitor);
  if (code) return is_due(&deadline, 0) ? CTESSERACT_TIMED_OUT : CTESSERACT_FAILED;
  handle->words = tess.BaseAPIGetIterator(handle->engine);
  handle->is_first = true;
  return CTESSERACT_OK;
}

ctesseract_result ctesseract_next(ctesseract *handle, ctesseract_word *word) {
  // A picture without words has no iterator.
  if (!handle->words) return CTESSERACT_END;
  for (;;) {
    if (!handle->is_first && !tess.ResultIteratorNext(handle->words, RIL_WORD)) {
      return CTESSERACT_END;
    }
    handle->is_first = false;
    if (handle->text) tess.DeleteText(handle->text);
    if ((handle->text = tess.ResultIteratorGetUTF8Text(handle->words, RIL_WORD))) break;
  }
  const TessPageIterator *place = tess.ResultIteratorGetPageIteratorConst(handle->words);
  ctesseract_box *box = &word->box;
  if (!tess.PageIteratorBoundingBox(place, RIL_WORD, &box->left, &box->top, &box->right,
                                    &box->bottom)) {
    *box = (ctesseract_box){0};
  }
  word->text = handle->text;
  word->confidence = tess.ResultIteratorConfidence(handle->words, RIL_WORD);
  word->begins_line = tess.PageIteratorIsAtBeginningOf(place, RIL_TEXTLINE);
  return CTESSERACT_OK;
}
