import type { Slice } from '../src/config-slices';
import { slice as botframework } from './botframework/settings';
import { slice as email } from './email/settings';
import { slice as slack } from './slack/settings';
import { slice as twilio } from './twilio/settings';

/** The variables of every channel that has some: read before anything of the channels themselves is loaded. */
export const slices: Slice[] = [botframework, twilio, slack, email];
