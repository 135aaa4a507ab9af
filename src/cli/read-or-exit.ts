import { slices } from '../../channels/slices';
import { readSettings, type Environment, type Settings } from '../config';

/** The settings; or, when anything is wrong with them, every problem on standard error and the end of the process. */
export function readOrExit(env: Environment): Settings {
  const result = readSettings(env, slices);
  if (result.ok) return result.settings;
  const { problems } = result;
  const intro = problems.length === 1 ? 'One setting needs attention:' : `${problems.length} settings need attention:`;
  process.stderr.write([intro, ...problems.map((problem) => `  - ${problem}`), ''].join('\n'));
  process.exit(1);
}
