"""From the globe to paper: longitudes and latitudes enter, x to the right and y upwards leave, in radii of the earth.

Both projections keep areas, so that dots are as dense on paper as on the globe.

References:
    Šavrič, B., Patterson, T., Jenny, B.: The Equal Earth map projection. IJGIS 33(3), 2019.
    Snyder, J. P.: Map Projections, a Working Manual. USGS Professional Paper 1395, 1987, pages 182 to 187 (Lambert's
    azimuthal equal-area projection).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Projection: TypeAlias = Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = 3**0.5 / 2
HORIZON = 1e-9  # cosine of the distance from the centre, below which a point is on the far side


def equal_earth(meridian: float) -> Projection:
    """The whole earth, with a meridian in the middle."""

    def project(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
        away = np.radians((longitude - meridian + 180) % 360 - 180)
        t = np.arcsin(_M * np.sin(np.radians(latitude)))
        t2, t6 = t**2, t**6
        slope = 9 * _A[3] * t6 * t2 + 7 * _A[2] * t6 + 3 * _A[1] * t2 + _A[0]
        return away * np.cos(t) / (_M * slope), t * (_A[3] * t6 * t2 + _A[2] * t6 + _A[1] * t2 + _A[0])

    return project


def around(longitude: float, latitude: float) -> Projection:
    """A part of the earth around a point; what is on the far side is nan."""
    middle = np.radians(latitude)

    def project(longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
        away, up = np.radians(longitudes - longitude), np.radians(latitudes)
        near = np.sin(middle) * np.sin(up) + np.cos(middle) * np.cos(up) * np.cos(away)
        with np.errstate(invalid="ignore", divide="ignore"):
            k = np.where(near > HORIZON, np.sqrt(2 / (1 + near)), np.nan)
        x = k * np.cos(up) * np.sin(away)
        return x, k * (np.cos(middle) * np.sin(up) - np.sin(middle) * np.cos(up) * np.cos(away))

    return project


def middle_of(longitudes: Numbers, latitudes: Numbers) -> tuple[float, float, float]:
    """The middle of points on the globe and the distance of the farthest, in degrees: longitude, latitude, distance."""
    away, up = np.radians(longitudes), np.radians(latitudes)
    points = np.column_stack((np.cos(up) * np.cos(away), np.cos(up) * np.sin(away), np.sin(up)))
    mean = points.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if length < HORIZON:  # all around the globe
        return 0.0, 0.0, 180.0
    mean /= length
    farthest = float(np.degrees(np.arccos(np.clip(points @ mean, -1, 1)).max()))
    return float(np.degrees(np.arctan2(mean[1], mean[0]))), float(np.degrees(np.arcsin(mean[2]))), farthest
