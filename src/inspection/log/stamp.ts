import { SCHEMA, type Stamp } from './entry';

/** What an entry's stamp needs of the world. */
export interface Clock {
  /** Milliseconds since 1970, as the device believes. */
  now(): number;
  /** Minutes east of UTC. */
  offsetMinutes(): number;
  /** Milliseconds since the session began. */
  monotonic(): number;
  /** That many random bytes. */
  random(count: number): Uint8Array;
}

/** What stays the same for a session. */
export type Origin = Pick<Stamp, 'session_id' | 'device_id' | 'station' | 'operator' | 'app'>;

export function stamp(clock: Clock, origin: Origin): Stamp {
  const now = clock.now();
  return {
    schema: SCHEMA,
    event_id: ulid(now, clock.random(10)),
    time: isoWithOffset(now, clock.offsetMinutes()),
    monotonic_ms: Math.round(clock.monotonic()),
    ...origin,
  };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 48 bits of time and 80 random ones (10 bytes), as 26 characters that sort by time. */
export function ulid(ms: number, random: Uint8Array): string {
  let bits = BigInt(Math.max(0, Math.trunc(ms)));
  for (let i = 0; i < 10; i++) bits = (bits << 8n) | BigInt(random[i] ?? 0);
  let id = '';
  for (let i = 0; i < 26; i++, bits >>= 5n) id = CROCKFORD[Number(bits & 31n)] + id;
  return id;
}

/** 2026-07-29T14:05:09.123+09:00: the moment, and the wall clock of who saw it. */
export function isoWithOffset(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
