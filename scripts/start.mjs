// npm start: sets itself up, then serves the page. `npm start -- --dev` serves the sources with hot reload;
// anything else after `--` goes to vite (`--port 8080`, `--host` to open it from a tablet on the same network).
import { installModules } from './setup/modules.mjs';
import { become, show } from './setup/run.mjs';

const args = process.argv.slice(2);
const dev = args.includes('--dev');
const rest = args.filter((arg) => arg !== '--dev');

installModules();
if (!dev) {
  const status = show('npx', ['vite', 'build', '--logLevel', 'warn']);
  if (status !== 0) process.exit(status);
}
become('npx', ['vite', ...(dev ? [] : ['preview']), ...rest]);
