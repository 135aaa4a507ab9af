import { botframework } from './botframework';
import { consoleChannel } from './console';
import { email } from './email';
import { slack } from './slack';
import { twilio } from './twilio';
import { webchat } from './webchat';

/** Every channel there is; no autoload, so that the list can be read. */
export const channels = { webchat, twilio, slack, botframework, email, console: consoleChannel };
