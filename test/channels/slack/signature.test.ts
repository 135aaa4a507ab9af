import { isValidSlackRequest } from '@slack/bolt';
import { signatureProblem } from '../../../channels/slack/signature';
import { signature } from '../../../src/sandbox/slack';

/** The worked example of https://docs.slack.dev/authentication/verifying-requests-from-slack */
const EXAMPLE = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const AT = new Date(1_531_420_618_000);
const { secret } = EXAMPLE;

const check = (over: Partial<typeof EXAMPLE> = {}, now = AT) => {
  const { timestamp, body, signature: given } = { ...EXAMPLE, ...over };
  return signatureProblem(secret, { timestamp, signature: given, body: Buffer.from(body) }, now);
};

describe("Slack's signature", () => {
  it("is that of Slack's published example", () => {
    expect(check()).toBeNull();
    expect(signature(secret, EXAMPLE.timestamp, EXAMPLE.body)).toBe(EXAMPLE.signature);
  });

  // The three cases of bolt's own tests of verifySlackRequest, with its own function beside ours.
  it.each([
    ['a valid request', {}, AT, true],
    ['a timestamp of another time', {}, new Date(AT.getTime() + 600_000), false],
    ['a signature of something else', { signature: `v0=${'0'.repeat(64)}` }, AT, false],
  ])('judges %s as bolt does', (_name, over, now, valid) => {
    const { timestamp, body, signature: given } = { ...EXAMPLE, ...over };
    const bolts = isValidSlackRequest({
      signingSecret: secret,
      body,
      headers: { 'x-slack-signature': given, 'x-slack-request-timestamp': Number(timestamp) },
      nowMilliseconds: now.getTime(),
    });
    expect(bolts).toBe(valid);
    expect(check(over, now) === null).toBe(valid);
  });

  it.each([
    ['no signature', { signature: '' }, 'no-signature'],
    ['no timestamp', { timestamp: '' }, 'no-signature'],
    ['another version', { signature: EXAMPLE.signature.replace('v0', 'v1') }, 'unknown-version'],
    ['no version', { signature: EXAMPLE.signature.slice(3) }, 'unknown-version'],
    ['half a signature', { signature: EXAMPLE.signature.slice(0, 40) }, 'wrong-signature'],
    ['a signature that is no hexadecimal', { signature: `v0=${'z'.repeat(64)}` }, 'wrong-signature'],
    ['a signature in capitals', { signature: `v0=${EXAMPLE.signature.slice(3).toUpperCase()}` }, 'wrong-signature'],
    ['one changed byte', { body: EXAMPLE.body.replace('roadrunner', 'roadrunnes') }, 'wrong-signature'],
    ['a byte too many', { body: `${EXAMPLE.body}\n` }, 'wrong-signature'],
    ['a timestamp with words in it', { timestamp: 'yesterday' }, 'stale'],
    ['a timestamp below zero', { timestamp: '-1531420618' }, 'stale'],
    ['an endless timestamp', { timestamp: '9'.repeat(40) }, 'stale'],
    ['a timestamp with a point', { timestamp: '1531420618.5' }, 'stale'],
  ])('is refused with %s', (_name, over, problem) => {
    expect(check(over)).toBe(problem);
  });

  it('holds for five minutes either way and no longer', () => {
    for (const ms of [-300_000, 0, 300_000]) expect(check({}, new Date(AT.getTime() + ms))).toBeNull();
    for (const ms of [-301_000, 301_000]) expect(check({}, new Date(AT.getTime() + ms))).toBe('stale');
  });

  it('is of the bytes, not of the text they may stand for', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    const good = signatureProblem(
      secret,
      {
        timestamp: EXAMPLE.timestamp,
        body: bytes,
        signature: signature(secret, EXAMPLE.timestamp, bytes.toString('utf8')),
      },
      AT,
    );
    expect(good).toBe('wrong-signature');
  });
});
