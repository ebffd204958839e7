"""Boxes: pixel <-> location bin on the letterboxed square, regions, and a picture's nine places."""
import math

PLACES = ["upper_left", "top", "upper_right", "left", "centre", "right",
          "lower_left", "bottom", "lower_right"]
AREAS = PLACES + ["left_half", "right_half", "top_half", "bottom_half", "whole"]


def size_of(photo, width=None, height=None):
    """Width and height of a photo, either given or read from image.shape."""
    if width and height:
        return int(width), int(height)
    shape = photo.image.shape
    return int(shape[1]), int(shape[0])


def _pair(lo, hi):
    """Two ordered, distinct bins (the engine requires the second to be larger)."""
    lo, hi = (min(255, max(0, math.floor(v + 0.5))) for v in (lo, hi))
    if hi <= lo:
        lo, hi = (lo, lo + 1) if lo < 255 else (254, 255)
    return lo, hi


def box_to_bins(box, w, h):
    """Pixel box of a w x h photo -> four bins of the square it is letterboxed into."""
    m = max(w, h)
    px, py = (m - w) / 2, (m - h) / 2
    x0, x1 = _pair((box[0] + px) / m * 255, (box[2] + px) / m * 255)
    y0, y1 = _pair((box[1] + py) / m * 255, (box[3] + py) / m * 255)
    return x0, y0, x1, y1


def bins_to_box(bins, w, h):
    """Four bins -> pixel box (floats), clipped to the photo."""
    m = max(w, h)
    px, py = (m - w) / 2, (m - h) / 2

    def back(b, pad, limit):
        return min(float(limit), max(0.0, b / 255 * m - pad))

    return (back(bins[0], px, w), back(bins[1], py, h), back(bins[2], px, w), back(bins[3], py, h))


def union(boxes):
    """Smallest box around several boxes."""
    xs0, ys0, xs1, ys1 = zip(*boxes)
    return min(xs0), min(ys0), max(xs1), max(ys1)


def expand(box, w, h, share=0.2):
    """The box made larger by `share` of its sides (never less than 1 % of the picture), clipped."""
    dx = max((box[2] - box[0]) * share / 2, 0.01 * w)
    dy = max((box[3] - box[1]) * share / 2, 0.01 * h)
    return max(0, box[0] - dx), max(0, box[1] - dy), min(w, box[2] + dx), min(h, box[3] + dy)


def place_of(box, w, h):
    """One of PLACES by the box's centre, or "whole" when it fills most of the picture."""
    if (box[2] - box[0]) > 0.7 * w and (box[3] - box[1]) > 0.7 * h:
        return "whole"
    col = min(2, int(3 * (box[0] + box[2]) / 2 / w))
    row = min(2, int(3 * (box[1] + box[3]) / 2 / h))
    return PLACES[3 * row + col]


def area_box(area, w, h):
    """Pixel box of a named area of the picture."""
    if area in PLACES:
        row, col = divmod(PLACES.index(area), 3)
        return col * w / 3, row * h / 3, (col + 1) * w / 3, (row + 1) * h / 3
    return {"whole": (0, 0, w, h), "left_half": (0, 0, w / 2, h), "right_half": (w / 2, 0, w, h),
            "top_half": (0, 0, w, h / 2), "bottom_half": (0, h / 2, w, h)}[area]


def covered(inner, outer):
    """Share of `inner` that lies in `outer`."""
    dx = min(inner[2], outer[2]) - max(inner[0], outer[0])
    dy = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = max(1e-6, (inner[2] - inner[0]) * (inner[3] - inner[1]))
    return max(0, dx) * max(0, dy) / area
