#include "last_failure.h"

#include <string.h>

#include "shotlog.h"

// No memory is taken, so that a thread leaves nothing behind.
static _Thread_local int32_t last_code;
static _Thread_local char last_message[1024];

void shotlog_remember_failure(int32_t code, const char *message) {
  size_t length = strlen(message);
  if (length >= sizeof last_message) {
    length = sizeof last_message - 1;
    // Not in the middle of a character.
    while (length > 0 && ((unsigned char)message[length] & 0xC0) == 0x80) length--;
  }
  memcpy(last_message, message, length);
  last_message[length] = 0;
  last_code = code;
}

shotlog_code shotlog_error_code(void) { return last_code; }

const char *shotlog_error_message(void) { return last_message; }
