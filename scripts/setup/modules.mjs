import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, show } from './run.mjs';

const packages = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** True where node_modules has what package-lock.json says; other platforms' optional packages may be missing. */
export function modulesCurrent() {
  const installedFile = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, installedFile))) return false;
  const installed = packages(installedFile);
  return Object.entries(packages('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found
      ? found.version === wanted.version
      : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

/** Installs node_modules from the lock where they are missing or out of date. */
export function installModules() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
    process.exit(1);
  }
  if (modulesCurrent()) return;
  console.log('Installing node modules (npm ci) …');
  const options = ['--include=dev', '--no-audit', '--no-fund'];
  // npm 11 leaves other platforms' optional packages out of the lock and then refuses it; install takes the same lock.
  const status = show('npm', ['ci', ...options]) && show('npm', ['install', ...options]);
  if (status !== 0) {
    console.error('npm ci failed. Is the npm registry within reach?');
    process.exit(status);
  }
}
