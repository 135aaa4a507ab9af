import { channels } from '../../../channels';
import type { Arrange } from '../contract';

/** The terminal: nobody calls it over HTTP, and it calls nobody. */
export const arrange: Arrange = ({ line }) =>
  Promise.resolve({
    channel: channels.console({ client: 'default', line, print: () => undefined }),
    webhook: null,
    provider: null,
    secrets: [],
  });
