import { where, type Candidate, type Circumstances } from '../../src/notify/where';

const DAY = new Date('2026-11-18T12:00:00Z');
const NIGHT = new Date('2026-11-18T23:00:00Z');
const PLACE = { client: 'default', channel: 'sms', conversation: '+34612345678' };
const MAIL = { client: 'default', channel: 'email', conversation: 'ana@example.com' };
const hoursBefore = (at: Date, hours: number): Date => new Date(at.getTime() - hours * 3_600_000);

const on = (channel: string, more: Partial<Candidate> = {}): Candidate => ({
  place: { ...PLACE, channel },
  delivery: channel === 'webchat' ? 'feed' : 'push',
  lastInAt: hoursBefore(DAY, 5),
  caughtUp: false,
  reach: { optedOut: false, windowUntil: null, failed: null },
  template: false,
  missed: false,
  ...more,
});
const by = (more: Partial<Circumstances> = {}): Circumstances => ({
  at: DAY,
  zone: 'UTC',
  required: false,
  mail: null,
  ...more,
});
const told = (candidates: Candidate[], circumstances = by()): string => {
  const plan = where(candidates, circumstances);
  if (plan.kind === 'wait') return `wait ${plan.until.toISOString()}`;
  return 'place' in plan ? `${plan.kind} ${plan.place.channel}` : plan.kind;
};
const out = { reach: { optedOut: true, windowUntil: null, failed: null } };
const closed = { reach: { optedOut: false, windowUntil: hoursBefore(DAY, 1), failed: null } };

describe('the news of a case', () => {
  it('goes where the customer wrote last', () => {
    const older = on('sms', { lastInAt: hoursBefore(DAY, 30) });
    expect(told([older, on('whatsapp')])).toBe('tell whatsapp');
  });

  it('goes nowhere else when it was read in the feed', () => {
    expect(told([on('webchat', { caughtUp: true }), on('sms')], by({ mail: MAIL }))).toBe('heard');
    expect(told([on('webchat'), on('sms')])).toBe('tell sms');
    expect(told([on('webchat')], by({ mail: MAIL }))).toBe('mail email');
    expect(told([on('webchat')])).toBe('heard');
  });

  it('goes to another channel of theirs once one is opted out or broken, then by e-mail, then to the people', () => {
    expect(told([on('sms', out), on('whatsapp', { lastInAt: hoursBefore(DAY, 9) })])).toBe('tell whatsapp');
    expect(told([on('sms', { missed: true })], by({ mail: MAIL }))).toBe('mail email');
    expect(told([on('sms', out)], by({ mail: MAIL }))).toBe('mail email');
    expect(told([on('sms', out)])).toBe('unreachable sms');
    expect(told([on('sms', { missed: true })])).toBe('unreachable sms');
  });

  it('goes past a closed window where there is another way, by a template where there is one, and else waits in it', () => {
    expect(told([on('whatsapp', closed), on('sms', { lastInAt: hoursBefore(DAY, 90) })])).toBe('tell sms');
    expect(told([on('whatsapp', { ...closed, template: true })])).toBe('tell whatsapp');
    expect(told([on('whatsapp', closed)], by({ mail: MAIL }))).toBe('mail email');
    expect(told([on('whatsapp', closed)])).toBe('tell whatsapp');
  });

  it('waits for the morning of its own place: the conversation’s, the telephone’s, the client’s', () => {
    const at = NIGHT;
    expect(told([on('sms')], by({ at }))).toBe('wait 2026-11-19T07:00:00.000Z');
    expect(told([on('sms', { timeZone: 'America/Lima' })], by({ at }))).toBe('tell sms');
    const teams = on('teams', { place: { ...PLACE, channel: 'teams', conversation: 'a:1' } });
    expect(told([teams], by({ at, zone: 'Europe/London' }))).toBe('wait 2026-11-19T08:00:00.000Z');
  });

  it('does not wait when a law wants it told, when they have just written, or by e-mail', () => {
    const at = NIGHT;
    expect(told([on('sms')], by({ at, required: true }))).toBe('tell sms');
    expect(told([on('sms', { lastInAt: hoursBefore(NIGHT, 0.1) })], by({ at }))).toBe('tell sms');
    expect(told([on('sms', out)], by({ at, mail: MAIL }))).toBe('mail email');
  });
});
