import { expect, it } from 'vitest';
import { EMPTY, entryProblem, seal, sha256, stamp } from '../inspection/log';
import { startReview } from '../inspection/review';
import { fakeClock, origin, ref } from '../inspection/testing/log-entries';
import type { EngineInfo } from '../worker/client';
import { inferBody } from './infer-body';
import { answerOf, scenes } from './testing/answers';

const pixels = { data: new Uint8ClampedArray(4 * 4 * 4), width: 4, height: 4 };
const info: Pick<EngineInfo, 'model' | 'device'> = {
  model: { id: 'lynx', version: '1', sha256: { 'model.safetensors': ref(1) }, parameters: 1 },
  device: { kind: 'cpu', vendor: '', architecture: '', description: '' },
};

it('an answer becomes a log entry, with boxes in the pixels of the original photo', async () => {
  const answer = answerOf(pixels, '傷はどこ？', scenes(pixels, true).fail);
  const body = inferBody(answer, info, { image_ref: ref(2), scale: 0.5 }, 0.5);
  const entry = await seal({ ...stamp(fakeClock(), origin), ...body }, EMPTY, sha256);
  expect(entryProblem(entry)).toBeNull();
  const finds = answer.steps.filter((step) => step.kind === 'find');
  expect(finds.length).toBeGreaterThan(0);
  const boxes = body.boxes.filter((box) => box.score_kind !== 'region');
  expect(boxes.map((box) => box.x0)).toEqual(finds.map((step) => step.box!.x0 * 2));
  expect(body.steps.flatMap((step) => step.box_ids)).toEqual(boxes.map((box) => box.id));
  const review = startReview(
    { image_ref: ref(2), size: { width: 8, height: 8 } },
    { infer_ref: entry.event_id, boxes },
  );
  expect(review.now.boxes).toHaveLength(finds.length);
});
