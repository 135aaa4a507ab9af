import type { Logger as SlackLogger } from '@slack/logger';
import type { Logger } from '../../src/logger';

/** `error` and `warn`, as the library spells its levels. */
const LEVEL = 'warn' as ReturnType<SlackLogger['getLevel']>;

const codeOf = (said: unknown): string | undefined => {
  if (typeof said !== 'object' || said === null) return undefined;
  const { code, name } = said as { code?: unknown; name?: unknown };
  return [code, name].find((one): one is string => typeof one === 'string' && /^[\w.-]{1,60}$/.test(one));
};

/**
 * The library's logger, with its mouth shut: what it says may hold tokens, addresses and customers' words, so only that it
 * said something, and the code of an error, get through.
 */
export function slackLogger(logger: Logger): SlackLogger {
  const nothing = (): void => undefined;
  const note =
    (level: 'warn' | 'error') =>
    (...said: unknown[]): void =>
      logger.warn({ channel: 'slack', library: level, code: said.map(codeOf).find(Boolean) }, 'slack library');
  return {
    debug: nothing,
    info: nothing,
    warn: note('warn'),
    error: note('error'),
    setLevel: nothing,
    setName: nothing,
    getLevel: () => LEVEL,
  };
}
