/** Puts an engine on this machine's GPU. */
import type { LoadProgress } from '../engine/api';
import { createEngine } from '../engine/engine';
import { createGpuBackend } from '../engine/gpu/backend';
import { acquireDevice } from '../engine/gpu/device';
import { openSource, type CacheReport } from './cache';
import { shaders } from './shaders';
import type { Built } from './supervisor';

export interface GpuBuilt extends Built {
  /** Destroys the device, as a driver crash would. */
  loseDevice(): void;
}

/**
 * Takes a fresh adapter and device, fetches the folder (from this device where it is kept) and builds the engine.
 * The grounding mixture is fetched right after, silently: most questions are where-questions, and an app that is
 * offline later cannot fetch it then.
 * @throws EngineError 'no-webgpu', 'weights-*', 'shader', 'limits', 'out-of-memory', 'device-lost'
 */
export async function buildOnGpu(
  baseUrl: string,
  onProgress: (progress: LoadProgress) => void,
  onCache: (report: CacheReport) => void,
): Promise<GpuBuilt> {
  const { device, ...adapter } = await acquireDevice(navigator.gpu as GPU | undefined);
  let loading = true;
  try {
    const backend = await createGpuBackend(device, shaders);
    const engine = await createEngine({
      source: await openSource(baseUrl, onCache),
      backend,
      device: { kind: 'webgpu', ...adapter },
      onProgress: (progress) => loading && onProgress(progress),
    });
    loading = false;
    // A failure shows when a question needs the mixture: it is fetched again then, and the error goes to that question.
    engine.loadGrounding().catch(() => undefined);
    const dispose = () => {
      engine.dispose();
      device.destroy();
    };
    return { engine: { ...engine, dispose }, lost: device.lost, loseDevice: () => device.destroy() };
  } catch (error) {
    device.destroy();
    throw error;
  }
}
