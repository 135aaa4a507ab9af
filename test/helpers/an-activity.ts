import type { Activity } from '../../src/channel';

/** A customer's message on the web chat; every field can be overridden. */
export const anActivity = (overrides: Partial<Activity> = {}): Activity => ({
  client: 'default',
  channel: 'webchat',
  conversation: 'c1',
  providerId: 'p1',
  type: 'message',
  from: { id: 'u1', identified: false },
  text: 'hello',
  attachments: [],
  ...overrides,
});
