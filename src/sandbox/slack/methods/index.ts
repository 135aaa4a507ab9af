import type { Method } from '../call';
import { chatMethods } from './chat';
import { conversationMethods } from './conversations';
import { fileMethods } from './files';
import { peopleMethods } from './people';
import { viewMethods } from './views';

/** The methods that need a token; oauth.v2.access gives one and is in oauth.ts. */
export const methods: Record<string, Method> = {
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...peopleMethods,
  ...viewMethods,
};
