import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
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

export default defineConfig(({ command, isPreview }) => ({
  base: './',
  plugins: [react(), policyInPage],
  html: command === 'serve' && !isPreview ? { cspNonce: devNonce } : {},
  worker: { format: 'es' },
  build: { target: 'esnext', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { port: 5173, headers: devHeaders },
  preview: { port: 4173, headers },
}));
