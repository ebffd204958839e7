/** Entry of the self-test's thread: what the adapter says of itself, then every core op on it. */
import { EngineError } from '../../engine/errors';
import { createGpuBackend } from '../../engine/gpu/backend';
import { acquireDevice } from '../../engine/gpu/device';
import { coreCases } from '../../engine/testing/cases';
import { shaders } from '../shaders';
import { adapterFacts } from './adapter';
import type { SelftestEvent } from './protocol';
import { runSelftest } from './run';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (event: SelftestEvent) => scope.postMessage(event);

async function selftest(): Promise<void> {
  const gpu = navigator.gpu as GPU | undefined;
  // An adapter gives one device only, so this is one to look at.
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter) post({ type: 'adapter', adapter: adapterFacts(adapter), cases: coreCases.length });
  const { device } = await acquireDevice(gpu);
  try {
    await runSelftest(
      coreCases,
      () => createGpuBackend(device, shaders),
      (row) => post({ type: 'row', row }),
    );
    post({ type: 'done' });
  } finally {
    device.destroy();
  }
}

selftest().catch((error: unknown) => post({ type: 'error', error: EngineError.from(error).toJSON() }));
