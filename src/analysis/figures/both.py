"""Drawing a figure once for two pictures: one pass over its parts writes the dots of one and the outlines of the other."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Bbox, TransformedPath

# SVG's unit is the point: so many are an inch.
POINTS = 72


def drawn(figure: Figure, dpi: float) -> tuple[np.ndarray[Any, Any], str]:
    """Draw a figure of lines, areas and letters.

    Parameters
    ----------
    figure : Figure
        The figure; when all is drawn it is as it was before.
    dpi : float
        Dots to an inch.

    Returns
    -------
    ndarray
        Its dots: height by width by four bytes (red, green, blue, opacity), as `savefig` draws them.
    str
        The same as SVG, as wide and high as its dots are many: `savefig` does not cut off the fraction of one.

    Raises
    ------
    NotImplementedError
        Where the figure holds an image, or an area of flowing colours.
    """
    before, out, scale = figure.dpi, io.StringIO(), POINTS / dpi
    figure.dpi = dpi
    try:
        width, height = figure.canvas.get_width_height()
        dots = RendererAgg(width, height, dpi)
        outlines = RendererSVG(scale * width, scale * height, out, metadata={"Date": None, "Creator": None})
        figure.draw(_Both(dots, outlines, scale))
        outlines.finalize()
    finally:
        figure.dpi = before
    return np.asarray(dots.buffer_rgba()), out.getvalue()


class _Both(RendererBase):
    """Passes on what is drawn: places in dots to the one, in points to the other; widths of lines are points in both.

    The parts of a figure measure themselves in dots.
    """

    def __init__(self, dots: RendererAgg, outlines: RendererSVG, scale: float) -> None:
        super().__init__()
        self._dots, self._outlines = dots, outlines
        self._scale, self._small = scale, Affine2D().scale(scale)

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._dots.width, self._dots.height

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        size: tuple[float, float, float] = self._dots.get_text_width_height_descent(s, prop, ismath)
        return size

    def points_to_pixels(self, points: Any) -> Any:
        return self._dots.points_to_pixels(points)

    def open_group(self, s: str, gid: str | None = None) -> None:
        self._outlines.open_group(s, gid)

    def close_group(self, s: str) -> None:
        self._outlines.close_group(s)

    def draw_path(self, gc: Any, path: Any, transform: Any, *face: Any) -> None:
        self._dots.draw_path(gc, path, transform, *face)
        self._outlines.draw_path(self._in_points(gc), path, transform + self._small, *face)

    def draw_markers(self, gc: Any, mark: Any, shape: Any, path: Any, transform: Any, *face: Any) -> None:
        self._dots.draw_markers(gc, mark, shape, path, transform, *face)
        small = shape + self._small, path, transform + self._small
        self._outlines.draw_markers(self._in_points(gc), mark, *small, *face)

    def draw_path_collection(self, gc: Any, *given: Any, **named: Any) -> None:
        self._dots.draw_path_collection(gc, *given, **named)
        transform, paths, shapes, places, shift, *look = given
        small = transform + self._small, paths, shapes, places, shift + self._small
        self._outlines.draw_path_collection(self._in_points(gc), *small, *look, **named)

    def draw_quad_mesh(self, *given: Any, **named: Any) -> None:
        raise NotImplementedError("an area of flowing colours has no outlines")

    def draw_text(self, gc: Any, x: float, y: float, *what: Any, **named: Any) -> None:
        self._dots.draw_text(gc, x, y, *what, **named)
        self._outlines.draw_text(self._in_points(gc), x * self._scale, y * self._scale, *what, **named)

    def _in_points(self, gc: Any) -> GraphicsContextBase:
        """Give how something is drawn with what it is clipped by in points."""
        small = GraphicsContextBase()
        small.copy_properties(gc)
        clip, (path, transform) = gc.get_clip_rectangle(), gc.get_clip_path()
        if clip is not None:
            small.set_clip_rectangle(Bbox(clip.get_points() * self._scale))
        if path is not None:
            small.set_clip_path(TransformedPath(path, transform + self._small))
        return small
