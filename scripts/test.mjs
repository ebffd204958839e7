// npm test: sets up what the tests need, then runs all of them, and exits with the true status.
// `npm test -- unit e2e` runs only the steps named.
import { existsSync } from 'node:fs';
import { getChromium } from './setup/chromium.mjs';
import { installModules } from './setup/modules.mjs';
import { show } from './setup/run.mjs';
import { getVulkan } from './setup/vulkan.mjs';

const STEPS = {
  typecheck: ['npx', ['tsc', '-b']],
  lint: ['npx', ['eslint', '.', '--max-warnings', '0']],
  unit: ['npx', ['vitest', 'run']], // unit tests and kernels
  build: ['npx', ['vite', 'build', '--logLevel', 'warn']],
  e2e: ['npx', ['playwright', 'test']],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}
const chosen = Object.keys(STEPS).filter((name) => asked.length === 0 || asked.includes(name));

installModules();
const env = { ...process.env, CI: process.env.CI ?? '1' };

if (chosen.includes('unit') || chosen.includes('e2e')) {
  const chromium = getChromium();
  console.log(`Chromium: ${chromium ?? 'none'}`);
  if (!chromium && chosen.includes('e2e')) {
    console.error('No Chromium to be had: the browser tests cannot run. LYNX_CHROMIUM=/path names one.');
    process.exit(1);
  }
  if (chromium) env.LYNX_CHROMIUM = chromium;
  if (process.env.VK_DRIVER_FILES || process.env.VK_ICD_FILENAMES) {
    console.log('Vulkan driver: as the environment says');
  } else {
    const vulkan = getVulkan(chromium);
    console.log(`Vulkan driver: ${vulkan?.name ?? 'no software driver, left to the loader'}`);
    if (vulkan) Object.assign(env, { VK_DRIVER_FILES: vulkan.icd, VK_ICD_FILENAMES: vulkan.icd });
  }
}

const results = [];
for (const name of chosen) {
  const [command, args] = STEPS[name];
  console.log(`\n── ${name}`);
  const started = Date.now();
  const built =
    !results.some((step) => step.name === 'build' && step.status !== 0) && existsSync('dist/index.html');
  const status = name === 'e2e' && !built ? 1 : show(command, args, { env });
  if (name === 'e2e' && !built) console.error('No build to test.');
  results.push({ name, status, seconds: (Date.now() - started) / 1000 });
}

console.log('');
for (const { name, status, seconds } of results) {
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds.toFixed(1)} s`);
}
process.exit(results.some((step) => step.status !== 0) ? 1 : 0);
