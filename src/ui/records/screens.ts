import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { RecordsScreens } from '../../state/records';
import type { BackupState } from '../../state/records/backup-store';
import type { ExportState } from '../../state/records/export-store';
import type { ImportState } from '../../state/records/import-store';
import type { LogViewState } from '../../state/records/log-view-store';
import type { BookState } from '../../state/records/book-store';
import type { StorageStatus } from '../../state/storage';
import { useApp } from '../hooks/app';

export const ScreensContext = createContext<RecordsScreens | null>(null);

export function useScreens(): RecordsScreens {
  const screens = useContext(ScreensContext);
  if (!screens) throw new Error('ScreensContext is missing');
  return screens;
}

export const useLogView = <T>(select: (state: LogViewState) => T): T => useStore(useScreens().log, select);
export const useExport = <T>(select: (state: ExportState) => T): T =>
  useStore(useScreens().exporting, select);
export const useImport = <T>(select: (state: ImportState) => T): T =>
  useStore(useScreens().importing, select);
export const useBackup = <T>(select: (state: BackupState) => T): T => useStore(useScreens().backup, select);
export const useBook = <T>(select: (state: BookState) => T): T => useStore(useApp().book, select);
export const useStorage = <T>(select: (state: StorageStatus) => T): T =>
  useStore(useApp().records.status, select);
