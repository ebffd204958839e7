import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import jpeg from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Random } from '../engine/testing/random-numbers';
import { fixtureFolder, withOtherGrounding } from '../engine/testing/folder';
import { ask } from './ask-command';
import { evaluate } from './eval-command';
import { UsageError } from './open';
import type { Report } from './report';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tiny = join(root, 'training/fixtures/tiny');
const folder = mkdtempSync(join(tmpdir(), 'lynx-eval-'));
afterAll(() => rmSync(folder, { recursive: true }));

// The tiny model's classifier is as random as the rest of it: alpha is given.
const ON_CPU = ['--device', 'cpu', '--model', tiny, '--alpha', '0'];
const reportOf = async (name: string, ...args: string[]): Promise<Report> => {
  const json = join(folder, name);
  await evaluate(['--data', folder, '--json', json, ...ON_CPU, ...args]);
  return JSON.parse(readFileSync(json, 'utf8')) as Report;
};
const untimed = ({ ms: _, ...rest }: Report) => rest;

beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  mkdirSync(join(folder, 'images'));
  const random = new Random(8);
  const images = [0, 1, 2].map((id) => {
    const [width, height] = [40 + 8 * id, 32];
    const data = Uint8Array.from({ length: width * height * 4 }, () => 255 * random.uniform());
    writeFileSync(join(folder, 'images', `${id}.jpg`), jpeg.encode({ data, width, height }, 90).data);
    return { id, file_name: `${id}.jpg`, width, height, split: id === 2 ? 'val' : 'train' };
  });
  const annotations = [{ id: 1, image_id: 0, category_id: 1, bbox: [4, 4, 20, 20], iscrowd: 0 }];
  writeFileSync(join(folder, 'annotations.json'), JSON.stringify({ images, annotations, categories: [] }));
});

describe('eval', () => {
  test('writes the report of the design, the same every time but for ms', async () => {
    const first = await reportOf('a.json');
    expect(Object.keys(first).sort()).toEqual(
      [
        'images',
        'pointing',
        'acc',
        'f1_50',
        'map50',
        'clean_images',
        'false_alarm',
        'verdicts',
        'ms',
        'device',
        'per_image',
      ].sort(),
    );
    expect(first).toMatchObject({ images: 3, clean_images: 2, device: 'cpu: reference, f64' });
    expect(first.per_image.map(({ file }) => file)).toEqual(['0.jpg', '1.jpg', '2.jpg']);
    for (const { boxes, answer } of first.per_image) {
      expect(answer).not.toBe('');
      for (const [x0, y0, x1, y1, score, label] of boxes) {
        expect(x1 > x0 && y1 > y0 && score >= 0 && score <= 1).toBe(true);
        expect(label).toMatch(/^[a-z]+$/);
      }
    }
    expect(Object.values(first.verdicts).reduce((a, b) => a + b)).toBe(3);
    expect(untimed(await reportOf('b.json'))).toEqual(untimed(first));
  });

  test('--split, --limit and --question narrow it down', async () => {
    expect((await reportOf('c.json', '--split', 'val')).per_image.map(({ file }) => file)).toEqual(['2.jpg']);
    const limited = await reportOf('d.json', '--limit', '1', '--question', 'What material is this?');
    expect(limited.images).toBe(1);
  });

  test('--adapter replaces the grounding mixture, and nothing else', async () => {
    const adapter = join(folder, 'adapter');
    mkdirSync(adapter);
    const files = await withOtherGrounding(fixtureFolder('tiny'));
    for (const name of ['manifest.json', 'grounding.safetensors']) {
      writeFileSync(join(adapter, name), new Uint8Array(files.get(name)!));
    }
    const [plain, adapted] = [
      await reportOf('e.json', '--limit', '1'),
      await reportOf('f.json', '--limit', '1', '--adapter', adapter),
    ];
    expect(adapted.per_image[0].answer).not.toBe(plain.per_image[0].answer);
  });

  test('says what is wrong', async () => {
    await expect(evaluate(['--limit', '1'])).rejects.toThrow('--data and --json are needed');
    await expect(evaluate(['--data', folder, '--json', 'x', '--limit', 'some'])).rejects.toBeInstanceOf(
      UsageError,
    );
    await expect(evaluate(['--data', '/nowhere', '--json', 'x'])).rejects.toThrow('does not exist');
    const noAdapter = reportOf('g.json', '--limit', '1', '--adapter', '/nowhere');
    await expect(noAdapter).rejects.toMatchObject({ code: 'weights-missing' });
  });
});

describe('ask', () => {
  const lines = async (...args: string[]) => {
    const log = vi.mocked(console.log).mockClear();
    await ask(['--image', join(folder, 'images', '0.jpg'), '--question', '傷はどこ？', ...ON_CPU, ...args]);
    return log.mock.calls.map(([line]) => String(line));
  };

  test('prints a line a step', async () => {
    expect((await lines()).at(-1)).toMatch(/^verdict (PASS|FAIL|REVIEW) /);
  });

  test('--json prints the whole answer', async () => {
    const answer: unknown = JSON.parse((await lines('--json')).join(''));
    expect(answer).toMatchObject({ alpha: 0, lang: 'ja', evidence: { width: 16, height: 13 } });
  });
});

test('the process ends with 2 and the usage after a wrong command line', { timeout: 60_000 }, async () => {
  const ended = promisify(execFile)('npm', ['run', '-s', 'eval', '--', '--what'], { cwd: root });
  await expect(ended).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('--data DIR') });
});
