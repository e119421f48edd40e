// How a peer answers: for each line `work points repetitions file` on standard input, the seconds of so many runs on standard output, or `nan`
// for work that it does not know; and the answer of the last run, as raw doubles, in that file of the folder unless it is `-`.
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Runs one piece of work; `out` has room for as many numbers as it needs.
typedef void (*Run)(int points, double* out);

typedef struct {
  const char* name;
  Run run;
  int numbers;  // of the answer, a point
} Work;

static const char* folder;

// An input of the bench; `count`, if given, is how many numbers it has.
static double* input(const char* name, size_t* count) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.f64", folder, name);
  FILE* file = fopen(path, "rb");
  if (!file) exit(1);
  fseek(file, 0, SEEK_END);
  const size_t size = (size_t)ftell(file);
  rewind(file);
  double* numbers = (double*)aligned_alloc(64, (size + 63) / 64 * 64);
  if (fread(numbers, 1, size, file) != size) exit(1);
  fclose(file);
  if (count) *count = size / sizeof(double);
  return numbers;
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int serve(const char* versions, const Work* works, int count) {
  printf("%s\n", versions);
  fflush(stdout);
  char name[64], file[64];
  int points, repetitions;
  while (scanf("%63s %d %d %63s", name, &points, &repetitions, file) == 4) {
    const Work* work = NULL;
    for (int w = 0; w < count; w++)
      if (strcmp(works[w].name, name) == 0) work = works + w;
    if (!work) {
      printf("nan\n");
      fflush(stdout);
      continue;
    }
    const size_t numbers = (size_t)points * (size_t)work->numbers;
    double* out = (double*)aligned_alloc(64, (numbers * sizeof(double) + 127) / 64 * 64);
    memset(out, 0, numbers * sizeof(double));
    const double start = seconds();
    for (int r = 0; r < repetitions; r++) work->run(points, out);
    const double taken = seconds() - start;
    if (strcmp(file, "-") != 0) {
      char path[4096];
      snprintf(path, sizeof path, "%s/%s", folder, file);
      FILE* answer = fopen(path, "wb");
      if (!answer || fwrite(out, sizeof(double), numbers, answer) != numbers) exit(1);
      fclose(answer);
    }
    free(out);
    printf("%.9e\n", taken);
    fflush(stdout);
  }
  return 0;
}
