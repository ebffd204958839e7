/** Entry of the engine's thread. */
import { buildOnGpu } from './build';
import { createHost } from './host';
import type { ToWorker } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const handle = createHost({
  post: (message, transfer = []) => scope.postMessage(message, transfer),
  build: buildOnGpu,
});
scope.addEventListener('message', (event: MessageEvent<ToWorker>) => handle(event.data));
