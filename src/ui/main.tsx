import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserApp } from '../state/app';
import { App } from './App';
import './styles/index.css';

/** In development, `?fake=fail` plays a scene in place of the engine (src/state/testing/demo-client.ts). */
async function fakeClient() {
  const scene = import.meta.env.DEV ? new URLSearchParams(window.location.search).get('fake') : null;
  if (!scene) return undefined;
  const path = '/src/state/testing/demo-client.ts';
  const demo = (await import(/* @vite-ignore */ path)) as {
    createDemoClient(scene: string): Parameters<typeof createBrowserApp>[0];
  };
  return demo.createDemoClient(scene);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const app = createBrowserApp(await fakeClient());
void app.engine.getState().load();
createRoot(root).render(
  <StrictMode>
    <App app={app} />
  </StrictMode>,
);
