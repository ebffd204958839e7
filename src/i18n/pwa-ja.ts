/** The installed page: new versions, and whether it works without a network. */
export const pwaJa = {
  'pwa.update.title': '新しい版があります',
  'pwa.update.note': '更新すると、ページを読み込み直します。',
  'pwa.update.now': '更新する',
  'pwa.update.later': 'あとで',
  'pwa.offline.ready': 'オフライン可',
  'pwa.offline.full': '保存できず、オフライン不可',
  'pwa.offline.full.note':
    '端末の空き容量が足りず、モデルを保存できませんでした。検査はできますが、オフラインでは使えません。',
} as const;
