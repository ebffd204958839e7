import { existsSync, writeFileSync } from 'node:fs';
import { read, show } from './run.mjs';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const BACKPORTS = '/etc/apt/sources.list.d/lynx-backports.list';
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
let updated = false;

const isRoot = () => process.getuid?.() === 0;
/** apt as root, or through sudo where that asks nothing. */
function apt(words) {
  const args = ['-o', 'DPkg::Lock::Timeout=120', ...words];
  if (isRoot()) return show('apt-get', args, { env });
  return show('sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
}

export const hasApt = () =>
  existsSync('/usr/bin/apt-get') && (isRoot() || read('sudo', ['-n', 'true']) !== null);
export const isBookworm = () => /VERSION_CODENAME=bookworm/.test(read('cat', ['/etc/os-release']) ?? '');

/** Adds bookworm-backports, signed by Debian's own key; true where it is there afterwards. */
export function addBackports() {
  if (!isRoot() || !isBookworm() || !existsSync(KEYRING)) return false;
  if (existsSync(BACKPORTS)) return true;
  writeFileSync(
    BACKPORTS,
    `deb [signed-by=${KEYRING}] http://deb.debian.org/debian bookworm-backports main\n`,
  );
  updated = false;
  return true;
}

/** Installs Debian packages; true where that worked. */
export function install(packages, release) {
  if (!hasApt()) return false;
  if (!updated) {
    apt(['update', '-qq']); // one source out of reach must not stop the others: install decides
    updated = true;
  }
  const target = release ? ['-t', release] : [];
  return apt(['install', '-y', '-qq', '--no-install-recommends', ...target, ...packages]) === 0;
}

/** The version of an installed Debian package, or null. */
export function version(name) {
  const out = read('dpkg-query', ['-W', '-f=${db:Status-Status} ${Version}', name]);
  return out?.startsWith('installed ') ? out.slice('installed '.length) : null;
}
