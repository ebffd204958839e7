import { expect, test, type Page } from '@playwright/test';
import type { LogEntry } from '../src/inspection/log';
import { InspectPage, type ShownBox } from './page';
import { RecordsPage } from './records-page';
import { tray } from './tray-fixture';

/** People's part: by finger in the upright tablet, by keyboard and mouse on the desk. */

const PHOTOS = 20;
const TINY = new URL('../training/fixtures/tiny', import.meta.url).pathname;
const sample = (file: string) => new URL(`../public/samples/${file}`, import.meta.url).pathname;
const byTouch = () => test.info().project.use.hasTouch === true;

let app: InspectPage;

/** The log as it is stored. */
const storedLog = (page: Page): Promise<LogEntry[]> =>
  page.evaluate(
    () =>
      new Promise<LogEntry[]>((resolve, reject) => {
        const opening = indexedDB.open('lynx-records');
        opening.onerror = () => reject(opening.error ?? new Error('no database'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('log').objectStore('log').getAll();
          all.onsuccess = () => resolve(all.result as LogEntry[]);
        };
      }),
  );

const decisions = async (page: Page) => (await storedLog(page)).filter((entry) => entry.type === 'decision');
const predictions = async (page: Page) => (await storedLog(page)).filter((entry) => entry.type === 'infer');

async function openTray(page: Page, count: number) {
  await new RecordsPage(page).restore(await tray(count));
  await expect(app.queueItems).toHaveCount(count);
  await expect(app.button('accept')).toBeEnabled();
}

/** Waits until the n-th photo of the tray has been decided about, and another one is on the screen. */
async function decided(n: number) {
  await expect(app.queueItems.nth(n)).toHaveAttribute('data-state', 'reviewed');
  if (n === PHOTOS - 1) return;
  await expect(app.queueItems.nth(n + 1)).toHaveAttribute('aria-current', 'true');
  await expect(app.button('accept')).toBeEnabled();
}

test.beforeEach(async ({ page }) => {
  app = new InspectPage(page);
  await app.open();
});

test.afterEach(() => {
  expect(app.foreign, 'requests that left this origin').toEqual([]);
});

/** Four kinds of judgement, in turn. Each ends with the next photo on the screen. */
const touchWays = [
  async () => app.button('accept').tap(),
  async () => app.button('reject').tap(),
  async () => {
    const middle = await app.onScreen(40, 30);
    await app.page.touchscreen.tap(middle.x, middle.y);
    await expect(app.button('delete')).toBeVisible();
    const edge = await app.onScreen(60, 50);
    // The handle is 44 pixels large, and outside a box that is smaller than a finger.
    const grip = {
      x: middle.x + Math.max(edge.x - middle.x, 22) + 12,
      y: middle.y + Math.max(edge.y - middle.y, 22) + 12,
    };
    await app.swipe(grip, { x: grip.x + 60, y: grip.y + 40 });
    await expect.poll(async () => (await app.boxes())[0].standing).toBe('human');
    const { box } = (await app.boxes())[0];
    expect([box.x0, box.y0]).toEqual([20, 10]);
    expect(box.x1).toBeGreaterThan(70);
    await app.button('accept').tap();
  },
  async () => {
    await app.button('add').tap();
    await app.swipe(await app.onScreen(200, 150), await app.onScreen(280, 230));
    await expect.poll(async () => (await app.boxes()).length).toBe(3);
    await app.page.locator('[data-testid="kind-button"][data-kind="dent"]').tap();
    await app.button('accept').tap();
  },
];

const keyWays = [
  async () => app.page.keyboard.press('Enter'),
  async () => app.page.keyboard.press('r'),
  async () => {
    await app.page.keyboard.press('n');
    for (const key of ['ArrowRight', 'Shift+ArrowDown', 'Alt+Shift+ArrowRight'])
      await app.page.keyboard.press(key);
    const { box } = (await app.boxes())[0];
    expect([box.x0, box.y0, box.x1, box.y1]).toEqual([21, 20, 71, 60]);
    await app.page.keyboard.press('Enter');
  },
  async () => {
    await app.page.keyboard.press('b');
    await app.page.keyboard.press('Enter'); // puts one in the middle
    await expect.poll(async () => (await app.boxes()).length).toBe(3);
    await app.page.keyboard.press('5');
    await app.page.keyboard.press('Enter');
  },
];

test(`a tray of ${PHOTOS} photos is reviewed without a mouse; nothing is missing after a reload`, async ({
  page,
}) => {
  await openTray(page, PHOTOS);
  const before = await predictions(page);
  const ways = byTouch() ? touchWays : keyWays;
  for (let n = 0; n < PHOTOS; n++) {
    await ways[n % ways.length]();
    await decided(n);
  }
  await expect(page.getByTestId('decided')).toBeVisible();
  const made = await decisions(page);
  expect(made.map((entry) => entry.type === 'decision' && entry.verdict)).toEqual(
    Array.from({ length: PHOTOS }, (_, n) => ['accept', 'reject', 'correct', 'correct'][n % 4]),
  );
  expect(await predictions(page), 'what the model said').toEqual(before);

  await page.reload();
  await expect(app.queueItems).toHaveCount(PHOTOS);
  await expect.poll(() => app.queueStates()).toEqual(Array(PHOTOS).fill('reviewed'));
  expect(await decisions(page)).toEqual(made);
});

test('undo goes back to the start and redo to the end, also after the tab was closed in between', async ({
  page,
}) => {
  await openTray(page, 2);
  const states: ShownBox[][] = [await app.boxes()];
  const note = async () => void states.push(await app.boxes());
  const stage = app.stage;
  await stage.focus();
  await page.keyboard.press('n');
  await page.keyboard.press('ArrowRight');
  await note();
  await page.keyboard.press('3');
  await note();
  await page.keyboard.press('b');
  await page.keyboard.press('Enter');
  await note();
  await page.keyboard.press('Shift+ArrowUp');
  await note();
  await page.keyboard.press('Delete');
  await note();
  expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(states.length);

  const steps = states.length - 1;
  const press = (name: 'undo' | 'redo') =>
    byTouch()
      ? app.button(name).tap()
      : page.keyboard.press(name === 'undo' ? 'Control+z' : 'Control+Shift+z');
  for (let n = steps - 1; n >= 0; n--) {
    await press('undo');
    expect(await app.boxes()).toEqual(states[n]);
  }
  await expect(app.button('undo')).toBeDisabled();
  for (let n = 1; n <= steps; n++) {
    await press('redo');
    expect(await app.boxes()).toEqual(states[n]);
  }
  await expect(app.button('redo')).toBeDisabled();

  await expect(app.recordsStatus).not.toHaveAttribute('data-state', 'memory');
  await page.reload();
  await expect(app.button('undo')).toBeEnabled();
  expect(await app.boxes()).toEqual(states[steps]);
  for (let n = 0; n < steps; n++) await press('undo');
  expect(await app.boxes()).toEqual(states[0]);
  expect(await app.findings()).toHaveLength(2);
});

test('a threshold set by hand dims boxes, changes the verdict, is remembered, and goes with one tap', async ({
  page,
}) => {
  await openTray(page, 2);
  const standing = async () => (await app.boxes()).map((box) => box.standing);
  expect(await standing()).toEqual(['model', 'dim']);
  await app.threshold.fill('95');
  expect(await standing()).toEqual(['dim', 'dim']);
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'review');
  await page.reload();
  await expect(app.threshold).toHaveValue('95');
  await expect.poll(standing).toEqual(['dim', 'dim']);
  await page.getByTestId('threshold-reset').click();
  await expect.poll(standing).toEqual(['model', 'dim']);
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'fail');
});

test('letters that are typed, and the Enter that confirms kanji, decide nothing', async ({ page }) => {
  await openTray(page, 2);
  const input = page.getByTestId('question-input');
  await input.focus();
  await page.keyboard.type('rsb');
  await page.keyboard.press('Delete');
  const press = (init: { key: string; isComposing?: boolean; keyCode?: number }) =>
    page.evaluate((event) => {
      const stage = document.querySelector('[data-testid="stage"]');
      stage?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...event }));
    }, init);
  await press({ key: 'Enter', isComposing: true });
  await press({ key: 'Enter', keyCode: 229 });
  await expect(input).toHaveValue('rsb');
  expect(await app.queueStates()).toEqual(['answered', 'answered']);
  expect(await decisions(page)).toEqual([]);

  await input.blur();
  await page.keyboard.press('?');
  await expect(page.getByTestId('shortcut-sheet')).toBeVisible();
  await page.keyboard.press('r'); // not behind the sheet
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('shortcut-sheet')).toBeHidden();
  expect(await decisions(page)).toEqual([]);
});

test('a reason is one more tap, and the photo before one tap away', async ({ page }) => {
  await openTray(page, 2);
  await app.button('reject').click();
  await expect(app.queueItems.nth(0)).toHaveAttribute('data-state', 'reviewed');
  await page.locator('[data-reason="false-alarm"]').click();
  await expect.poll(async () => (await decisions(page)).length).toBe(2);
  const [first, second] = await decisions(page);
  expect(second).toMatchObject({
    verdict: 'reject',
    part: 'pass',
    reason_code: 'false-alarm',
    undo_of: first.event_id,
  });
  await app.button('back').click();
  await expect(app.queueItems.nth(0)).toHaveAttribute('aria-current', 'true');
});

test.describe('with a model of random weights, which answers at once', () => {
  test.use({ serviceWorkers: 'block' });

  test('photos picked together are asked one after the other, and all of it is kept', async ({ page }) => {
    await page.route('**/model/*', (route) =>
      route.fulfill({ path: `${TINY}/${new URL(route.request().url()).pathname.split('/').at(-1)}` }),
    );
    await page.reload();
    await app.ready();
    await app.pickPhotos(['plate.jpg', 'housing.jpg', 'tile.jpg'].map(sample));
    await expect(app.queueItems).toHaveCount(3);
    expect(await app.queueStates()).toEqual(['waiting', 'waiting', 'waiting']);
    await app.ask('傷はどこ？');
    await app.verdict();
    await expect.poll(() => app.queueStates(), { timeout: 120_000 }).toEqual(Array(3).fill('answered'));
    expect(await app.recordsStatus.getAttribute('data-state')).toMatch(/durable|evictable/);
    await app.button('accept').click();
    await expect(app.queueItems.nth(1)).toHaveAttribute('aria-current', 'true');
    const types = (await storedLog(page)).map((entry) => entry.type);
    expect(types.filter((type) => type === 'import')).toHaveLength(3);
    expect(types.filter((type) => type === 'infer')).toHaveLength(3);
    expect(types.filter((type) => type === 'decision')).toHaveLength(1);
    await page.reload();
    await expect.poll(() => app.queueStates()).toEqual(['reviewed', 'answered', 'answered']);
  });
});
