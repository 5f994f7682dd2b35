#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static CURLcode readiness;
static void get_ready(void) { readiness = curl_global_init(CURL_GLOBAL_DEFAULT); }

int64_t monotonic_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

ccurl_transfer *ccurl_transfer_create(void) {
  pthread_once(&once, get_ready);
  if (readiness) return NULL;
  ccurl_transfer *transfer = calloc(1, sizeof *transfer);
  if (!transfer) return NULL;
  transfer->multi = curl_multi_init();
  transfer->easy = curl_easy_init();
  if (transfer->multi && transfer->easy) return transfer;
  ccurl_transfer_free(transfer);
  return NULL;
}

void ccurl_transfer_free(ccurl_transfer *transfer) {
  if (!transfer) return;
  if (transfer->easy) curl_easy_cleanup(transfer->easy);
  if (transfer->multi) curl_multi_cleanup(transfer->multi);
  free(transfer->lines);
  free(transfer);
}

void ccurl_transfer_cancel(ccurl_transfer *transfer) {
  atomic_store(&transfer->is_cancelled, true);
  curl_multi_wakeup(transfer->multi);
}

void ccurl_transfer_rearm(ccurl_transfer *transfer) { atomic_store(&transfer->is_cancelled, false); }

// Deadlines --------------------------------------------------------------------------------------

/// Nanoseconds until `seconds` after `start`; nothing comes near to INT64_MAX if there is no limit.
static int64_t left(double seconds, int64_t start, int64_t now) {
  if (seconds <= 0 || seconds > 3e8) return INT64_MAX;
  return start + (int64_t)(seconds * 1e9) - now;
}

/// The idle clock runs from the moment the request goes out.
static bool has_begun(const ccurl_transfer *transfer) { return transfer->counted > 0; }

bool is_due(ccurl_transfer *transfer) {
  if (transfer->verdict != CCURL_DONE) return true;
  if (atomic_load(&transfer->is_cancelled)) {
    transfer->verdict = CCURL_CANCELLED;
  } else if (left(transfer->request->total_seconds, transfer->started, monotonic_now()) <= 0) {
    transfer->verdict = CCURL_TOTAL_TIMED_OUT;
  }
  return transfer->verdict != CCURL_DONE;
}

static bool is_idle(ccurl_transfer *transfer) {
  if (!has_begun(transfer)) return false;
  if (left(transfer->request->idle_seconds, transfer->moved, monotonic_now()) > 0) return false;
  transfer->verdict = CCURL_IDLE_TIMED_OUT;
  return true;
}

/// How long to wait for something to happen, at most a second.
static int patience(const ccurl_transfer *transfer) {
  int64_t now = monotonic_now(), wait = 1000000000;
  int64_t total = left(transfer->request->total_seconds, transfer->started, now);
  if (total < wait) wait = total;
  int64_t idle = left(transfer->request->idle_seconds, transfer->moved, now);
  if (has_begun(transfer) && idle < wait) wait = idle;
  return wait <= 0 ? 0 : (int)((wait + 999999) / 1000000);
}

// Counting ---------------------------------------------------------------------------------------

static int64_t sent(const ccurl_transfer *transfer) {
  long head = 0;
  curl_off_t body = 0;
  curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &head);
  curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_UPLOAD_T, &body);
  return head + body;
}

static int64_t received_body(const ccurl_transfer *transfer) {
  curl_off_t body = 0;
  curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
  return body;
}

static int64_t received(const ccurl_transfer *transfer) {
  long head = 0;
  curl_easy_getinfo(transfer->easy, CURLINFO_HEADER_SIZE, &head);
  return head + received_body(transfer);
}

/// A compressed body may go on for ever without a byte in it.
static bool is_hollow(ccurl_transfer *transfer) {
  int64_t most = transfer->request->max_body_bytes;
  // Compressing what cannot be compressed adds a little.
  if (received_body(transfer) / 2 - 65536 <= most) return false;
  transfer->verdict = CCURL_BODY_TOO_LARGE;
  return true;
}

static void notice_movement(ccurl_transfer *transfer) {
  int64_t bytes = sent(transfer) + received(transfer);
  if (bytes == transfer->counted) return;
  transfer->counted = bytes;
  transfer->moved = monotonic_now();
}

// Running ----------------------------------------------------------------------------------------

static bool is_finished(ccurl_transfer *transfer, CURLcode *result) {
  int left_over = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(transfer->multi, &left_over))) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return true;
  }
  return false;
}

static CURLcode drive(ccurl_transfer *transfer) {
  CURLcode result = CURLE_OK;
  int running = 0;
  if (curl_multi_add_handle(transfer->multi, transfer->easy)) return CURLE_FAILED_INIT;
  while (!is_due(transfer)) {
    if (curl_multi_perform(transfer->multi, &running)) {
      result = CURLE_FAILED_INIT;
      break;
    }
    if (is_finished(transfer, &result)) break;
    notice_movement(transfer);
    if (is_idle(transfer) || is_hollow(transfer)) break;
    curl_multi_poll(transfer->multi, NULL, 0, patience(transfer), NULL);
  }
  return result;
}

static ccurl_outcome outcome(const ccurl_transfer *transfer, CURLcode result) {
  if (transfer->verdict != CCURL_DONE) return transfer->verdict;
  switch (result) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return CCURL_NO_SUCH_HOST;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED: return transfer->was_refused ? CCURL_REFUSED : CCURL_UNREACHABLE;
    case CURLE_PROXY: return CCURL_UNREACHABLE;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_CONNECT_TIMED_OUT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return CCURL_TLS;
    case CURLE_FILESIZE_EXCEEDED: return CCURL_BODY_TOO_LARGE;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_FAIL_REWIND: return CCURL_CUT;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP_RETURNED_ERROR: return CCURL_NOT_HTTP;
    default: return CCURL_FAILED;
  }
}

static void write_report(ccurl_transfer *transfer, CURLcode result, ccurl_report *report) {
  report->outcome = outcome(transfer, result);
  const char *remote = NULL;
  curl_easy_getinfo(transfer->easy, CURLINFO_PRIMARY_IP, &remote);
  if (!remote || !*remote) remote = transfer->tried;
  strncpy(report->remote, remote, sizeof report->remote - 1);
  report->sent = sent(transfer);
  report->received = received(transfer);
  report->seconds = (double)(monotonic_now() - transfer->started) / 1e9;
  // Its own words tell why a certificate is not trusted; elsewhere they may quote the request.
  bool quotes = report->outcome != CCURL_TLS || !*transfer->detail;
  const char *detail = quotes ? curl_easy_strerror(result) : transfer->detail;
  if (result) strncpy(report->detail, detail, sizeof report->detail - 1);
}

ccurl_report ccurl_transfer_run(ccurl_transfer *transfer, const ccurl_request *request,
                                const ccurl_callbacks *callbacks) {
  transfer->request = request;
  transfer->callbacks = callbacks;
  transfer->verdict = CCURL_DONE;
  transfer->was_refused = transfer->has_head = false;
  transfer->line_bytes = transfer->header_bytes = 0;
  transfer->body_bytes = transfer->counted = 0;
  transfer->started = transfer->moved = monotonic_now();
  *transfer->tried = *transfer->detail = 0;

  struct curl_slist *headers = NULL;
  CURLcode result = prepare(transfer, &headers);
  if (!result) result = drive(transfer);
  ccurl_report report = {0};
  write_report(transfer, result, &report);
  curl_multi_remove_handle(transfer->multi, transfer->easy);
  curl_easy_reset(transfer->easy);
  curl_slist_free_all(headers);
  return report;
}
