import { expect, test, type Page } from '@playwright/test';
import { coreCases } from '../src/engine/testing/cases';

const ops = [...new Set(coreCases.map(({ op }) => op))].sort();

test.beforeEach(({}, { project }) => {
  test.skip(project.name !== 'desktop', 'the same page on a tablet');
});

const rowsOf = (page: Page) =>
  page
    .getByTestId('selftest-row')
    .evaluateAll((rows) => rows.map(({ dataset }) => ({ op: dataset.op, pass: dataset.pass === 'true' })));

test('every core op passes on the adapter of this browser, and the report says so', async ({
  page,
  context,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const response = await page.goto('./diagnostics.html');
  expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
  await expect(page.getByTestId('selftest')).toHaveAttribute('data-state', /passed|failed/, {
    timeout: 150_000,
  });
  const rows = await rowsOf(page);
  expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  expect(rows).toHaveLength(coreCases.length);
  expect([...new Set(rows.map(({ op }) => op))].sort()).toEqual(ops);
  await expect(page.getByTestId('selftest')).toHaveAttribute('data-state', 'passed');

  await page.getByTestId('copy-report').click();
  await expect(page.getByTestId('report')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toMatchObject({ state: 'passed', error: null, secureContext: true });
  expect(problems).toEqual([]);
});

test('a kernel that is wrong fails, and it alone', async ({ page }) => {
  // In the script as served: nothing of this is in the product.
  let broken = 0;
  await page.route('**/assets/*.js', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const changed = text.replaceAll('exp(-max(gate,', 'exp(-min(gate,');
    if (changed !== text) broken++;
    const headers = response.headers();
    delete headers['content-length'];
    delete headers['content-encoding'];
    await route.fulfill({ status: response.status(), headers, body: changed });
  });
  await page.goto('./diagnostics.html');
  await expect(page.getByTestId('selftest')).toHaveAttribute('data-state', /passed|failed/, {
    timeout: 150_000,
  });
  expect(broken).toBeGreaterThan(0);
  const failed = (await rowsOf(page)).filter(({ pass }) => !pass).map(({ op }) => op);
  expect([...new Set(failed)]).toEqual(['swiglu']);
  await expect(page.getByTestId('selftest')).toHaveAttribute('data-state', 'failed');
});
