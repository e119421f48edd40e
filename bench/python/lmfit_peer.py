"""lmfit, with the analytic Jacobian; Debian's package is taken where this Python has none of its own."""
import sys
import warnings
import numpy as np
from fits import errors, measured, model, slopes, start
from serve import serve

sys.path.append("/usr/lib/python3/dist-packages")
warnings.simplefilter("ignore")
import lmfit  # noqa: E402

names = ("g", "kappa", "omega_a", "omega_b", "gamma", "theta")


def values(parameters):
    return [parameters[name].value for name in names]


def fit(_):
    first = lmfit.Parameters()
    for name in names:
        first.add(name, 1.0)
    minimizer = lmfit.Minimizer(lambda p: (model(None, *values(p)) - measured) / errors, first)
    derivatives = lambda p: slopes(None, *values(p)) / errors[:, None]  # noqa: E731

    def run():
        found = minimizer.leastsq(Dfun=derivatives, ftol=1e-8, xtol=1e-8)
        return np.array(values(found.params)) * start

    return run


serve(f"lmfit {lmfit.__version__}", {"fit": fit})
