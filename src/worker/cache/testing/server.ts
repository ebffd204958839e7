import type { Folder } from '../../../engine/testing/folder';

const CHUNK = 10_000;

export interface Asked {
  file: string;
  range: string | null;
}

/** A server of one folder, in place of `fetch`; its faults are switched on by name. */
export class FolderServer {
  readonly asked: Asked[] = [];
  down = false;
  ranges = true;
  /** The answer breaks off after so many bytes, once per entry. */
  readonly breaks = new Map<string, number[]>();

  constructor(public folder: Folder) {}

  /** How often each file was asked for, the manifest aside. */
  get fetched(): string[] {
    return this.asked.map(({ file }) => file).filter((file) => file !== 'manifest.json');
  }

  readonly fetch: typeof fetch = (url, init) => {
    const file = (url as string).split('/').at(-1)!;
    const range = new Headers(init?.headers).get('range');
    this.asked.push({ file, range });
    if (this.down) return Promise.reject(new TypeError('failed to fetch'));
    return Promise.resolve(this.answer(file, range));
  };

  private answer(file: string, range: string | null): Response {
    const data = this.folder.get(file);
    if (!data) return new Response('<html>', { headers: { 'content-type': 'text/html' } });
    const from = this.ranges && range ? Number(/^bytes=(\d+)-$/.exec(range)![1]) : 0;
    if (from > 0 && from >= data.byteLength) return new Response('', { status: 416 });
    const headers: HeadersInit =
      from > 0 ? { 'content-range': `bytes ${from}-${data.byteLength - 1}/${data.byteLength}` } : {};
    const body = this.body(file, new Uint8Array(data.slice(from)));
    return new Response(body, { status: from > 0 ? 206 : 200, headers });
  }

  private body(file: string, data: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
    const stop = this.breaks.get(file)?.shift();
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        const end = Math.min(stop ?? Infinity, data.byteLength);
        if (at < end) {
          const next = Math.min(at + CHUNK, end);
          controller.enqueue(data.slice(at, next));
          at = next;
        } else if (stop === undefined) controller.close();
        else controller.error(new TypeError('network error'));
      },
    });
  }
}
