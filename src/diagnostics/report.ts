import type { Selftest } from './selftest';

/** What the page knows of itself; read from `window` and `navigator`. */
export interface Surroundings {
  userAgent: string;
  /** WebGPU exists only on https and localhost. */
  secureContext: boolean;
  crossOriginIsolated: boolean;
}

/** Everything the page shows, as JSON for a mail to whoever looks after the installation. */
export function reportText(selftest: Selftest, surroundings: Surroundings, at: Date): string {
  const report = { product: 'LynX Inspect', at: at.toISOString(), ...surroundings, ...selftest };
  // JSON has no Infinity: it would turn into null, which reads like no error.
  const finite = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return JSON.stringify(report, finite, 2);
}
