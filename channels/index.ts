import { botframework } from './botframework';
import { consoleChannel } from './console';
import { webchat } from './webchat';

/** Every channel there is; no autoload, so that the list can be read. */
export const channels = { webchat, botframework, console: consoleChannel };
