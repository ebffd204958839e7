import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { FORMATS, type FormatId } from '../src/inspection/formats';
import { decodeJsonl } from '../src/inspection/log';
import { unpackTexts, utf8 } from '../src/inspection/zip';
import { fixture, longLog, type Fixture } from './records-fixture';
import { InspectPage } from './page';
import { RecordsPage } from './records-page';

/** Audit and export. None of it needs the model: the records come in as a backup. */

let made: Fixture;
let app: InspectPage;
let records: RecordsPage;

test.beforeAll(async () => {
  made = await fixture();
});

test.beforeEach(async ({ page }) => {
  app = new InspectPage(page);
  records = new RecordsPage(page);
  await app.open();
});

test.afterEach(() => {
  expect(app.foreign, 'requests that left this origin').toEqual([]);
});

test('the sheet opens, is walked through by keyboard, and gives the focus back', async ({ page }) => {
  await page.getByTestId('records-button').focus();
  await page.keyboard.press('Enter');
  await expect(records.sheet).toBeVisible();
  await page.getByTestId('records-tab-log').focus();
  for (const tab of ['export', 'backup', 'book', 'log']) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId(`records-tab-${tab}`)).toBeFocused();
    await expect(page.getByTestId(`records-tab-${tab}`)).toHaveAttribute('aria-selected', 'true');
  }
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement !== document.body && !activeElement?.closest('dialog');
    });
    expect(outside, 'the focus left the sheet').toBe(false);
  }
  await page.keyboard.press('Escape');
  await expect(records.sheet).toBeHidden();
  await expect(page.getByTestId('records-button')).toBeFocused();
});

test('an intact log verifies, is searched, and its entries are shown', async ({ page }) => {
  await records.restore(made.backup);
  await records.open();
  await expect(records.rows.filter({ hasText: '部品 A&B.jpg' })).toHaveCount(3);
  await page.getByTestId('verify').click();
  const result = page.getByTestId('verify-result');
  await expect(result).toHaveAttribute('data-ok', 'true');
  await expect(page.getByTestId('head-hash')).toHaveText(/^[0-9a-f]{64}$/);

  await page.getByTestId('log-decision').selectOption('correct');
  await expect(records.rows).toHaveCount(1);
  await records.rows.first().click();
  await expect(page.getByTestId('log-entry')).toContainText('打痕');
  await page.getByTestId('log-decision').selectOption('');
  await page.getByTestId('log-search').fill('TILE');
  await expect(records.rows).toHaveCount(2);
  await expect(page.locator('[data-stat=reviewed] dd')).toContainText('1');
  await expect(page.locator('[data-stat=missed] dd')).toContainText('1');
});

test('one flipped byte of a downloaded log is found, and the entry is named', async ({ page }) => {
  await records.restore(made.backup);
  await records.open();
  const { name, bytes } = await records.download(page.getByTestId('log-save'));
  expect(name).toMatch(/^lynx-log-[0-9a-f]{8}-\d{8}-\d{4}\.jsonl$/);
  const entries = decodeJsonl(bytes.toString('utf8'));
  expect(entries.slice(0, made.entries.length)).toEqual(made.entries);

  const result = page.getByTestId('verify-result');
  await records.choose('verify-file', name, bytes);
  await expect(result).toHaveAttribute('data-ok', 'true');
  // A digit of the score in entry 1.
  const start = bytes.indexOf('\n') + 1;
  const at = bytes.indexOf('"score":0.9', start) + '"score":0.'.length;
  const altered = Buffer.from(bytes);
  altered[at] ^= 1;
  await records.choose('verify-file', name, altered);
  await expect(result).toHaveAttribute('data-ok', 'false');
  await expect(result).toHaveAttribute('data-index', '1');
  await expect(result).toContainText('#1');
});

test('an entry altered in the browser’s database is found', async ({ page }) => {
  await records.restore(made.backup);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('lynx-records');
        request.onerror = () => reject(new Error('cannot open'));
        request.onsuccess = () => {
          const store = request.result.transaction('log', 'readwrite').objectStore('log');
          const get = store.get(3);
          get.onsuccess = () => {
            const entry = get.result as { verdict: string };
            entry.verdict = 'fail';
            store.put(entry).onsuccess = () => resolve();
          };
        };
      }),
  );
  await records.open();
  await page.getByTestId('verify').click();
  await expect(page.getByTestId('verify-result')).toHaveAttribute('data-index', '3');
});

test.describe('export', () => {
  test.beforeEach(() => records.restore(made.backup));

  const textsOf = (name: string, bytes: Buffer) =>
    name.endsWith('.zip')
      ? unpackTexts(new Uint8Array(bytes))
      : new Map([[name, utf8(new Uint8Array(bytes), name)]]);

  for (const format of ['coco', 'coco-results', 'yolo', 'voc', 'label-studio', 'cvat', 'csv'] as const) {
    test(`${format} is read again by the same library`, async ({ page }) => {
      await records.open('export');
      await page.getByTestId(`export-format-${format}`).check();
      await expect(page.getByTestId('export-loss')).not.toBeEmpty();
      const { name, bytes } = await records.download(page.getByTestId('export-run'));
      await expect(page.getByTestId('export-done')).toContainText(name);
      const id: FormatId = format === 'coco-results' ? 'coco' : format;
      const { dataset, warnings } = FORMATS[id].decode(textsOf(name, bytes));
      expect(warnings).toEqual([]);
      expect(dataset.photos).toHaveLength(1);
      const [photo] = dataset.photos;
      expect(photo.boxes.map((box) => box.label).sort()).toEqual(['crack', 'dent', 'scratch']);
      const crack = photo.boxes.find((box) => box.label === 'crack')!;
      expect(Math.abs(crack.x0 - 132.5)).toBeLessThanOrEqual(FORMATS[id].loss.pixels + 0.01);
      if (format === 'coco' || format === 'csv') expect(photo.comment).toBe('右下に打痕 <A&B> "要確認"');
    });
  }

  test('with photos, byte for byte where the format looks for them', async ({ page }) => {
    await records.open('export');
    await page.getByTestId('export-format-yolo').check();
    await page.getByTestId('export-selection-all').check();
    await page.getByTestId('export-photos').click();
    const { bytes } = await records.download(page.getByTestId('export-run'));
    const files = unzipSync(new Uint8Array(bytes));
    const plate = await readFile(new URL('../public/samples/plate.jpg', import.meta.url));
    expect(Buffer.from(files['images/train/部品 A&B.jpg']).equals(plate)).toBe(true);
    expect(Object.keys(files)).toContain('images/train/tile.jpg');
  });

  test('the photo on the screen with its boxes, as PNG', async ({ page }) => {
    await expect(app.stage).toBeVisible();
    await records.open('export');
    await page.getByTestId('export-format-png').check();
    const { name, bytes } = await records.download(page.getByTestId('export-run'));
    expect(name).toMatch(/-lynx\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  test('the report is printed with photo, boxes and head hash', async ({ page }) => {
    await page.evaluate(() => {
      window.print = () => {
        const paper = document.querySelector('[data-testid=report]');
        document.documentElement.dataset.printed = paper?.textContent ?? '';
        document.documentElement.dataset.pictures = String(paper?.querySelectorAll('rect').length);
      };
    });
    await records.open('export');
    await page.getByTestId('export-format-report').check();
    await page.getByTestId('export-run').click();
    const root = page.locator('html');
    await expect(root).toHaveAttribute('data-printed', /部品 A&B\.jpg/);
    await expect(root).toHaveAttribute('data-printed', /[0-9a-f]{64}/);
    await expect(root).toHaveAttribute('data-pictures', '3');
  });

  test('what was exported, and changed elsewhere, comes in again as a review', async ({ page }) => {
    await records.open('export');
    const { bytes } = await records.download(page.getByTestId('export-run'));
    const coco = bytes.toString('utf8').replaceAll('"dent"', '"burr"');
    await records.choose('import-choose', 'elsewhere.json', Buffer.from(coco));
    await expect(page.getByTestId('import-summary')).toHaveAttribute('data-format', 'coco');
    await page.getByTestId('import-apply').click();
    await expect(page.getByTestId('import-applied')).toBeVisible();
    await records.choose('import-choose', 'cut.json', Buffer.from(coco.slice(0, 300)));
    await expect(page.getByTestId('records-error')).toHaveAttribute('data-code', 'not-json');
    const other = coco.replaceAll('部品', '別の部品');
    await records.choose('import-choose', 'other.json', Buffer.from(other));
    await expect(page.getByTestId('import-unplaced')).toContainText('別の部品');
  });
});

test.describe('backup', () => {
  test('goes out as one file, and altered ones are refused by name', async ({ page }) => {
    await records.restore(made.backup);
    await records.open('backup');
    const { name, bytes } = await records.download(page.getByTestId('backup'));
    await expect(page.getByTestId('backup-done')).toContainText(name);
    await records.choose('restore-choose', name, bytes);
    await expect(page.getByTestId('candidate')).toHaveAttribute('data-relation', 'ahead');
    await page.getByTestId('restore-cancel').click();

    const altered = Buffer.from(bytes);
    altered[altered.indexOf('photos/') + 2000] ^= 1;
    await records.choose('restore-choose', name, altered);
    const error = page.getByTestId('records-error');
    await expect(error).toHaveAttribute('data-code', /^backup-(tampered|format)$/);
    await expect(error).toContainText('photos/');
    await expect(page.getByTestId('candidate')).toBeHidden();
  });

  test('a log that diverged is replaced only after a warning', async ({ page }) => {
    await records.restore(await longLog(3));
    await records.open('backup');
    await records.choose('restore-choose', 'other.zip', made.backup);
    await expect(page.getByTestId('candidate')).toHaveAttribute('data-relation', 'diverged');
    await page.getByTestId('restore').click();
    await expect(page.getByTestId('restored')).toBeVisible();
  });

  test('says whether the data is kept, and how much there is', async ({ page }) => {
    await records.open('backup');
    await expect(page.getByTestId('storage')).toHaveAttribute('data-state', /^(durable|evictable)$/);
    await expect(page.getByTestId('storage-usage')).toBeVisible();
  });
});

test('ten thousand entries: a screenful of rows, scrolled and searched', async ({ page }) => {
  await records.restore(await longLog(10_000));
  await records.open();
  await expect(page.getByTestId('log-count')).toContainText(/10,00\d/);
  expect(await records.rows.count()).toBeLessThan(60);
  await page.getByTestId('log-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect(records.rows.last()).toHaveAttribute('data-seq', '0');
  expect(await records.rows.count()).toBeLessThan(60);
  const begun = Date.now();
  await page.getByTestId('log-search').fill('ﾗｲﾝ3-9992');
  await expect(records.rows).toHaveCount(1);
  // Reported, not judged: the machine may be busy.
  test.info().annotations.push({ type: 'search', description: `${Date.now() - begun} ms` });
  await expect(records.rows.first()).toHaveAttribute('data-seq', '9993');
});

test('the defect book: add, edit, remove, take back; "defect" stays; out and in again', async ({ page }) => {
  await records.open('book');
  const kind = (id: string) => page.locator(`[data-testid=kind][data-id=${id}]`);
  await expect(kind('defect').getByTestId('kind-remove')).toBeDisabled();
  await page.getByTestId('book-add').click();
  const form = page.getByTestId('kind-form');
  await form.locator('[name=ja]').fill('はんだボール');
  await page.getByTestId('kind-save').click();
  await expect(page.getByTestId('book-problems')).toBeVisible();
  await form.locator('[name=en]').fill('Solder ball');
  await form.locator('[name=id]').fill('solder-ball');
  await page.getByTestId('kind-save').click();
  await expect(kind('solder-ball')).toContainText('はんだボール');

  await kind('solder-ball').getByTestId('kind-edit').click();
  await form.locator('[name=severity]').selectOption('critical');
  await page.getByTestId('kind-save').click();
  await expect(kind('solder-ball').locator('[data-severity=critical]')).toBeVisible();

  const { bytes } = await records.download(page.getByTestId('book-export'));
  await kind('solder-ball').getByTestId('kind-remove').click();
  await expect(kind('solder-ball')).toHaveCount(0);
  await page.getByTestId('book-undo').click();
  await expect(kind('solder-ball')).toHaveCount(1);
  await kind('solder-ball').getByTestId('kind-remove').click();
  await records.choose('book-import', 'book.json', bytes);
  await expect(kind('solder-ball')).toContainText('Solder ball');
  await page.reload();
  await records.open('book');
  await expect(kind('solder-ball')).toHaveCount(1);
});
