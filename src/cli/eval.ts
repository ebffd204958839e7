/** npm run -s eval -- --data DIR --json FILE */
import { evaluate, USAGE } from './eval-command';
import { runCommand } from './open';

runCommand(USAGE, () => evaluate(process.argv.slice(2)));
