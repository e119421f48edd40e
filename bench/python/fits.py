"""The spectrum to be fitted, as SciPy and lmfit are told of it: parameters in units of where they start."""
import numpy as np
from model import density, jacobian, occupation
from serve import load

f, measured, errors, start = (load("fit-" + name) for name in ("frequencies", "densities", "errors", "start"))
_, _, _, _, _, Na, _, _, eta, temperature = load("setup")
w = 2 * np.pi * f


def model(_, *x):
    g, k, wa, wb, y, theta = np.asarray(x) * start
    return density(w, g, k, wa, wb, y, theta, Na, occupation(wb, temperature)[0] + 0.5, eta)


def slopes(_, *x):
    g, k, wa, wb, y, theta = np.asarray(x) * start
    return (jacobian(w, g, k, wa, wb, y, theta, Na, occupation(wb, temperature)[0] + 0.5, eta, temperature)[1] * start[:, None]).T
