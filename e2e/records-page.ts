import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The sheet with log, exports, backups and defect book, as a person uses it. */
export class RecordsPage {
  constructor(readonly page: Page) {}

  get sheet(): Locator {
    return this.page.getByTestId('records');
  }

  async open(tab?: 'log' | 'export' | 'backup' | 'book'): Promise<void> {
    await this.page.getByTestId('records-button').click();
    await expect(this.sheet).toBeVisible();
    if (tab) await this.page.getByTestId(`records-tab-${tab}`).click();
  }

  async close(): Promise<void> {
    await this.page.getByTestId('records-close').click();
    await expect(this.sheet).toBeHidden();
  }

  /** Chooses a file of that content behind a button. */
  async choose(button: string, name: string, content: Buffer): Promise<void> {
    const mimeType = 'application/octet-stream';
    await this.page.getByTestId(`${button}-input`).setInputFiles([{ name, mimeType, buffer: content }]);
  }

  /** Restores a backup, and opens the page anew. */
  async restore(backup: Buffer): Promise<void> {
    await this.open('backup');
    await this.choose('restore-choose', 'fixture.zip', backup);
    await expect(this.page.getByTestId('candidate')).toBeVisible();
    await this.page.getByTestId('restore').click();
    await expect(this.page.getByTestId('restored')).toBeVisible();
    await this.page.getByTestId('restored').getByRole('button').click();
    await expect(this.sheet).toBeHidden();
    await expect(this.page.getByTestId('status')).toBeVisible();
  }

  /** Clicks, and gives what is downloaded. */
  async download(button: Locator): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), button.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  get rows(): Locator {
    return this.page.getByTestId('log-row');
  }
}
