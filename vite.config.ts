import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { devHeaders, devNonce, headers, pagePolicy } from './security.ts';

/** Hosts that send no headers of ours still get the policy. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy },
      injectTo: 'head-prepend',
    },
  ],
};

/**
 * Everything but the model, for use without a network. The model is kept by src/worker/cache, which checks and resumes
 * it. A new version waits until the person agrees (src/ui/shell/UpdateBanner).
 */
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: false, // the page does it: src/ui/shell/service-worker.ts
  manifest: false, // one for each language, in public/
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,png,jpg,json,webmanifest}'],
    globIgnores: ['model/**'],
    navigateFallback: 'index.html',
    navigateFallbackDenylist: [/\/model\//],
    clientsClaim: true, // the first visit is served by it, too
    maximumFileSizeToCacheInBytes: 4 * 2 ** 20,
  },
});

export default defineConfig(({ command, isPreview }) => ({
  base: './',
  plugins: [react(), policyInPage, offline],
  html: command === 'serve' && !isPreview ? { cspNonce: devNonce } : {},
  worker: { format: 'es' },
  build: {
    target: 'esnext',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'diagnostics.html'] },
  },
  server: { port: 5173, headers: devHeaders },
  preview: { port: 4173, headers },
}));
