import { create, globals } from 'webgpu';
import { acquireDevice } from '../gpu/device';

// Dawn's instance must stay referenced for as long as its device is in use.
let gpu: GPU | undefined;
let device: Promise<GPUDevice> | undefined;

/**
 * The one Dawn device of a test process, made on first use. Never destroyed: tearing a software adapter down can hang, and
 * the process exits without it.
 */
export function testDevice(): Promise<GPUDevice> {
  Object.assign(globalThis, globals);
  gpu ??= create([]);
  device ??= acquireDevice(gpu).then((acquired) => acquired.device);
  return device;
}
