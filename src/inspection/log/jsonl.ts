import { canonicalJson } from './canonical';
import { verify, type Verification, type VerifyOptions } from './chain';
import type { LogEntry } from './entry';
import { LogError } from './log-error';
import { entryProblem } from './schema';
import type { Hash } from './sha256';

/** An answer is a few kilobytes; a line beyond this is not ours. */
const MAX_LINE = 4 * 1024 * 1024;

/** One line of the file, newline included. */
export const encodeLine = (entry: LogEntry): string => `${canonicalJson(entry)}\n`;

/** The log as a file: one entry a line, canonical JSON, UTF-8, a newline at the end of each. */
export const encodeJsonl = (entries: readonly LogEntry[]): string => entries.map(encodeLine).join('');

const linesOf = (file: string): string[] => {
  const lines = file.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/**
 * Reads a log file. Says nothing about the chain: see `verifyJsonl`.
 * @throws LogError 'json', 'schema', 'line-too-long', each with the index of the entry
 */
export function decodeJsonl(file: string): LogEntry[] {
  return linesOf(file).map((line, index) => {
    if (line.length > MAX_LINE) throw new LogError('line-too-long', `${line.length} characters`, index);
    const value = parse(line, index);
    const problem = entryProblem(value);
    if (problem) throw new LogError('schema', problem, index);
    return value as LogEntry;
  });
}

function parse(line: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new LogError('json', 'not JSON', index, { cause });
  }
}

/**
 * Verifies a log file down to its bytes: any single byte that differs is found, and the first entry that does
 * not fit is named. A byte that changes nothing of the meaning ("1e21" as "1E21") counts too: 'spelling'.
 */
export async function verifyJsonl(
  file: string | Uint8Array,
  hash: Hash,
  options: VerifyOptions = {},
): Promise<Verification> {
  const lines = linesOf(
    typeof file === 'string' ? file : new TextDecoder('utf-8', { ignoreBOM: true }).decode(file),
  );
  const values: unknown[] = [];
  let broken: Extract<Verification, { ok: false }> | null = null;
  for (const [index, line] of lines.entries()) {
    broken = lineProblem(line, index, values);
    if (broken) break;
  }
  if (!broken) return verify(values, hash, options);
  // An earlier entry may be broken in a way that only the chain shows.
  const chain = await verify(values, hash, { ...options, head: undefined });
  return chain.ok || chain.index >= broken.index ? broken : chain;
}

function lineProblem(line: string, index: number, values: unknown[]) {
  const fail = (reason: 'json' | 'spelling' | 'schema', detail: string) =>
    ({ ok: false, index, reason, detail }) as const;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fail('json', 'not JSON');
  }
  const problem = entryProblem(value);
  if (problem) return fail('schema', problem);
  try {
    if (canonicalJson(value) !== line) return fail('spelling', 'not in canonical form');
  } catch (thrown) {
    return fail('schema', String(thrown));
  }
  values.push(value);
  return null;
}
