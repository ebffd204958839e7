import { useEffect, useState } from 'react';

async function findAdapter(): Promise<string> {
  const gpu = navigator.gpu as GPU | undefined; // typed as always there; older browsers have none
  const found = await gpu?.requestAdapter();
  return found ? `WebGPU: ${found.info.vendor} ${found.info.architecture}` : 'WebGPU: none';
}

/** Placeholder screen: says whether this machine can run the model at all. */
export function App() {
  const [adapter, setAdapter] = useState('…');
  useEffect(() => {
    void findAdapter().then(setAdapter);
  }, []);
  return (
    <main>
      <h1>LynX Inspect</h1>
      <p role="status">{adapter}</p>
    </main>
  );
}
