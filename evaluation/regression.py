"""Logistic regression with an L2 penalty: a table of comparisons and what is right enter, a weight a comparison leaves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]


def fit_logistic(
    values: Floats,
    right: NDArray[np.bool_],
    shrink: Floats,
    bounds: Sequence[tuple[float | None, float | None]] | None = None,
) -> Floats:
    """The weights for which the penalised likelihood is highest.

    Args:
        values: [cases, comparisons].
        right: [cases].
        shrink: [comparisons], the penalty of each.
        bounds: lowest and highest weight of each; None for any.

    Returns:
        [comparisons], as log odds.
    """
    sign = 2.0 * right - 1.0

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (values @ w)
        value = float(np.logaddexp(0, -margin).sum() + 0.5 * (shrink * w * w).sum())
        return value, -(values.T @ (sign / (1 + np.exp(margin)))) + shrink * w

    return np.asarray(minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x)
