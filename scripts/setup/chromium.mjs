import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { install } from './apt.mjs';
import { show } from './run.mjs';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Playwright's own Chromiums, newest first. */
function downloaded() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) =>
      ['chrome-linux64', 'chrome-linux'].map((folder) => join(cache, name, folder, 'chrome')),
    );
}

/** The Chromium to test with: LYNX_CHROMIUM, an installed one, or one that Playwright downloaded; null where none. */
export function findChromium() {
  const named = process.env.LYNX_CHROMIUM;
  if (named) return named;
  return [...INSTALLED, ...downloaded()].find(runnable) ?? null;
}

/** As findChromium, but gets one where there is none. */
export function getChromium() {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium here: trying Playwright’s download, then Debian’s package …');
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  const quiet = { env, stdio: 'ignore', timeout: 300_000 };
  if (show('npx', ['playwright', 'install', '--no-shell', 'chromium'], quiet) !== 0) {
    console.log('Playwright’s download is out of reach.');
  } else if (process.getuid?.() === 0) {
    show('npx', ['playwright', 'install-deps', 'chromium']);
  }
  if (!findChromium()) install(['chromium']);
  return findChromium();
}
