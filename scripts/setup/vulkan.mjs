import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addBackports, install, isBookworm, version } from './apt.mjs';

const MESA = 'mesa-vulkan-drivers';
/** Where Debian's mesa puts lavapipe; newer releases name the machine. */
const LAVAPIPE = ['lvp_icd.json', 'lvp_icd.x86_64.json', 'lvp_icd.aarch64.json'].map(
  (name) => `/usr/share/vulkan/icd.d/${name}`,
);
/** Bookworm's own mesa 22.3 lacks what Dawn asks of a driver. */
const OLDEST = 23;

function lavapipe() {
  const found = version(MESA);
  if (!found || Number.parseInt(found, 10) < OLDEST) return null;
  const icd = LAVAPIPE.find((file) => existsSync(file));
  return icd ? { name: `lavapipe (${MESA} ${found})`, icd } : null;
}

function swiftshader(chromium) {
  const folders = ['/usr/lib/chromium', ...(chromium ? [dirname(chromium)] : [])];
  const icd = folders
    .map((folder) => join(folder, 'vk_swiftshader_icd.json'))
    .find((file) => existsSync(file));
  if (!icd) return null;
  if (!version('libvulkan1')) install(['libvulkan1']); // Dawn in Node needs the loader beside the driver
  return { name: `SwiftShader (${icd}): no f16, and slower than lavapipe`, icd };
}

/**
 * A software Vulkan driver for Dawn in Node: lavapipe where it can be had, else Chromium's SwiftShader.
 * @returns {{ name: string, icd: string } | null} null leaves the choice to the Vulkan loader
 */
export function getVulkan(chromium) {
  const here = lavapipe();
  if (here) return here;
  if (addBackports()) install([MESA, 'libvulkan1'], 'bookworm-backports');
  else if (!isBookworm()) install([MESA, 'libvulkan1']);
  return lavapipe() ?? swiftshader(chromium);
}
