"""How a peer answers: for each line `work points repetitions file` on standard input, the seconds of so many runs on standard output, or `nan`
for work that it does not know; and the answer of the last run, as raw doubles, in that file of the folder unless it is `-`."""
import os
import sys
import time
import numpy as np


def serve(versions, works):
    """`works`: by name, what prepares so many points and gives a function of no argument."""
    print(versions, flush=True)
    prepared = {}
    for line in sys.stdin:
        name, points, repetitions, file = line.split()
        if name not in works:
            print("nan", flush=True)
            continue
        key = name, points
        if key not in prepared:
            prepared[key] = works[name](int(points))
        run = prepared[key]
        start = time.perf_counter()
        for _ in range(int(repetitions)):
            answer = run()
        seconds = time.perf_counter() - start
        if file != "-":
            np.asarray(answer, dtype=float).tofile(os.path.join(sys.argv[1], file))
        print(repr(seconds), flush=True)


def load(name):
    """An input of the bench."""
    return np.fromfile(os.path.join(sys.argv[1], name + ".f64"))
