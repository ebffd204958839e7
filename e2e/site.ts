/** A static host for the built page whose network can be made to fail. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { headers } from '../security.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const DIST = join(ROOT, 'dist');
/** Random weights, a megabyte: loads fast, answers nonsense. */
export const TINY = join(ROOT, 'training/fixtures/tiny');
/** The bundled model, or null before training has exported it. */
export const BUNDLED = existsSync(join(DIST, 'model/manifest.json')) ? join(DIST, 'model') : null;

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

export interface Asked {
  file: string;
  range: string | null;
}

export class Site {
  /** Requests for files of the model, but for its manifest. */
  readonly asked: Asked[] = [];
  /** File of the model → nothing more comes after so many bytes. */
  readonly stalls = new Map<string, number>();
  private server: Server | null = null;
  private port = 0;

  constructor(private readonly model: string) {}

  get url(): string {
    return `http://localhost:${this.port}/`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => server.listen(this.port, resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  /** The network cable is pulled; `start` plugs it in again. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.url).pathname.slice(1) || 'index.html';
    const file = path.startsWith('model/') ? path.slice('model/'.length) : null;
    const range = request.headers.range ?? null;
    if (file && file !== 'manifest.json') this.asked.push({ file, range });
    let data: Buffer;
    try {
      data = await readFile(file ? join(this.model, file) : join(DIST, path));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    response.writeHead(range ? 206 : 200, {
      ...headers,
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Cache-Control': 'no-cache',
      'Accept-Ranges': 'bytes',
      'Content-Length': data.length - from,
      ...(range && { 'Content-Range': `bytes ${from}-${data.length - 1}/${data.length}` }),
    });
    this.send(file ?? path, data.subarray(from), response);
  }

  private send(file: string, data: Buffer, response: ServerResponse): void {
    const stop = this.stalls.get(file);
    if (stop === undefined) response.end(data);
    else response.write(data.subarray(0, stop));
  }
}
