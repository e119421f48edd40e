#!/usr/bin/env bash
# Builds a peer for each library that is there, and the kernels' twins in C, into build/native.
set -euo pipefail
cd "$(dirname "$0")"
cmake -S . -B ../../build/native -DCMAKE_BUILD_TYPE=Release
cmake --build ../../build/native
