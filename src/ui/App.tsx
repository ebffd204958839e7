import type { App as AppStores } from '../state/app';
import { AppContext } from './hooks/app';
import { useDocumentSettings } from './hooks/use-theme';
import { Panel } from './panel/Panel';
import { PhotoPane } from './photo/PhotoPane';
import { DropOverlay } from './shell/DropOverlay';
import { Footer } from './shell/Footer';
import { TopBar } from './shell/TopBar';
import { UpdateBanner } from './shell/UpdateBanner';

/** The one screen: photo, and beside it question and answer. */
export function App({ app }: { app: AppStores }) {
  return (
    <AppContext value={app}>
      <Screen />
    </AppContext>
  );
}

function Screen() {
  useDocumentSettings();
  return (
    <div className="screen">
      <TopBar />
      <UpdateBanner />
      <main className="work">
        <PhotoPane />
        <Panel />
      </main>
      <Footer />
      <DropOverlay />
    </div>
  );
}
