import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { InspectPage, type ShownFinding } from './page';

/** What the page promises, with the bundled model on WebGPU (SwiftShader here: slow, but the same shaders). */

type Corners = [x0: number, y0: number, x1: number, y1: number];

const truth = JSON.parse(await readFile(new URL('./samples-truth.json', import.meta.url), 'utf8')) as Record<
  string,
  { kind: string; box: Corners }[]
>;
const sample = (file: string) => new URL(`../public/samples/${file}`, import.meta.url).pathname;
const DEFECT = 'cloth.jpg';
const CLEAN = 'housing.jpg';

function iou(a: { x0: number; y0: number; x1: number; y1: number }, b: Corners): number {
  const w = Math.min(a.x1, b[2]) - Math.max(a.x0, b[0]);
  const h = Math.min(a.y1, b[3]) - Math.max(a.y0, b[1]);
  const inter = Math.max(0, w) * Math.max(0, h);
  return inter / ((a.x1 - a.x0) * (a.y1 - a.y0) + (b[2] - b[0]) * (b[3] - b[1]) - inter);
}

/** How well the best finding fits the first true box of a sample. */
const fit = (findings: ShownFinding[], file: string) =>
  Math.max(0, ...findings.map((f) => iou(f.box, truth[file][0].box)));

test.describe('a photo in, boxes out', () => {
  let app: InspectPage;

  test.beforeEach(async ({ page }) => {
    app = new InspectPage(page);
    await app.open();
    await app.ready();
  });

  test.afterEach(() => {
    expect(app.foreign, 'requests that left this origin').toEqual([]);
    expect(app.problems, 'console errors and policy breaches').toEqual([]);
  });

  test('Japanese question: the defect of a dropped photo is boxed', async () => {
    await app.dropPhoto(sample(DEFECT));
    await app.ask('傷はどこ？');
    expect(await app.verdict()).toBe('fail');
    const found = await app.findings();
    expect(fit(found, DEFECT)).toBeGreaterThanOrEqual(0.5);
    expect(await app.stepKinds()).toEqual(['surface', 'look', ...found.map(() => 'find'), 'verdict']);
    expect(await app.answerText()).toMatch(/[ぁ-ん一-龯]/);
  });

  test('English question: same box, English words @desktop', async () => {
    await app.dropPhoto(sample(DEFECT));
    await app.ask('Where is the defect?');
    expect(await app.verdict()).toBe('fail');
    expect(fit(await app.findings(), DEFECT)).toBeGreaterThanOrEqual(0.5);
    for (const step of await app.steps.all()) expect(await step.innerText()).toMatch(/[a-z]{3}/i);
  });

  test('a clean photo gives "no defect" @desktop', async () => {
    await app.dropPhoto(sample(CLEAN));
    await app.ask('傷はどこ？');
    expect(await app.verdict()).toBe('pass');
    expect(await app.findings()).toEqual([]);
  });

  test('text renamed .jpg: a clear message, and the page goes on @desktop', async () => {
    await app.dropPhoto(sample(DEFECT));
    await app.dropBytes('note.jpg', Buffer.from('this is not a photo, whatever its name says\n'));
    await expect(app.error).toBeVisible();
    await expect(app.error).toContainText('note.jpg');
    await app.ask('傷はどこ？');
    expect(await app.verdict()).toBe('fail');
  });

  test('the GPU device dies during an answer: the answer still comes, or an error with a name @desktop', async ({
    page,
  }) => {
    await app.dropPhoto(sample(DEFECT));
    await app.ask('傷はどこ？');
    await expect(app.steps.first()).toBeVisible({ timeout: 120_000 });
    // As if the driver had reset: the worker hears the one message that only destroys its device.
    await page.workers()[0].evaluate(() => {
      self.dispatchEvent(new MessageEvent('message', { data: { type: 'debug.loseDevice' } }));
    });
    await expect(page.getByTestId('again-button').or(app.error)).toBeVisible({ timeout: 170_000 });
    if (await app.error.isVisible()) {
      expect(await app.error.getAttribute('data-code')).toBe('device-lost');
    } else {
      expect((await app.findings()).length).toBeGreaterThan(0);
    }
  });
});
