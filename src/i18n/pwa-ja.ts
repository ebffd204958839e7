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

  'pwa.model.title': '端末に保存したモデル',
  'pwa.model.note': '{size} を使っています。ネットワークがなくても検査できます。',
  'pwa.model.none': '保存されていません。次に開くときは、ネットワークが必要です。',
  'pwa.model.delete': 'モデルを削除',
  'pwa.model.sure':
    '削除すると、次に開くときにネットワークからもう一度読み込みます。記録と写真は消えません。',
  'pwa.model.yes': '削除する',
  'pwa.model.no': 'やめる',
  'pwa.model.failed': '読み込み中のため削除できません。少し待ってからもう一度お試しください。',
} as const;
