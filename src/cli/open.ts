/** Options that all commands share, and the engine they open. */
import { fileURLToPath } from 'node:url';
import { createEngine, type LynxEngine } from '../engine/engine';
import { EngineError } from '../engine/errors';
import { openDevice, type DeviceChoice } from './device';
import { folderSource, withAdapter } from './source';

export const BUNDLED_MODEL = fileURLToPath(new URL('../../public/model', import.meta.url));

/** For `parseArgs` of node:util. */
export const ENGINE_OPTIONS = {
  model: { type: 'string', default: BUNDLED_MODEL },
  adapter: { type: 'string' },
  device: { type: 'string', default: 'auto' },
  alpha: { type: 'string' },
} as const;

export const ENGINE_HELP = `  --model DIR     model folder (default public/model)
  --adapter DIR   grounding mixture to use instead of the model's
  --device NAME   auto (default), gpu, or cpu: the f64 reference
  --alpha 0|1     0 where-question, 1 what-question (default: told from the question)`;

/** A wrong command line: shown with the usage, exit status 2. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseAlpha(text: string | undefined): 0 | 1 | undefined {
  if (text !== undefined && text !== '0' && text !== '1') throw new UsageError('--alpha must be 0 or 1');
  return text === undefined ? undefined : text === '1' ? 1 : 0;
}

export async function openEngine(options: {
  model: string;
  adapter?: string;
  device: string;
}): Promise<LynxEngine> {
  const { model, adapter, device: choice } = options;
  if (!isChoice(choice)) throw new UsageError(`--device must be auto, gpu or cpu, not ${choice}`);
  const base = folderSource(model);
  const source = adapter ? withAdapter(base, folderSource(adapter)) : base;
  const { backend, device } = await openDevice(choice);
  return createEngine({ source, backend, device });
}

const isChoice = (name: string): name is DeviceChoice => ['auto', 'gpu', 'cpu'].includes(name);

/** "webgpu: llvmpipe (LLVM 15…)" or "cpu: reference, f64". */
export function deviceName({ info: { device } }: LynxEngine): string {
  return `${device.kind}: ${device.description || [device.vendor, device.architecture].join(' ').trim()}`;
}

/**
 * Runs a command and ends the process with its status: 0, 1 for a named failure, 2 for a wrong command line.
 * Exits by itself because tearing a Dawn instance down can hang.
 */
export function runCommand(usage: string, command: () => Promise<void>): void {
  const end = (status: number) => process.stdout.write('', () => process.exit(status));
  command().then(
    () => end(0),
    (error: unknown) => {
      const wrongArguments =
        error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
      if (wrongArguments) {
        console.error(`${(error as Error).message}\n\n${usage}`);
        return end(2);
      }
      const { code, message, details } = EngineError.from(error);
      console.error(`${code}: ${message}`);
      if (code === 'internal' && error instanceof Error) console.error(error.stack);
      if (Object.keys(details).length > 0) console.error(details);
      end(1);
    },
  );
}
