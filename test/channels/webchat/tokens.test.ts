import { createAccess } from '../../../channels/webchat/access';
import { createOriginCheck } from '../../../channels/webchat/origins';
import { createTokens, TOKEN_SECONDS } from '../../../channels/webchat/tokens';

const now = new Date('2026-11-21T10:00:00Z');
const later = (seconds: number) => () => new Date(now.getTime() + seconds * 1000);
const secret = 'a secret of the operator';
const tokens = createTokens(secret);

test('a token opens its own conversation until it expires, and no other', () => {
  const conversation = tokens.newConversation();
  const { token } = tokens.issue({ conversation, user: 'dl_1' }, now);
  const access = createAccess(secret, tokens, later(TOKEN_SECONDS - 1));
  expect(access.conversation(access.caller(token), conversation)).toEqual({ id: conversation, user: 'dl_1' });
  expect(() => access.conversation(access.caller(token), tokens.newConversation())).toThrow(
    expect.objectContaining({ code: 'Forbidden' }),
  );
  const expired = createAccess(secret, tokens, later(TOKEN_SECONDS));
  expect(() => expired.caller(token)).toThrow(expect.objectContaining({ code: 'Forbidden' }));
});

test('a token of another secret, a changed one and rubbish are refused', () => {
  const conversation = tokens.newConversation();
  const foreign = createTokens('another secret entirely').issue({ conversation }, now).token;
  const own = tokens.issue({ conversation }, now).token;
  const access = createAccess(secret, tokens, later(0));
  for (const token of [foreign, `x${own}`, `${own}x`, 'a.b', '.', '', 'null']) {
    expect(() => access.caller(token)).toThrow(expect.objectContaining({ code: 'Forbidden' }));
  }
  expect(() => access.caller(null)).toThrow(expect.objectContaining({ code: 'Unauthorized' }));
});

test('the secret opens every conversation that was given out, and none that was made up', () => {
  const access = createAccess(secret, tokens, later(0));
  const conversation = tokens.newConversation();
  expect(access.conversation(access.caller(secret), conversation)).toEqual({ id: conversation });
  for (const made of ['', 'x', '../../etc', `${conversation}0`, 'abc-00000000']) {
    expect(() => access.conversation(access.caller(secret), made)).toThrow(
      expect.objectContaining({ code: 'NotFound' }),
    );
  }
});

test("only our own pages and the listed shops' may ask for a chat", () => {
  const allowed = createOriginCheck('http://127.0.0.1:3978', ['https://shop.example']);
  for (const origin of [undefined, 'http://127.0.0.1:3978', 'http://localhost:3978', 'https://shop.example']) {
    expect(allowed(origin)).toBe(true);
  }
  for (const origin of [
    'null',
    'https://evil.example',
    'http://localhost:4000',
    'https://shop.example.evil.example',
    '',
  ]) {
    expect(allowed(origin)).toBe(false);
  }
});
