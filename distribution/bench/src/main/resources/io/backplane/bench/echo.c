/* stdio.drv.echo in C: the least that a driver can do. */
#include <string.h>
#include <unistd.h>

#define EVENT "{\"code\":0,\"data\":{\"data\":{\"celsius\":21.5,\"unit\":\"c\"},\"event\":\"reading\"},\"status\":\"event\"}\n"
#define EVENTS 200000
#define BLOCK 500

#define META "{\"code\":0,\"data\":{\"commands\":[{\"name\":\"add\",\"returns\":{\"type\":\"object\"}}]," \
  "\"info\":{\"id\":\"bench.echo\",\"name\":\"Echo\",\"version\":\"1.0.0\"},\"schemaVersion\":\"1.0\"},\"status\":\"done\"}\n"
static const char answer[] = "{\"code\":0,\"data\":{\"result\":3},\"status\":\"done\"}\n";
static char block[BLOCK * sizeof EVENT];
static char line[65536];

static int say(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(1, bytes, length);
    if (written < 0) return 0;
    bytes += written;
    length -= written;
  }
  return 1;
}

int main(void) {
  size_t size = sizeof EVENT - 1;
  for (int i = 0; i < BLOCK; i++) memcpy(block + i * size, EVENT, size);
  for (ssize_t got; (got = read(0, line, sizeof line)) > 0;) {
    if (memmem(line, got, "flood", 5))
      for (int i = 0; i < EVENTS / BLOCK; i++)
        if (!say(block, BLOCK * size)) return 1;
    int described = memmem(line, got, "meta.describe", 13) != NULL;
    if (!(described ? say(META, sizeof META - 1) : say(answer, sizeof answer - 1))) return 1;
  }
  return 0;
}
