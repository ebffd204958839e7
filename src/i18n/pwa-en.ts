import type { pwaJa } from './pwa-ja';

/** The installed page: new versions, and whether it works without a network. */
export const pwaEn: Record<keyof typeof pwaJa, string> = {
  'pwa.update.title': 'A new version is ready',
  'pwa.update.note': 'Updating reloads the page.',
  'pwa.update.now': 'Update',
  'pwa.update.later': 'Later',
  'pwa.offline.ready': 'Works offline',
  'pwa.offline.full': 'Not kept: no offline use',
  'pwa.offline.full.note':
    'This device has no room to keep the model. Inspection works, but not without a network.',
};
