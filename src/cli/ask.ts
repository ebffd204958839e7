/** npm run -s ask -- --image FILE --question TEXT [--json] */
import { ask, USAGE } from './ask-command';
import { runCommand } from './open';

runCommand(USAGE, () => ask(process.argv.slice(2)));
