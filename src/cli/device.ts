/** What the command line computes on: Dawn on a Vulkan adapter, or the f64 reference. */
import { existsSync } from 'node:fs';
import { create, globals } from 'webgpu';
import type { EngineInfo } from '../engine/api';
import { EngineError } from '../engine/errors';
import { createGpuBackend } from '../engine/gpu/backend';
import { acquireDevice } from '../engine/gpu/device';
import type { Backend } from '../engine/ops/backend';
import { createReferenceBackend } from '../engine/reference/backend';
import { readShaders } from './shaders';

/** 'auto': the GPU, or the reference where there is none. */
export type DeviceChoice = 'auto' | 'gpu' | 'cpu';

export interface Opened {
  backend: Backend;
  device: EngineInfo['device'];
}

/** Software drivers that come with a Chromium, for machines whose Vulkan loader knows none. */
const SPARE_DRIVERS = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
];

// Dawn's instance must stay referenced for as long as its device is in use.
let gpu: GPU | undefined;

/** @throws EngineError 'no-webgpu' when 'gpu' was asked for and there is none */
export async function openDevice(choice: DeviceChoice): Promise<Opened> {
  if (choice === 'cpu') return openReference();
  try {
    return await openGpu();
  } catch (error) {
    if (choice === 'gpu') throw error;
    console.error(`${EngineError.from(error).message}: computing on the CPU, slowly`);
    return openReference();
  }
}

function openReference(): Opened {
  const device = { kind: 'cpu', vendor: '', architecture: '', description: 'reference, f64' } as const;
  return { backend: createReferenceBackend(), device };
}

async function openGpu(): Promise<Opened> {
  Object.assign(globalThis, globals);
  const { device, ...adapter } = await acquire();
  return { backend: await createGpuBackend(device, readShaders()), device: { kind: 'webgpu', ...adapter } };
}

async function acquire() {
  try {
    gpu = create([]);
    return await acquireDevice(gpu);
  } catch (error) {
    const spare = SPARE_DRIVERS.find((file) => existsSync(file));
    if (!spare || process.env.VK_ICD_FILENAMES || process.env.VK_DRIVER_FILES) throw error;
    process.env.VK_ICD_FILENAMES = process.env.VK_DRIVER_FILES = spare;
    gpu = create([]);
    return await acquireDevice(gpu);
  }
}
