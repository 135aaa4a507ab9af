import { botframework } from './botframework';
import { consoleChannel } from './console';
import { twilio } from './twilio';
import { webchat } from './webchat';

/** Every channel there is; no autoload, so that the list can be read. */
export const channels = { webchat, twilio, botframework, console: consoleChannel };
