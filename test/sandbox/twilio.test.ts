import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { smsSize as ours } from '../../channels/twilio/gsm7';
import { slices } from '../../channels/slices';
import { readSettings } from '../../src/config';
import { contentProblem, shown } from '../../src/sandbox/twilio/content';
import { problemWith } from '../../src/sandbox/twilio/checks';
import { signForm } from '../../src/sandbox/twilio/signature';
import { smsSize } from '../../src/sandbox/twilio/sms-size';

const TO = '+12025550143';
const FROM = '+15005550006';

describe('the stand-in of Twilio', () => {
  it("signs as Twilio's own library expects, whatever the parameters", () => {
    const value = fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 3 }));
    const params = fc.dictionary(fc.string({ minLength: 1 }), value, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.string(), params, (token, given) => {
        const url = 'https://refunds.example/webhooks/twilio/message?a=1';
        // The library takes no token that is empty.
        const key = `t${token}`;
        return signForm(key, url, given) === getExpectedTwilioSignature(key, url, given);
      }),
    );
  });

  it('counts segments as the channel does, by a way of its own', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '€', '[', 'é', 'ñ', '“', '😀', '\n'), maxLength: 400 });
    fc.assert(fc.property(text, (given) => expect(smsSize(given)).toEqual(ours(given))));
  });

  it.each<[string, number, Record<string, string>, string[]?]>([
    ['a name Twilio does not know', 20001, { To: TO, From: FROM, Body: 'a', Bodi: 'a' }],
    ['nobody to send to', 21604, { From: FROM, Body: 'a' }],
    ['no number', 21211, { To: 'ana', From: FROM, Body: 'a' }],
    ['nobody who sends', 21603, { To: TO, Body: 'a' }],
    ["somebody else's number", 21606, { To: TO, From: '+15005550001', Body: 'a' }],
    ['SMS to WhatsApp', 63007, { To: `whatsapp:${TO}`, From: FROM, Body: 'a' }],
    ['a service of somebody else', 21701, { To: TO, MessagingServiceSid: 'MG9', Body: 'a' }],
    ['nothing to say', 21602, { To: TO, From: FROM }],
    ['1601 characters', 21617, { To: TO, From: FROM, Body: 'a'.repeat(1601) }],
    ['a picture nowhere', 21620, { To: TO, From: FROM, MediaUrl: 'x' }, ['x']],
    [
      'eleven pictures',
      21623,
      { To: TO, From: FROM, MediaUrl: 'https://a.example' },
      Array(11).fill('https://a.example'),
    ],
    ['content that does not exist', 21655, { To: TO, From: FROM, ContentSid: 'HX2' }],
    ['variables that are no object', 21656, { To: TO, From: FROM, ContentSid: 'HX1', ContentVariables: '[]' }],
    ['a callback nowhere', 21609, { To: TO, From: FROM, Body: 'a', StatusCallback: 'x' }],
    ['somebody who opted out', 21610, { To: '+12025550144', From: FROM, Body: 'a' }],
    ['nothing wrong', 0, { To: TO, From: FROM, Body: 'a'.repeat(1600) }],
    ['content', 0, { To: TO, From: FROM, ContentSid: 'HX1', ContentVariables: '{"1":"a"}' }],
  ])('answers to a send with %s: %i', (_what, code, params, media = []) => {
    const known = {
      senders: [FROM],
      serviceSid: 'MG1',
      blocked: new Set(['+12025550144']),
      hasContent: (sid: string) => sid === 'HX1',
    };
    expect(problemWith(params, media, known)).toBe(code);
  });

  const buttons = (actions: object[]) => ({
    language: 'en',
    types: { 'twilio/quick-reply': { body: 'Which?', actions } },
  });
  it.each<[string, Record<string, unknown>, boolean]>([
    [
      'two buttons',
      buttons([
        { title: 'Yes', id: 'y' },
        { title: '{{1}}', id: 'n' },
      ]),
      true,
    ],
    ['a title of 26 characters', buttons([{ title: 'a'.repeat(26), id: 'y' }]), false],
    ['no button', buttons([]), false],
    ['no language', { types: { 'twilio/text': { body: 'a' } } }, false],
    ['a kind that is not there', { language: 'en', types: { 'twilio/carrousel': {} } }, false],
    ['a field that is not there', { language: 'en', types: { 'twilio/text': { body: 'a' } }, colour: 'red' }, false],
  ])('takes content or not: %s', (_what, given, isTaken) => {
    expect(contentProblem(given) === null).toBe(isTaken);
  });

  it('fills in what a template leaves open, and its defaults where nothing is given', () => {
    const content = {
      sid: 'HX1',
      friendlyName: '',
      language: 'en',
      variables: { '2': 'a default' },
      types: { 'twilio/list-picker': { body: '{{1}}?', button: 'Choose', items: [{ id: '{{3}}', item: '{{2}}' }] } },
      approved: false,
      createdAt: new Date(0),
    };
    expect(shown(content, { '1': 'Which', '3': 'r1' })).toEqual({
      kind: 'list',
      body: 'Which?',
      button: 'Choose',
      choices: [{ id: 'r1', title: 'a default' }],
    });
  });
});

describe('SANDBOX=1', () => {
  it.each([
    ['twilio', { TWILIO_ACCOUNT_SID: 'AC1234', TWILIO_AUTH_TOKEN: 'secret-token', TWILIO_SMS_FROM: FROM }],
    ['slack', { SLACK_SIGNING_SECRET: 'secret', SLACK_BOT_TOKEN: 'xoxb-1' }],
  ])('beside the credentials of %s fails the start, which names them', (name, env) => {
    const result = readSettings({ SANDBOX: '1', ...env }, slices);
    expect(result.ok ? [] : result.problems).toEqual([expect.stringContaining(`real provider (${name})`)]);
  });
});
