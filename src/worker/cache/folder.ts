/** Where a model's files are kept between visits, by key. Any call may throw; the load then goes on without it. */
export interface KeptFolder {
  readonly kind: 'opfs' | 'cache';
  /** The whole file, or null where there is none. */
  read(key: string): Promise<ArrayBuffer | null>;
  /** Opens what was begun of a file, for one writer. @throws NoModificationAllowedError while another has it */
  begin(key: string): Promise<Part>;
  /** Of whole and begun files. */
  keys(): Promise<string[]>;
  /** Whole and begun. */
  remove(key: string): Promise<void>;
}

/** A file being written. What it holds outlives the page. */
export interface Part {
  readonly size: number;
  /** Copies what is there to the front of `into`. */
  read(into: Uint8Array<ArrayBuffer>): void;
  /** @throws QuotaExceededError */
  append(bytes: Uint8Array<ArrayBuffer>): void;
  clear(): void;
  /** The file is right, to the bit: it takes its place. */
  keep(whole: ArrayBuffer): Promise<void>;
  /** Lets go of it; what was written stays. */
  close(): void;
}

/** Writes a small file at once. */
export async function put(folder: KeptFolder, key: string, data: ArrayBuffer): Promise<void> {
  const part = await folder.begin(key);
  try {
    part.clear();
    part.append(new Uint8Array(data));
    await part.keep(data);
  } finally {
    part.close();
  }
}
