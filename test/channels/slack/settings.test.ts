import { slackSettings, slice } from '../../../channels/slack/settings';
import { sliceProblems } from '../../../src/config-slices';

const MINIMAL = { SLACK_SIGNING_SECRET: 's'.repeat(32), SLACK_BOT_TOKEN: 'xoxb-1' };
const OAUTH = {
  SLACK_SIGNING_SECRET: 's'.repeat(32),
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'c',
  SLACK_STATE_SECRET: 'x'.repeat(16),
};
const problems = (values: Record<string, string>): string[] => sliceProblems(values, [slice]);

describe("Slack's settings", () => {
  it.each([
    ['nothing at all', {}],
    ['a token', MINIMAL],
    ['OAuth', OAUTH],
    ['both', { ...OAUTH, ...MINIMAL }],
    ['a stand-in on this machine', { ...MINIMAL, SLACK_API_URL: 'http://127.0.0.1:3978/sandbox/slack/api' }],
    ['socket mode', { ...MINIMAL, SLACK_APP_TOKEN: 'xapp-1' }],
    ['one desk channel', { ...MINIMAL, SLACK_DESK_CHANNEL: 'C0123ABCD' }],
    ['several', { ...MINIMAL, SLACK_DESK_CHANNEL: 'es:C0456, team/billing:C0789 ,C0123' }],
  ])('are complete with %s', (_name, values) => expect(problems(values)).toEqual([]));

  it.each([
    ['the signing secret', { SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET is missing'],
    ['whoever could be answered', { SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN is missing, or SLACK_CLIENT_ID'],
    ['a part of OAuth', { ...MINIMAL, SLACK_CLIENT_ID: '1' }, 'SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are missing'],
  ])('name %s when it is missing', (_name, values, expected) => {
    expect(problems(values).join('\n')).toContain(expected);
  });

  it.each([
    ['SLACK_BOT_TOKEN', 'xoxp-of-a-person'],
    ['SLACK_APP_TOKEN', 'xoxb-1'],
    ['SLACK_API_URL', 'http://slack.example/api'],
    ['SLACK_API_URL', 'https://me@slack.com/api'],
    ['SLACK_CHANNEL_MPS', '0'],
    ['SLACK_CHANNEL_MPS', 'fast'],
    ['SLACK_DESK_CHANNEL', '#refunds'],
    ['SLACK_DESK_CHANNEL', 'es:C0456'],
    ['SLACK_DESK_CHANNEL', 'C0123,C0456'],
    ['SLACK_STATE_SECRET', 'short'],
  ])('refuse a wrong %s and never repeat a secret', (name, value) => {
    const [problem = '', ...more] = problems({
      ...MINIMAL,
      ...(name === 'SLACK_STATE_SECRET' ? OAUTH : {}),
      [name]: value,
    });
    expect(more).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} must`));
    if (/TOKEN|SECRET/.test(name)) expect(problem).not.toContain(value);
  });

  it('read the desk channels with the plain one first', () => {
    const read = slackSettings({ ...MINIMAL, SLACK_DESK_CHANNEL: 'ES:C0456,team/billing:C0789,C0123' });
    expect(read?.deskChannels).toEqual([
      { channel: 'C0123' },
      { channel: 'C0456', language: 'es' },
      { channel: 'C0789', team: 'billing' },
    ]);
  });

  it('know where Slack is, and its pace, when nobody says', () => {
    expect(slackSettings(MINIMAL)).toMatchObject({ apiUrl: 'https://slack.com/api/', perSecond: 1, deskChannels: [] });
    expect(slackSettings({})).toBeUndefined();
  });
});
