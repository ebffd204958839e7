#!/usr/bin/env bash
# The bundled model, from nothing: render, encoder (stage 0), decoder (1), grounding (2), calibration (3), export.
# Everything it writes but the model folder lies under training/cache and training/runs (not in git).
#   bash training/run.sh [DATA]            DATA: the team's real photos (default ../shared/data)
# Minutes of each stage can be set: STAGE0=60 STAGE1=12 STAGE2=15; PYTHON names the interpreter.
set -euo pipefail
cd "$(dirname "$0")"
data=$(realpath "${1:-../../shared/data}")
py=${PYTHON:-python3}
mkdir -p cache runs

# 20,000 photos for the encoder, 12,000 others for the decoder (the last 400 are held back), 300 for validation.
"$py" -m lynx.pool --out cache/pool --n 20000 --seed 4242
"$py" -m lynx.pool --out cache/pool2 --n 14000 --seed 31337
"$py" -m scout.dataset --out cache/val --n 300 --seed 90001

"$py" -m lynx.stage0 --pool cache/pool --data "$data" --out runs/enc.pt --minutes "${STAGE0:-60}"
"$py" -m lynx.evaluate --checkpoint runs/enc.pt --data "$data" --rendered cache/val
"$py" -m lynx.prompt_classifier --out runs/classifier.pt
"$py" -m lynx.stages --encoder runs/enc.pt --classifier runs/classifier.pt --pool cache/pool2 --photos 9000 \
  --data "$data" --out runs/model.pt --minutes1 "${STAGE1:-12}" --minutes2 "${STAGE2:-15}"
"$py" -m scout.dataset --out cache/cal --n 400 --seed 70007
"$py" -m lynx.calibrate --checkpoint runs/model.pt --rendered cache/cal --data "$data" --out runs/calibration.json
"$py" -m lynx.export --checkpoint runs/model.pt --calibration runs/calibration.json --out ../public/model \
  --fixture fixtures/bundled --photo ../public/samples/plate.jpg
