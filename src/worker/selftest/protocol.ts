/** What the self-test's thread tells the diagnostics page: plain, structured-cloneable data. It starts by itself, once. */
import type { EngineErrorData } from '../../engine/errors';

export type { EngineErrorData };

/** An adapter in its own words. */
export interface AdapterFacts {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  /** Whether it runs on the CPU; null where the browser does not say. */
  fallback: boolean | null;
  features: string[];
  limits: Record<string, number>;
}

/** One case of the op table, on the adapter against the f64 reference. */
export interface SelftestRow {
  op: string;
  name: string;
  /** Largest relative error; Infinity where there is no result. */
  error: number;
  limit: number;
  /** What is wrong, or null if the case passes. */
  failure: string | null;
  milliseconds: number;
}

export type SelftestEvent =
  | { type: 'adapter'; adapter: AdapterFacts; cases: number }
  | { type: 'row'; row: SelftestRow }
  | { type: 'done' }
  /** The test could not go on. */
  | { type: 'error'; error: EngineErrorData };
