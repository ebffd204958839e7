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

  'pwa.model.title': 'The model on this device',
  'pwa.model.note': 'It takes {size}. Inspection works without a network.',
  'pwa.model.none': 'It is not kept. The next start needs a network.',
  'pwa.model.delete': 'Delete the model',
  'pwa.model.sure':
    'The next start will fetch it again, and needs a network for that. Records and photos stay.',
  'pwa.model.yes': 'Delete',
  'pwa.model.no': 'Keep',
  'pwa.model.failed': 'It is being loaded and cannot be deleted now. Try again in a moment.',
};
