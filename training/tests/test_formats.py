"""The page's exports, read by others: pycocotools, torchvision's VOC reader, PyYAML, the csv and XML of Python."""
import contextlib
import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
TSX = ROOT / "node_modules" / ".bin" / "tsx"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Folder with one dataset in every format."""
    if not TSX.exists() or not shutil.which("node"):
        pytest.skip("node_modules is not installed, so nothing can be exported")
    folder = tmp_path_factory.mktemp("formats")
    subprocess.run([TSX, "scripts/export-fixture.ts", folder], cwd=ROOT, check=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def expected(out):
    return json.loads((out / "expected.json").read_text("utf-8"))


def final(expected):
    """(file, photo, boxes a person stands behind) of each reviewed photo."""
    photos = [photo for photo in expected["dataset"]["photos"] if photo["reviewed"]]
    return [(file, photo, [box for box in photo["boxes"] if box["source"] == "human" or box["status"] == "accepted"])
            for file, photo in zip(expected["files"], photos, strict=True)]


def edges(box):
    return [box["x0"], box["y0"], box["x1"], box["y1"]]


def label_config(out):
    """Labels and the names of controls, with their types, of Label Studio's configuration."""
    view = ET.parse(out / "label-studio" / "label_config.xml").getroot()
    controls = {element.get("name"): element for element in view}
    return [label.get("value") for label in view.find("RectangleLabels")], controls


def test_coco_by_pycocotools(out, expected):
    coco_module = pytest.importorskip("pycocotools.coco", reason="pycocotools is not installed")
    with contextlib.redirect_stdout(io.StringIO()):
        coco = coco_module.COCO(str(out / "coco" / "annotations.json"))
        results = coco.loadRes(str(out / "coco" / "results.json"))
    assert [category["name"] for category in coco.loadCats(coco.getCatIds())] == expected["dataset"]["categories"]
    assert len(coco.getImgIds()) == 3
    for image_id, (file, photo, boxes) in zip(coco.getImgIds(), final(expected), strict=True):
        image = coco.loadImgs(image_id)[0]
        assert (image["file_name"], image["width"], image["height"]) == (file, photo["width"], photo["height"])
        found = coco.loadAnns(coco.getAnnIds(imgIds=image_id))
        assert [coco.cats[each["category_id"]]["name"] for each in found] == [box["label"] for box in boxes]
        for each, box in zip(found, boxes, strict=True):
            x, y, w, h = each["bbox"]
            np.testing.assert_allclose([x, y, x + w, y + h], edges(box), atol=1e-6)
            assert each["area"] == pytest.approx(w * h)
            assert coco.annToMask(each).any()
        said = [box for box in photo["boxes"] if box["source"] == "model"]
        scores = [each["score"] for each in results.loadAnns(results.getAnnIds(imgIds=image_id))]
        assert scores == pytest.approx([box["score"] for box in said])


def test_coco_evaluates(out):
    """COCOeval runs on both files, and finds what was accepted."""
    coco_module = pytest.importorskip("pycocotools.coco", reason="pycocotools is not installed")
    from pycocotools.cocoeval import COCOeval
    with contextlib.redirect_stdout(io.StringIO()):
        truth = coco_module.COCO(str(out / "coco" / "annotations.json"))
        run = COCOeval(truth, truth.loadRes(str(out / "coco" / "results.json")), "bbox")
        run.evaluate(), run.accumulate(), run.summarize()
    assert run.stats[1] > 0.7


def test_voc_by_torchvision(out, expected):
    """torchvision's own parser; it strips the white space of text, as any reader may."""
    try:
        from torchvision.datasets import VOCDetection
    except (ImportError, RuntimeError) as error:
        pytest.skip(f"torchvision is not installed, or not for this torch: {error}")
    for file, photo, boxes in final(expected):
        root = ET.parse(out / "voc" / "Annotations" / f"{Path(file).stem}.xml").getroot()
        found = VOCDetection.parse_voc_xml(root)["annotation"]
        assert found["filename"] == file
        objects = found.get("object", [])
        assert [each["name"] for each in objects] == [box["label"] for box in boxes]


def test_voc_by_expat(out, expected):
    stems = (out / "voc" / "ImageSets" / "Main" / "trainval.txt").read_text("utf-8").splitlines()
    assert stems == [Path(file).stem for file, _, _ in final(expected)]
    for stem, (file, photo, boxes) in zip(stems, final(expected), strict=True):
        root = ET.parse(out / "voc" / "Annotations" / f"{stem}.xml").getroot()
        assert [child.tag for child in root][:5] == ["folder", "filename", "source", "size", "segmented"]
        assert root.findtext("filename") == file
        assert (int(root.findtext("size/width")), int(root.findtext("size/height"))) == (
            photo["width"], photo["height"])
        assert [each.findtext("name") for each in root.iter("object")] == [box["label"] for box in boxes]
        for each, box in zip(root.iter("object"), boxes, strict=True):
            xmin, ymin, xmax, ymax = (int(each.findtext(f"bndbox/{key}")) for key in ("xmin", "ymin", "xmax", "ymax"))
            np.testing.assert_allclose([xmin - 1, ymin - 1, xmax, ymax], edges(box), atol=1)
            assert 1 <= xmin <= xmax <= photo["width"] and 1 <= ymin <= ymax <= photo["height"]


def test_yolo_by_pyyaml_and_numpy(out, expected):
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    data = yaml.safe_load((out / "yolo" / "data.yaml").read_text("utf-8"))
    assert list(data["names"].values()) == expected["dataset"]["categories"]
    assert list(data["names"]) == list(range(data["nc"]))
    assert data["train"] == data["val"] == "images/train"
    for file, photo, boxes in final(expected):
        text = (out / "yolo" / "labels" / "train" / f"{Path(file).stem}.txt").read_text("ascii")
        assert text == "" or text.endswith("\n")
        rows = [list(map(float, line.split(" "))) for line in text.splitlines()]
        assert [data["names"][int(row[0])] for row in rows] == [box["label"] for box in boxes]
        for (_, cx, cy, w, h), box in zip(rows, boxes, strict=True):
            side = np.array([photo["width"], photo["height"]] * 2)
            found = np.array([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2])
            assert (np.abs(found * side - edges(box)) <= 1e-6 * side + 1e-9).all()


def test_label_studio_as_documented(out, expected):
    """Fields, types and units of docs/source/guide/predictions.md and task_format."""
    tasks = json.loads((out / "label-studio" / "tasks.json").read_text("utf-8"))
    labels, controls = label_config(out)
    assert labels == expected["dataset"]["categories"]
    assert controls["image"].get("value") == "$image"
    assert {name: element.tag for name, element in controls.items()} == {
        "image": "Image", "label": "RectangleLabels", "verdict": "Choices", "reason": "TextArea"}
    kinds = {"rectanglelabels": "RectangleLabels", "choices": "Choices", "textarea": "TextArea"}
    ids = []
    for task, (_, photo, boxes) in zip(tasks, final(expected), strict=True):
        assert isinstance(task["data"]["image"], str) and " " not in task["data"]["image"]
        works = task["predictions"] + task["annotations"]
        for result in (result for work in works for result in work["result"]):
            ids.append(result["id"])
            assert controls[result["from_name"]].tag == kinds[result["type"]]
            assert controls[result["from_name"]].get("toName") == result["to_name"] == "image"
            assert (result["original_width"], result["original_height"]) == (photo["width"], photo["height"])
            assert result["image_rotation"] == 0
            assert result["type"] in result["value"] or result["type"] == "textarea" and "text" in result["value"]
        assert all(isinstance(each["model_version"], str) for each in task["predictions"])
        (annotation,) = task["annotations"]
        assert annotation["was_cancelled"] is False and annotation["result_count"] == len(annotation["result"])
        found = [result for result in annotation["result"] if result["type"] == "rectanglelabels"]
        assert sorted(each["value"]["rectanglelabels"][0] for each in found) == sorted(box["label"] for box in boxes)
        for each, box in zip(found, boxes, strict=True):
            v, w, h = each["value"], photo["width"] / 100, photo["height"] / 100
            assert 0 <= v["x"] and v["x"] + v["width"] <= 100 + 1e-9 and v["rotation"] == 0
            np.testing.assert_allclose([v["x"] * w, v["y"] * h, (v["x"] + v["width"]) * w, (v["y"] + v["height"]) * h],
                                       edges(box), atol=1e-6)
    assert len(ids) == len(set(ids))


def test_cvat_by_expat(out, expected):
    root = ET.parse(out / "cvat" / "annotations.xml").getroot()
    assert root.tag == "annotations" and root.findtext("version") == "1.1"
    declared = {label.findtext("name"): {each.findtext("name") for each in label.iter("attribute")}
                for label in root.iter("label")}
    images = root.findall("image")
    names = [image.get("name") for image in images]
    assert [sorted(names).index(name) for name in names] == [int(image.get("id")) for image in images]
    for image, (file, photo, boxes) in zip(images, final(expected), strict=True):
        assert (image.get("name"), int(image.get("width"))) == (file, photo["width"])
        assert [box.get("label") for box in image.findall("box")] == [box["label"] for box in boxes]
        for shape in [*image.findall("box"), *image.findall("tag")]:
            assert {each.get("name") for each in shape.findall("attribute")} <= declared[shape.get("label")]
        for found, box in zip(image.findall("box"), boxes, strict=True):
            np.testing.assert_allclose([float(found.get(key)) for key in ("xtl", "ytl", "xbr", "ybr")], edges(box),
                                       atol=0.6e-4)
            assert found.get("source") == ("auto" if box["source"] == "model" else "manual")


def test_csv_by_python(out, expected):
    raw = (out / "csv" / "boxes.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    wanted = [(file, photo, box) for file, photo, boxes in final(expected) for box in boxes or [None]]
    assert len(rows) == len(wanted)
    for row, (file, _, box) in zip(rows, wanted, strict=True):
        assert row["photo"] == file
        assert not any(cell[:1] in "=+-@" for cell in row.values() if cell)
        if box:
            guarded = ("'" if box["label"][0] in "=+-@" else "") + box["label"]
            assert row["label"] == guarded
            np.testing.assert_allclose([float(row[key]) for key in ("x0", "y0", "x1", "y1")], edges(box), atol=1e-6)
        else:
            assert row["label"] == row["x0"] == ""
