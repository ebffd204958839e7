import { ExportForm } from './ExportForm';
import { ImportPane } from './ImportPane';
import { PrintedReport } from './PrintedReport';

/** What goes out and what comes in. */
export function TransferTab() {
  return (
    <div className="columns">
      <ExportForm />
      <ImportPane />
      <PrintedReport />
    </div>
  );
}
