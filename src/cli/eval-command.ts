/** Asks about every photo of a COCO folder and measures the boxes. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCoco } from './coco';
import { uprightBox } from './exif';
import { deviceName, ENGINE_HELP, ENGINE_OPTIONS, openEngine, parseAlpha, UsageError } from './open';
import { readPhoto } from './photo';
import { reportOf, type Evaluated } from './report';

const DEFAULT_QUESTION = '傷はどこ？';
export const USAGE = `npm run -s eval -- --data DIR --json FILE [--limit N] [--question TEXT]
  --data DIR      COCO folder: annotations.json and images/
  --json FILE     where to write the result
  --limit N       only the first N photos
  --split NAME    only photos of this split
  --question TEXT what to ask about each photo (default ${DEFAULT_QUESTION})
${ENGINE_HELP}`;

/**
 * @param args command line, without the program's name
 * @throws UsageError, or an EngineError of the engine
 */
export async function evaluate(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...ENGINE_OPTIONS,
      data: { type: 'string' },
      json: { type: 'string' },
      limit: { type: 'string' },
      split: { type: 'string' },
      question: { type: 'string', default: DEFAULT_QUESTION },
    },
  });
  const { data, json, split, question } = values;
  const alpha = parseAlpha(values.alpha);
  if (!data || !json) throw new UsageError('--data and --json are needed');
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw new UsageError('--limit must be a whole number');
  const images = readCoco(data, split, limit);
  if (images.length === 0) throw new UsageError('no photos to evaluate');

  const engine = await openEngine(values);
  console.error(deviceName(engine));
  const evaluated: Evaluated[] = [];
  for (const { file, path, boxes } of images) {
    const { photo, orientation, stored } = readPhoto(path);
    const answer = await engine.ask(photo, { question, alpha });
    const truth = boxes.map((box) => uprightBox(box, orientation, stored.width, stored.height));
    evaluated.push({ file, answer, truth });
    const { timings, verdict } = answer;
    console.error(`${evaluated.length}/${images.length} ${file} ${verdict} ${Math.round(timings.total)} ms`);
  }
  const report = reportOf(evaluated, engine.calibration.threshold, deviceName(engine));
  writeFileSync(json, `${JSON.stringify(report, null, 1)}\n`);
  const { per_image: _, ...summary } = report;
  console.log(JSON.stringify(summary));
}
