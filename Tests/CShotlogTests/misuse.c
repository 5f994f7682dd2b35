// Opens, samples, asks, fails and frees in loops, with whatever a careless program may pass; under a leak checker it stays
// silent. `misuse FILM ROUNDS`
#include <shotlog.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *film;

#define EXPECT(expected, call) expect((expected), (call), #call, __LINE__)

static void expect(shotlog_code expected, shotlog_code given, const char *call, int line) {
  if (given == expected) return;
  fprintf(stderr, "%d: %s gave %s (%s), not %s\n", line, call, shotlog_code_name(given),
          shotlog_error_message(), shotlog_code_name(expected));
  exit(1);
}

static void demand(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "not so: %s\n", what);
  exit(1);
}

static void refuse_nonsense(void) {
  shotlog_video *video = (shotlog_video *)&film, *stray = (shotlog_video *)&film;
  shotlog_sampler *sampler = NULL;
  shotlog_picture picture = {.size = sizeof picture};
  char *json = (char *)&film;

  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open(NULL, NULL, &video));
  demand(video == NULL, "a failed call gives NULL");
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open(film, NULL, NULL));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open("", NULL, &video));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open("\xFF\xFE", NULL, &video));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open(film, "{", &video));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open(film, "[]", &video));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open(film, "{\"second\": 1}", &video));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_open(film, "{\"seconds\": \"soon\"}", &video));
  EXPECT(SHOTLOG_NOT_FOUND, shotlog_open("/nowhere/at/all", NULL, &video));
  EXPECT(SHOTLOG_IS_DIRECTORY, shotlog_open("/", NULL, &video));
  EXPECT(SHOTLOG_NOT_MEDIA, shotlog_open(__FILE__, NULL, &video));
  EXPECT(SHOTLOG_LIMIT_EXCEEDED, shotlog_open(film, "{\"bytes\": 10}", &video));
  demand(shotlog_error_code() == SHOTLOG_LIMIT_EXCEEDED, "the last failure is kept");
  demand(strstr(shotlog_error_message(), "bytes") != NULL, "a message names the limit");

  for (int place = 0; place < 2; place++) {
    EXPECT(SHOTLOG_BAD_HANDLE, shotlog_facts(stray, NULL, &json));
    demand(json == NULL, "a failed call gives NULL");
    EXPECT(SHOTLOG_BAD_HANDLE, shotlog_segments(stray, NULL, &json));
    EXPECT(SHOTLOG_BAD_HANDLE, shotlog_analyze(stray, NULL, &json));
    EXPECT(SHOTLOG_BAD_HANDLE, shotlog_sample(stray, NULL, &sampler));
    EXPECT(SHOTLOG_BAD_HANDLE, shotlog_next((shotlog_sampler *)stray, &picture));
    EXPECT(SHOTLOG_BAD_HANDLE, shotlog_sampler_layout((shotlog_sampler *)stray, NULL, NULL, NULL, NULL));
    shotlog_cancel(stray);
    shotlog_close(stray);
    shotlog_sampler_close((shotlog_sampler *)stray);
    stray = NULL;
  }
  shotlog_free(NULL);
}

static void sample(void) {
  shotlog_video *video;
  shotlog_sampler *sampler, *other;
  shotlog_picture picture = {.size = sizeof picture}, small = {.size = 8};
  int32_t width = 0, height = 0, channels = 0;
  size_t bytes = 0;
  EXPECT(SHOTLOG_OK, shotlog_open(film, "{}", &video));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_sample(video, "{\"fps\": 1, \"all\": true}", &sampler));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_sample(video, "{\"fps\": 0}", &sampler));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_sample(video, "{\"size\": \"big\"}", &sampler));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_sample(video, "{\"from\": 2, \"to\": 1}", &sampler));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_sample(video, NULL, NULL));
  EXPECT(SHOTLOG_OK, shotlog_sample(video, "{\"all\": true, \"size\": \"64x36!\", \"format\": \"grey\"}", &sampler));
  EXPECT(SHOTLOG_OK, shotlog_sampler_layout(sampler, &width, &height, &channels, &bytes));
  demand(width == 64 && height == 36 && channels == 1 && bytes == 64 * 36, "the layout is the one asked for");
  uint8_t *buffer = malloc(bytes);
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_next(sampler, NULL));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_next(sampler, &small));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_next_into(sampler, NULL, bytes, &picture));
  EXPECT(SHOTLOG_BUFFER_TOO_SMALL, shotlog_next_into(sampler, buffer, bytes - 1, &picture));
  int64_t count = 0;
  for (shotlog_code code; (code = count % 2 ? shotlog_next_into(sampler, buffer, bytes, &picture)
                                            : shotlog_next(sampler, &picture)) == SHOTLOG_OK; count++) {
    demand(picture.ordinal == count, "nothing is passed over");
    demand((picture.pixels == buffer) == count % 2, "the picture lies where it was wanted");
    unsigned sum = 0;
    for (size_t place = 0; place < picture.bytes; place++) sum += picture.pixels[place];
    demand(sum > 0, "something is drawn");
  }
  EXPECT(SHOTLOG_END, shotlog_next(sampler, &picture));
  demand(count > 10, "there are pictures");
  // Left in the middle, and closed twice.
  EXPECT(SHOTLOG_OK, shotlog_sample(video, "{\"fps\": 25}", &other));
  EXPECT(SHOTLOG_OK, shotlog_next(other, &picture));
  shotlog_sampler_close(other);
  shotlog_sampler_close(other);
  EXPECT(SHOTLOG_BAD_HANDLE, shotlog_next(other, &picture));
  // A sampler ends with its video.
  shotlog_close(video);
  EXPECT(SHOTLOG_BAD_HANDLE, shotlog_next(sampler, &picture));
  shotlog_close(video);
  free(buffer);
}

static void ask(void) {
  shotlog_video *video;
  char *json;
  EXPECT(SHOTLOG_OK, shotlog_open(film, NULL, &video));
  EXPECT(SHOTLOG_OK, shotlog_facts(video, "{\"exact\": true}", &json));
  shotlog_free(json);
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_segments(video, "{\"policy\": \"fixed\"}", &json));
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_segments(video, "{\"min\": 9, \"max\": 3}", &json));
  EXPECT(SHOTLOG_OK, shotlog_segments(video, "{\"policy\": \"fixed\", \"length\": 1}", &json));
  demand(strstr(json, "shotlog.segments/1") != NULL, "segments come as their document");
  shotlog_free(json);
  EXPECT(SHOTLOG_INVALID_REQUEST, shotlog_analyze(video, "{\"schema\": {}}", &json));
  EXPECT(SHOTLOG_OK, shotlog_analyze(video, NULL, &json));
  demand(strstr(json, "shotlog.analysis/1") != NULL, "an analysis comes as its document");
  shotlog_free(json);
  shotlog_cancel(video);
  EXPECT(SHOTLOG_CANCELLED, shotlog_segments(video, NULL, &json));
  EXPECT(SHOTLOG_CANCELLED, shotlog_analyze(video, NULL, &json));
  shotlog_close(video);
}

// Each thread has a failure of its own, and closes what the others use.
static void *race(void *shared) {
  shotlog_sampler *sampler;
  shotlog_picture picture = {.size = sizeof picture};
  demand(shotlog_error_code() == SHOTLOG_OK && !*shotlog_error_message(), "a new thread has not failed");
  if (shotlog_sample(shared, "{\"all\": true, \"size\": 32}", &sampler) == SHOTLOG_OK) {
    for (int place = 0; place < 8; place++) shotlog_next(sampler, &picture);
    shotlog_close(shared);
    shotlog_sampler_close(sampler);
  }
  return NULL;
}

static void race_all(void) {
  shotlog_video *video;
  pthread_t threads[4];
  EXPECT(SHOTLOG_OK, shotlog_open(film, NULL, &video));
  for (int place = 0; place < 4; place++) pthread_create(&threads[place], NULL, race, video);
  for (int place = 0; place < 4; place++) pthread_join(threads[place], NULL);
  shotlog_close(video);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  film = words[1];
  for (int round = atoi(words[2]); round > 0; round--) {
    refuse_nonsense();
    sample();
    ask();
    race_all();
  }
  puts("sound");
  return 0;
}
