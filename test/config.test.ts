import { readSettings, sliceProblems, type Environment, type Settings, type Slice } from '../src/config';

const settingsOf = (env: Environment, slices?: Slice[]): Settings => {
  const result = readSettings(env, slices);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.settings;
};

const problemsOf = (env: Environment, slices?: Slice[]): string[] => {
  const result = readSettings(env, slices);
  return result.ok ? [] : result.problems;
};

const A_SECRET = 'sixteen-letters!';

const TWILIO: Slice = {
  channel: 'twilio',
  required: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  optional: ['TWILIO_API_BASE'],
  provider: true,
};

describe('settings without any variable', () => {
  test('serve the sandbox on loopback at port 3978, from ./data', () => {
    expect(settingsOf({})).toEqual({
      port: 3978,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3978',
      dataDir: './data',
      webchatOrigins: [],
      logLevel: 'info',
      sandbox: true,
      mongod: { searchPath: [] },
      channels: {},
    });
  });

  test('are the same when every variable is set to nothing', () => {
    const empty = {
      PORT: '',
      HOST: ' ',
      PUBLIC_URL: '',
      MONGODB_URI: '',
      SAMPLE_ORDERS: '',
      LOG_LEVEL: '',
      SANDBOX: '',
      STAFF_TOKEN: '',
    };
    expect(settingsOf(empty)).toEqual(settingsOf({}));
  });
});

describe('settings from variables', () => {
  test('take each variable as it is meant', () => {
    const settings = settingsOf({
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://refunds.example/',
      MONGODB_URI: 'mongodb+srv://joe:pw@cluster.example/redress',
      DATA_DIR: '/var/lib/redress',
      DIRECTLINE_SECRET: A_SECRET,
      STAFF_TOKEN: A_SECRET,
      WEBCHAT_ORIGINS: 'https://shop.example, http://localhost:8000/',
      SAMPLE_ORDERS: '0',
      LOG_LEVEL: 'debug',
    });
    expect(settings).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://refunds.example',
      mongodbUri: 'mongodb+srv://joe:pw@cluster.example/redress',
      dataDir: '/var/lib/redress',
      directLineSecret: A_SECRET,
      staffToken: A_SECRET,
      webchatOrigins: ['https://shop.example', 'http://localhost:8000'],
      sampleOrders: false,
      logLevel: 'debug',
      sandbox: false,
    });
  });

  test('make the public address from host and port, with brackets around IPv6', () => {
    expect(settingsOf({ HOST: '::1', PORT: '81' }).publicUrl).toBe('http://[::1]:81');
  });

  test('take an IPv6 address with brackets or without', () => {
    expect(settingsOf({ HOST: '[::1]', PORT: '81' })).toEqual(settingsOf({ HOST: '::1', PORT: '81' }));
  });

  test.each([
    'mongodb://127.0.0.1:27017',
    'mongodb://a.example:1,b.example:2,[::1]:3/redress?replicaSet=rs0',
    'mongodb://joe:p%40ss%2Fword@db.example/?appName=@joe@',
    'mongodb://%2Ftmp%2Fmongodb-27017.sock/redress',
    'mongodb+srv://joe:pw@cluster.example?retryWrites=true',
  ])('take the address %s', (address) => {
    expect(settingsOf({ MONGODB_URI: address }).mongodbUri).toBe(address);
  });

  test.each(['1', 'true', 'TRUE'])('read SAMPLE_ORDERS=%s as yes', (value) => {
    expect(settingsOf({ SAMPLE_ORDERS: value }).sampleOrders).toBe(true);
  });
});

describe('wrong settings', () => {
  test('are all reported at once, each by its name', () => {
    const problems = problemsOf({
      PORT: '70000',
      HOST: '0.0.0.0',
      MONGODB_URI: 'postgres://x',
      WEBCHAT_ORIGINS: 'shop.example',
      SAMPLE_ORDERS: 'maybe',
      LOG_LEVEL: 'loud',
      STAFF_TOKEN: 'short',
    });
    const named = problems.map((problem) => problem.split(' ')[0]);
    expect(named.sort()).toEqual([
      'DIRECTLINE_SECRET',
      'LOG_LEVEL',
      'MONGODB_URI',
      'PORT',
      'PUBLIC_URL',
      'SAMPLE_ORDERS',
      'STAFF_TOKEN',
      'WEBCHAT_ORIGINS',
    ]);
  });

  test.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '1e3'],
    ['HOST', 'http://x'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'refunds.example'],
    ['PUBLIC_URL', 'https://x.example/?a=1'],
    ['PUBLIC_URL', 'ftp://x.example'],
    ['MONGODB_URI', 'mongodb://'],
    ['MONGODB_URI', 'localhost:27017'],
    ['WEBCHAT_ORIGINS', 'https://shop.example/path'],
    ['WEBCHAT_ORIGINS', '*'],
    ['SANDBOX', '2'],
    ['SAMPLE_ORDERS', 'yes'],
    ['LOG_LEVEL', 'INFORMATION'],
    ['DIRECTLINE_SECRET', 'fifteen-letters'],
    ['DIRECTLINE_SECRET', 'quinze-lettres-é'],
    ['STAFF_TOKEN', 'long enough but in words'],
    ['MONGODB_URI', 'mongodb://joe:pass@word@db.example/x'],
    ['MONGODB_URI', 'mongodb://joe:pass/word@db.example/x'],
    ['MONGODB_URI', 'mongodb://joe:pass?word@db.example/x'],
    ['MONGODB_URI', 'mongodb://joe:pass#word@db.example/x'],
    ['MONGODB_URI', 'mongodb://db.example/two names'],
  ])('%s=%s is refused and nothing else is blamed', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems.filter((problem) => problem.startsWith(`${name} must`))).toHaveLength(1);
    expect(problems.filter((problem) => !problem.startsWith(name) && !problem.includes('because HOST'))).toEqual([]);
  });

  test('never repeat the value of a secret or of an address with a password', () => {
    const problems = problemsOf({ STAFF_TOKEN: 'hunter2', MONGODB_URI: 'mongo://joe:hunter3@x' }).join('\n');
    expect(problems).not.toMatch(/hunter/);
  });
});

describe('a service that others can reach', () => {
  test.each(['0.0.0.0', '::', '192.168.1.5', 'refunds.internal'])(
    'on HOST %s needs an address and both secrets',
    (HOST) => {
      const problems = problemsOf({ HOST });
      expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
        'PUBLIC_URL',
        'DIRECTLINE_SECRET',
        'STAFF_TOKEN',
      ]);
    },
  );

  test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])('is not what HOST %s makes', (HOST) => {
    expect(problemsOf({ HOST })).toEqual([]);
  });
});

describe('the sandbox', () => {
  test('is off beside a database server and beside provider credentials, and on with SANDBOX=1 beside the former', () => {
    const uri = 'mongodb://127.0.0.1/x';
    expect(settingsOf({ MONGODB_URI: uri }).sandbox).toBe(false);
    expect(settingsOf({ MONGODB_URI: uri, SANDBOX: '1' }).sandbox).toBe(true);
    expect(settingsOf({ SANDBOX: '0' }).sandbox).toBe(false);
    expect(settingsOf({ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' }, [TWILIO]).sandbox).toBe(false);
  });

  test('beside real credentials is refused', () => {
    const problems = problemsOf({ SANDBOX: '1', TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' }, [TWILIO]);
    expect(problems).toEqual([expect.stringMatching(/^SANDBOX .*twilio/)]);
  });
});

describe("a channel's own variables", () => {
  test('all absent leave it off', () => {
    expect(sliceProblems({}, [TWILIO])).toEqual([]);
    expect(settingsOf({}, [TWILIO]).channels).toEqual({});
  });

  test('all present turn it on with their values', () => {
    const env = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't', TWILIO_API_BASE: 'http://127.0.0.1:1' };
    expect(settingsOf(env, [TWILIO]).channels).toEqual({ twilio: env });
  });

  test.each([[{ TWILIO_ACCOUNT_SID: 'AC1' }], [{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: '' }]])(
    'some present name the missing ones: %j',
    (env) => {
      expect(problemsOf(env, [TWILIO])).toEqual([
        expect.stringMatching(/^TWILIO_AUTH_TOKEN is missing: the twilio channel/),
      ]);
    },
  );

  test('an optional one alone is half a set too', () => {
    expect(problemsOf({ TWILIO_API_BASE: 'http://x' }, [TWILIO])[0]).toMatch(
      /TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are missing/,
    );
  });
});
