import { EngineError } from '../errors';

/** A device and what the adapter says of itself. */
export interface AcquiredDevice {
  device: GPUDevice;
  vendor: string;
  architecture: string;
  description: string;
}

/** What the engine makes use of where the adapter has it; every kernel runs within the specification's defaults. */
const WANTED = {
  maxBufferSize: 2 ** 30,
  maxStorageBufferBindingSize: 2 ** 30,
} as const;

/**
 * Asks for an adapter and a device with limits min(adapter, wanted). Give `navigator.gpu` in a page or worker, or Dawn's
 * GPU object in Node.
 *
 * @throws EngineError 'no-webgpu' without WebGPU, adapter or device
 */
export async function acquireDevice(
  gpu: GPU | undefined,
  options: GPURequestAdapterOptions = { powerPreference: 'high-performance' },
): Promise<AcquiredDevice> {
  if (!gpu) throw new EngineError('no-webgpu', 'this browser has no WebGPU');
  const adapter = await gpu.requestAdapter(options);
  if (!adapter) throw new EngineError('no-webgpu', 'WebGPU found no adapter');
  const requiredLimits = Object.fromEntries(
    Object.entries(WANTED).map(([name, wanted]) => [
      name,
      Math.min(wanted, adapter.limits[name as keyof typeof WANTED]),
    ]),
  );
  try {
    const device = await adapter.requestDevice({ label: 'lynx', requiredLimits });
    // Safari 26 leaves fields of `info` out.
    const info: Partial<GPUAdapterInfo> = adapter.info ?? {};
    return {
      device,
      vendor: info.vendor ?? '',
      architecture: info.architecture ?? '',
      description: info.description ?? '',
    };
  } catch (cause) {
    throw new EngineError('no-webgpu', 'the adapter gave no device', {}, { cause });
  }
}
