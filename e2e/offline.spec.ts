import { expect, test as base, type BrowserContext } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { keptSizes } from './kept';
import { InspectPage } from './page';
import { BUNDLED, Site, TINY } from './site';

/** After the first visit the page needs no network, and a download that was interrupted goes on. */

const BASE = 'base.safetensors';

interface World {
  site: Site;
  app: InspectPage;
}

const test = base.extend<World & { model: string }>({
  model: [TINY, { option: true }],
  site: async ({ model }, use) => {
    const site = await new Site(model).start();
    await use(site);
    await site.stop();
  },
  app: async ({ page, context, site }, use) => {
    const foreign: string[] = [];
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && `${origin}/` !== site.url) foreign.push(request.url());
    });
    const app = new InspectPage(page);
    await use(app);
    expect(foreign, 'requests that left this origin, from page, workers and service worker').toEqual([]);
    expect(
      app.problems.filter((problem) => !/Failed to load resource|net::ERR_/.test(problem)),
      'console errors and policy breaches, but for the network that the test took away',
    ).toEqual([]);
  },
});

test.skip(({ isMobile }) => isMobile, 'nothing here depends on the screen');

/** A first visit, up to where everything is on the device. */
async function visit({ site, app }: World): Promise<void> {
  await app.open(site.url);
  await app.ready();
  await expect(app.page.getByTestId('kept')).toBeAttached();
  await app.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
  });
}

async function pullTheCable(context: BrowserContext, site: Site): Promise<void> {
  await context.setOffline(true);
  await site.stop();
}

const hashOf = async (folder: string, name: string): Promise<string> => {
  const manifest = JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8')) as {
    files: { name: string; sha256: string }[];
  };
  return manifest.files.find((file) => file.name === name)!.sha256;
};

test.describe('without a network', () => {
  test.use({ model: BUNDLED ?? TINY });

  test('the page opens, the model loads, and a question about a sample is answered', async ({
    app,
    site,
    context,
    page,
  }) => {
    await visit({ app, site });
    await pullTheCable(context, site);
    await page.reload();
    await app.ready();
    await expect(page.getByTestId('kept')).toBeAttached();
    await app.openSample(0);
    await app.ask('傷はどこ？');
    await expect(page.getByTestId('again-button')).toBeVisible({ timeout: 150_000 });
    expect(await app.steps.count()).toBeGreaterThan(0);
  });
});

test('a second visit fetches nothing of the model but its manifest', async ({ app, site, page }) => {
  await visit({ app, site });
  expect(site.asked.map(({ file }) => file).sort()).toEqual([
    BASE,
    'grammar.json',
    'grounding.safetensors',
    'tokenizer.json',
  ]);
  await page.reload();
  await app.ready();
  await expect(page.getByTestId('kept')).toBeAttached();
  expect(site.asked).toHaveLength(4);
});

test('a tab closed in the middle of the download: the next one goes on from there', async ({
  app,
  site,
  context,
  page,
}) => {
  site.stalls.set(BASE, 300_000);
  await app.open(site.url);
  const part = `${await hashOf(TINY, BASE)}.part`;
  await expect.poll(async () => (await keptSizes(page))[part]).toBe(300_000);
  await page.close();
  site.stalls.clear();
  site.asked.length = 0;
  await new InspectPage(await context.newPage()).open(site.url);
  await expect.poll(() => site.asked).toContainEqual({ file: BASE, range: 'bytes=300000-' });
});

test('`vite preview` serves parts of a file', async ({ request }) => {
  const whole = await request.get('samples/plate.jpg');
  const part = await request.get('samples/plate.jpg', { headers: { Range: 'bytes=10-' } });
  expect(part.status()).toBe(206);
  const { length } = await whole.body();
  expect(part.headers()['content-range']).toBe(`bytes 10-${length - 1}/${length}`);
  expect((await part.body()).equals((await whole.body()).subarray(10))).toBe(true);
});
