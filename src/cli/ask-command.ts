/** One answer about one photo. */
import { parseArgs } from 'node:util';
import type { Answer, AnswerStep } from '../engine/api';
import { deviceName, ENGINE_HELP, ENGINE_OPTIONS, openEngine, parseAlpha, UsageError } from './open';
import { readPhoto } from './photo';

export const USAGE = `npm run -s ask -- --image FILE --question TEXT [--json]
  --image FILE    JPEG or PNG
  --question TEXT in Japanese or English
  --json          the whole answer as JSON
${ENGINE_HELP}`;

/**
 * @param args command line, without the program's name
 * @throws UsageError, or an EngineError of the engine
 */
export async function ask(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...ENGINE_OPTIONS,
      image: { type: 'string' },
      question: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { image, question, json } = values;
  const alpha = parseAlpha(values.alpha);
  if (!image || !question) throw new UsageError('--image and --question are needed');
  const { photo } = readPhoto(image);
  const engine = await openEngine(values);
  console.error(deviceName(engine));
  const answer = await engine.ask(photo, {
    question,
    alpha,
    onStep: (step) => {
      if (!json && step.complete) console.log(lineOf(step));
    },
  });
  if (json) console.log(JSON.stringify(plain(answer), null, 1));
  else console.error(`${answer.timings.tokens} tokens in ${Math.round(answer.timings.total)} ms`);
}

/** "find scratch 0.93 [12 40 88 61] a thin line …" */
function lineOf({ kind, label, score, box, verdict, text }: AnswerStep): string {
  const sides = box && `[${[box.x0, box.y0, box.x1, box.y1].map((v) => v.toFixed(1)).join(' ')}]`;
  return [kind, label, score?.toFixed(2), sides, verdict?.toUpperCase(), text].filter(Boolean).join(' ');
}

/** JSON has no bytes: the evidence is given by its size and maximum. */
function plain(answer: Answer): unknown {
  const { width, height, data } = answer.evidence;
  return { ...answer, evidence: { width, height, max: data.reduce((a, b) => Math.max(a, b), 0) } };
}
