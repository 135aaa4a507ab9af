import { aShop, until } from './a-shop';

const HOUR = 3_600_000;
const TOKEN = 'staff-token-of-the-tests-0123456789';

test('a person answers on WhatsApp a day later: previewed and sent in the approved template', async () => {
  let now = Date.now();
  const clock = () => new Date(now);
  const reads = 'A message from {{1}}: {{2}}';
  const staff = { en: { sid: 'HXstaff', variables: ['name', 'text'], reads } };
  const shop = await aShop({
    standIn: { clock },
    overrides: { clock },
    settings: { staffToken: TOKEN },
    values: { TWILIO_TEMPLATES: JSON.stringify({ staff }) },
  });
  const types = { 'twilio/text': { body: reads } };
  const content = { sid: 'HXstaff', friendlyName: 'staff', language: 'en', variables: {}, types };
  shop.twilio.contents.push({ ...content, approved: true, createdAt: clock() });
  const call = async <T>(path: string, token: string, body?: object): Promise<T> => {
    const answer = await fetch(`${shop.publicUrl}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };

  const me = 'whatsapp:+12025550166';
  await shop.talk(me, 'I want to talk to a person');
  const handoff = await until('the people are called', () =>
    shop.db().collection<{ _id: string }>('handoffs').findOne({}),
  );
  const id = encodeURIComponent(String(handoff?._id));
  now += 30 * HOUR;
  const person = { name: 'Bea', email: 'bea@shop.example', roles: ['agent'] };
  const bea = await call<{ id: string }>('/staff', TOKEN, person);
  const { token } = await call<{ token: string }>(`/staff/${bea.id}/tokens`, TOKEN, {});
  await call(`/handoffs/${id}/claim`, token, { id: 'c1' });
  const words = 'Your mugs are on their way.\nSorry for the wait.';
  type Preview = { ok: boolean; texts: string[]; template: string; fingerprint: string };
  const preview = await call<Preview>(`/handoffs/${id}/preview?text=${encodeURIComponent(words)}`, token);
  const read = 'A message from Bea: Your mugs are on their way. · Sorry for the wait.';
  expect(preview).toMatchObject({ ok: true, texts: [read], template: 'staff/en' });
  const { fingerprint } = preview;
  await call(`/handoffs/${id}/reply`, token, { id: 'r1', text: words, fingerprint });
  const sent = await until('the template', () => shop.twilio.sent(me).find(({ body }) => body.includes('mugs')));
  expect([sent?.body, sent?.params.ContentSid, sent?.params.Body]).toEqual([read, 'HXstaff', undefined]);
  await shop.stop();
}, 60_000);
