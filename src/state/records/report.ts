import { isFinal, isSelected, type DatasetBox, type Selection } from '../../inspection/dataset';
import { headOf, statisticsOf, type Head, type LogStatistics, type PhotoRecord } from '../../inspection/log';
import type { Records } from '../storage';
import type { ExportSource } from './export-data';

/** One photo of the printed report. */
export interface ReportPhoto {
  record: PhotoRecord;
  boxes: readonly DatasetBox[];
  /** A `blob:` URL of the photo; null where it is not on this device any more. `releaseReport` frees it. */
  url: string | null;
}

export interface ReportData {
  made: Date;
  selection: Selection;
  /** The log's head: whoever has the paper can tell a rewritten log. */
  head: Head;
  statistics: LogStatistics;
  photos: readonly ReportPhoto[];
  /** Photos beyond what one print can hold. */
  left: number;
}

/** Browsers print some hundred pictures, and then run out of memory. */
export const MAX_REPORT_PHOTOS = 300;

export async function reportOf(
  { dataset, records }: ExportSource,
  selection: Selection,
  { log, photos }: Pick<Records, 'log' | 'photos'>,
  made: Date,
): Promise<ReportData> {
  const wanted = (box: DatasetBox) =>
    selection === 'all' || (selection === 'final' ? isFinal(box) : box.source === 'model');
  const chosen = dataset.photos.flatMap((photo, index) =>
    isSelected(photo, selection) ? [{ record: records[index], boxes: photo.boxes.filter(wanted) }] : [],
  );
  const shown = chosen.slice(-MAX_REPORT_PHOTOS);
  return {
    made,
    selection,
    head: headOf(log.entries),
    statistics: statisticsOf(
      chosen.map((one) => one.record),
      log.entries.length,
    ),
    photos: await Promise.all(
      shown.map(async (one) => {
        const file = await photos.get(one.record.ref);
        return { ...one, url: file && URL.createObjectURL(file) };
      }),
    ),
    left: chosen.length - shown.length,
  };
}

export function releaseReport({ photos }: ReportData): void {
  for (const { url } of photos) if (url) URL.revokeObjectURL(url);
}
