import type { App } from '../app';
import { createBackupStore, type BackupStore } from './backup-store';
import { browserDownload, type Download } from './download';
import { createExportStore, type ExportStore } from './export-store';
import { createImportStore, type ImportStore } from './import-store';
import { createLogViewStore, type LogViewStore } from './log-view-store';
import { pictureOf } from './picture';
import { uprightInBrowser } from './upright';

/** The stores behind the records' screens. */
export interface RecordsScreens {
  log: LogViewStore;
  exporting: ExportStore;
  importing: ImportStore;
  backup: BackupStore;
}

const made = new WeakMap<App, RecordsScreens>();

/** Made when first shown, and kept: closing the sheet neither stops a backup nor forgets a filter. */
export function recordsScreens(app: App, download: Download = browserDownload): RecordsScreens {
  let screens = made.get(app);
  if (!screens) {
    const { records, book, review } = app;
    screens = {
      log: createLogViewStore({ records, download }),
      exporting: createExportStore({
        records,
        book,
        download,
        upright: uprightInBrowser,
        picture: () => pictureOf(app),
      }),
      importing: createImportStore({
        records,
        book,
        current: (ref) => review.getState().reviews.get(ref),
        onReview: (one) =>
          review.setState(({ reviews }) => ({ reviews: new Map(reviews).set(one.image_ref, one) })),
      }),
      backup: createBackupStore({ records, download }),
    };
    made.set(app, screens);
  }
  return screens;
}
