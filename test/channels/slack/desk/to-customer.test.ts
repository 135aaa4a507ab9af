import { toCustomer } from '../../../../channels/slack/desk/to-customer';

describe('what an agent typed reaches the customer as they would read it', () => {
  it.each([
    ['Thank you :+1:', 'Thank you 👍'],
    ['Thank you :+1::skin-tone-3:', 'Thank you 👍🏼'],
    ['On it :rocket::tada:', 'On it 🚀🎉'],
    ['See <https://example.com/a?b=1&amp;c=2|our page>', 'See our page (https://example.com/a?b=1&c=2)'],
    ['See <https://example.com>', 'See https://example.com'],
    ['Write to <mailto:help@example.com|help@example.com>', 'Write to help@example.com'],
    ['5 &lt; 6 &amp; 7 &gt; 3', '5 < 6 & 7 > 3'],
    ['&amp;lt; stays an entity', '&lt; stays an entity'],
    ['Between 10:30:15 and 11:00', 'Between 10:30:15 and 11:00'],
    ['Tracking 4:12:9', 'Tracking 4:12:9'],
    ['Mail bob@here.example', 'Mail bob@here.example'],
    ['*Your* refund_id is `x`', '*Your* refund_id is `x`'],
  ])('%s', (typed, read) => {
    expect(toCustomer(typed)).toEqual({ ok: true, text: read });
  });

  it.each([
    ['<!channel> look'],
    ['Ask <@U012AB3CD>'],
    ['In <#C012AB3CD|refunds>'],
    ['@here please'],
    ['<!subteam^S1|@team>'],
  ])('refuses what only Slack understands: %s', (typed) => {
    const read = toCustomer(typed);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.problem).toMatch(/customer/);
  });

  it('refuses a picture that only the workspace has', () => {
    expect(toCustomer('Look :party_parrot:')).toMatchObject({
      ok: false,
      problem: expect.stringContaining(':party_parrot:'),
    });
  });
});
