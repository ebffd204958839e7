import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** A finding as the page mirrors it in the DOM; the box is in pixels of the original, upright photo. */
export interface ShownFinding {
  label: string;
  box: { x0: number; y0: number; x1: number; y1: number };
  score: number;
}

/** A box as people have left it. */
export interface ShownBox extends Omit<ShownFinding, 'score'> {
  id: string;
  standing: 'model' | 'dim' | 'human' | 'gone';
}

export type ShownVerdict = 'pass' | 'fail' | 'review' | 'none';

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  heic: 'image/heic',
};
const typeOf = (name: string) =>
  TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';

/** The page of LynX Inspect, as a person uses it. */
export class InspectPage {
  /** Console errors, uncaught exceptions, and breaches of the security policy since the page was opened. */
  readonly problems: string[] = [];
  /** Requests that left this origin. */
  readonly foreign: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('request', (request) => {
      const url = new URL(request.url());
      const local = ['data:', 'blob:'].includes(url.protocol) || url.origin === new URL(page.url()).origin;
      if (page.url() !== 'about:blank' && !local) this.foreign.push(request.url());
    });
  }

  async open(path = './'): Promise<void> {
    await this.page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await this.page.goto(path);
    await expect(this.status).toBeVisible();
  }

  get status(): Locator {
    return this.page.getByTestId('status');
  }

  get error(): Locator {
    return this.page.getByTestId('error');
  }

  get steps(): Locator {
    return this.page.getByTestId('step');
  }

  get stage(): Locator {
    return this.page.getByTestId('stage');
  }

  /** Waits until the model can answer. */
  async ready(timeout = 180_000): Promise<void> {
    await expect(this.status).toHaveAttribute('data-state', 'ready', { timeout });
  }

  /** Picks a photo with the file button. */
  async pickPhoto(path: string): Promise<void> {
    await this.page.getByTestId('file-input').setInputFiles(path);
  }

  /** Picks several at once: a tray. */
  async pickPhotos(paths: string[]): Promise<void> {
    await this.page.getByTestId('file-input').setInputFiles(paths);
  }

  /** Drops a file from the disk onto the window. */
  async dropPhoto(path: string): Promise<void> {
    await this.dropBytes(basename(path), await readFile(path));
  }

  /** Drops bytes made by the test onto the window. */
  async dropBytes(name: string, bytes: Buffer): Promise<void> {
    await this.transfer('drop', name, bytes);
  }

  /** Pastes a photo, as from a screenshot. */
  async pastePhoto(path: string): Promise<void> {
    await this.transfer('paste', basename(path), await readFile(path));
  }

  /** Opens the n-th sample photo of the empty page. */
  async openSample(index: number): Promise<void> {
    await this.page.getByTestId('sample').nth(index).click();
    await expect(this.stage).toBeVisible();
  }

  /** Types a question and sends it. */
  async ask(question: string): Promise<void> {
    await this.page.getByTestId('question-input').fill(question);
    await this.page.getByTestId('ask-button').click();
  }

  /** Taps a ready question, by its text or its place. */
  async tapChip(chip: string | number): Promise<void> {
    const chips = this.page.getByTestId('chip');
    await (typeof chip === 'number' ? chips.nth(chip) : chips.filter({ hasText: chip })).click();
  }

  async cancel(): Promise<void> {
    await this.page.getByTestId('cancel-button').click();
  }

  /** Waits until the answer is written to its end, and gives the verdict. */
  async verdict(timeout = 240_000): Promise<ShownVerdict> {
    await expect(this.page.getByTestId('again-button')).toBeVisible({ timeout });
    return (await this.page.getByTestId('verdict').getAttribute('data-verdict')) as ShownVerdict;
  }

  async findings(): Promise<ShownFinding[]> {
    return this.page.getByTestId('finding').evaluateAll((items) =>
      items.map(({ dataset }) => ({
        label: dataset.label ?? '',
        box: {
          x0: Number(dataset.x0),
          y0: Number(dataset.y0),
          x1: Number(dataset.x1),
          y1: Number(dataset.y1),
        },
        score: Number(dataset.score),
      })),
    );
  }

  get queueItems(): Locator {
    return this.page.getByTestId('queue-item');
  }

  /** How far each photo of the tray is, in its order. */
  async queueStates(): Promise<string[]> {
    return this.queueItems.evaluateAll((items) => items.map((item) => item.dataset.state ?? ''));
  }

  button(
    name:
      'accept' | 'reject' | 'skip' | 'add' | 'undo' | 'redo' | 'delete' | 'box-accept' | 'comment' | 'back',
  ): Locator {
    return this.page.getByTestId(`${name}-button`);
  }

  get threshold(): Locator {
    return this.page.getByTestId('threshold-slider');
  }

  get recordsStatus(): Locator {
    return this.page.getByTestId('records-status');
  }

  /** The boxes on the photo, the model's and people's. */
  async boxes(): Promise<ShownBox[]> {
    return this.page.getByTestId('box').evaluateAll((items) =>
      items.map(({ dataset }) => ({
        id: dataset.id ?? '',
        label: dataset.label ?? '',
        standing: dataset.standing as ShownBox['standing'],
        box: {
          x0: Number(dataset.x0),
          y0: Number(dataset.y0),
          x1: Number(dataset.x1),
          y1: Number(dataset.y1),
        },
      })),
    );
  }

  /** Where a point of the photo is on the screen. */
  async onScreen(x: number, y: number): Promise<{ x: number; y: number }> {
    const frame = await this.stage.boundingBox();
    const view = ((await this.stage.getAttribute('data-view')) ?? '').split(' ').map(Number);
    return { x: (frame?.x ?? 0) + x * view[2] + view[0], y: (frame?.y ?? 0) + y * view[2] + view[1] };
  }

  /** One finger, from one point of the screen to another. */
  async swipe(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
    const cdp = await this.page.context().newCDPSession(this.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [from]);
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await touch('touchMove', [{ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }]);
    }
    await touch('touchEnd', []);
    await cdp.detach();
  }

  /** Kinds of the steps written so far, in order. */
  async stepKinds(): Promise<string[]> {
    return this.steps.evaluateAll((items) => items.map((item) => item.dataset.kind ?? ''));
  }

  async answerText(): Promise<string> {
    return this.page.getByTestId('answer').innerText();
  }

  async toggleEvidence(): Promise<void> {
    await this.page.getByTestId('evidence-switch').click();
  }

  async switchLanguage(): Promise<void> {
    await this.page.getByTestId('lang-switch').click();
  }

  private async transfer(kind: 'drop' | 'paste', name: string, bytes: Buffer): Promise<void> {
    await this.page.getByTestId('drop-zone').evaluate(
      (zone, { kind, name, type, base64 }) => {
        const data = new DataTransfer();
        const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([content], name, { type }));
        const options = { bubbles: true, cancelable: true };
        if (kind === 'drop') zone.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: data }));
        else zone.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
      },
      { kind, name, type: typeOf(name), base64: bytes.toString('base64') },
    );
  }
}
