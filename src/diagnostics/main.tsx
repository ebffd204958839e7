import { createRoot } from 'react-dom/client';
import { createSettingsStore, storageOrNull } from '../state/settings-store';
import { Diagnostics } from './Diagnostics';
import '../ui/styles/tokens.css';
import '../ui/styles/base.css';
import '../ui/styles/controls.css';
import './diagnostics.css';

const root = document.getElementById('root');
if (!root) throw new Error('diagnostics.html has no #root');
const settings = createSettingsStore(storageOrNull(), navigator.languages);
createRoot(root).render(<Diagnostics settings={settings} />);
