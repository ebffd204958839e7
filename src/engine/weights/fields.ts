/** Reading JSON that came from outside: what is missing or of the wrong kind is a named error. */
import { EngineError } from '../errors';

/** @throws EngineError 'weights-format' when the bytes are not JSON */
export function parseJson(buffer: ArrayBuffer, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(buffer));
  } catch (cause) {
    throw new EngineError('weights-format', `${file} is not JSON`, { file }, { cause });
  }
}

/** Typed access to the fields of an untrusted object. Every getter throws 'weights-format'. */
export class Fields {
  private readonly values: Record<string, unknown>;

  constructor(
    value: unknown,
    private readonly where: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new EngineError('weights-format', `${where} is not an object`, { file: where });
    }
    this.values = value as Record<string, unknown>;
  }

  fail(key: string, why: string): never {
    throw new EngineError('weights-format', `${this.where}: ${key}: ${why}`, { file: this.where, key });
  }

  has(key: string): boolean {
    return this.values[key] !== undefined;
  }

  value(key: string): unknown {
    return this.values[key];
  }

  entries(): [string, unknown][] {
    return Object.entries(this.values);
  }

  number(key: string): number {
    const value = this.values[key];
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : this.fail(key, 'not a finite number');
  }

  /** A positive whole number. */
  count(key: string): number {
    const value = this.number(key);
    return Number.isSafeInteger(value) && value > 0 ? value : this.fail(key, 'not a positive whole number');
  }

  string(key: string): string {
    const value = this.values[key];
    return typeof value === 'string' ? value : this.fail(key, 'not a string');
  }

  list(key: string): unknown[] {
    const value = this.values[key];
    return Array.isArray(value) ? value : this.fail(key, 'not a list');
  }

  numbers(key: string, length?: number): number[] {
    const list = this.list(key);
    if (length !== undefined && list.length !== length) this.fail(key, `needs ${length} numbers`);
    return list.map((n) =>
      typeof n === 'number' && Number.isFinite(n) ? n : this.fail(key, 'not a finite number'),
    );
  }

  object(key: string): Fields {
    return new Fields(this.values[key], `${this.where}: ${key}`);
  }
}
