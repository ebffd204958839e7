import 'fake-indexeddb/auto';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../../i18n';
import { boxAt, decided, imported, inferred } from '../../inspection/testing/log-entries';
import { createApp, type App } from '../../state/app';
import { recordsScreens } from '../../state/records';
import { createFakeClient } from '../../state/testing/fake-client';
import { FakeDevice } from '../../state/testing/storage';
import { AppContext } from '../hooks/app';
import { BackupTab } from './backup/BackupTab';
import { BookTab } from './book/BookTab';
import { LogTab } from './log/LogTab';
import { ScreensContext } from './screens';
import { TransferTab } from './transfer/TransferTab';

vi.setConfig({ testTimeout: 30_000 });

const TABS = { LogTab, TransferTab, BackupTab, BookTab };
let app: App;

// Rendering to text takes a store's first state, so the records are filled before the screens are made.
beforeAll(async () => {
  const page = await new FakeDevice().page();
  await page.log.append(imported(1, '部品.jpg'));
  const infer = await page.log.append(inferred(1, [boxAt('p1', 10)]));
  await page.log.append(decided(1, infer.event_id));
  app = createApp({ client: createFakeClient(), records: page });
});

const markup = (name: keyof typeof TABS) => {
  const Tab = TABS[name];
  return renderToStaticMarkup(
    <AppContext value={app}>
      <ScreensContext value={recordsScreens(app)}>
        <Tab />
      </ScreensContext>
    </AppContext>,
  );
};

describe.each(LANGUAGES)('the screens in %s', (lang) => {
  it.each(Object.keys(TABS) as (keyof typeof TABS)[])('%s is drawn, with all its texts filled in', (name) => {
    const languages = [lang];
    app = createApp({ client: createFakeClient(), records: app.records, languages });
    const html = markup(name);
    expect(html.length).toBeGreaterThan(500);
    const text = html.replace(/<[^>]*>/g, ' ');
    expect(text).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
    // In English, Japanese is left only where it is the plant's own word, and marked as such.
    const foreign = html.replace(/<(\w+)[^>]*lang="ja"[^>]*>.*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
    if (lang === 'en') expect(foreign).not.toMatch(/[぀-ヿ一-鿿]/);
  });
});
