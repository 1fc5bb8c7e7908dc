import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Masker } from './mask.ts';

const knowing = (...secrets: string[]): Masker => {
  const masker = new Masker();
  for (const secret of secrets) masker.add(secret);
  return masker;
};

test.for([
  ['NPM_TOKEN', true],
  ['GITHUB_TOKEN', true],
  ['aws_secret_access_key', true],
  ['DB_PASSWORD', true],
  ['MYSQL_PASSWD', true],
  ['STRIPE_API_KEY', true],
  ['STRIPE_APIKEY', true],
  ['DEPLOY_KEY', true],
  ['SSH_PRIVATE', true],
  ['GOOGLE_CREDENTIALS', true],
  ['DB_PASS', true],
  ['DB_PWD', true],
  ['SSH_PASSPHRASE', true],
  ['SSHKEY', true],
  ['AWS_ACCESS_KEY_ID', true],
  ['PWD', false],
  ['OLDPWD', false],
  ['COMPASS', false],
  ['PATH', false],
  ['KEYBOARD', false],
  ['NODE_ENV', false],
] as const)('the value of %s is a secret: %s', ([name, secret]) => {
  const masker = new Masker();
  masker.addEnvironment({ [name]: 'some value' });
  expect(masker.mask('has some value in it')).toBe(secret ? 'has *** in it' : 'has some value in it');
});

test('the password in an address is a secret, whatever the variable is called', () => {
  const masker = new Masker();
  masker.addEnvironment({
    DATABASE_URL: 'postgres://ann:hunter%2B22@db.example.com:5432/shop',
    SITE: 'https://a.b:80/c@d',
  });
  expect(masker.mask('connecting to postgres://ann:hunter%2B22@db.example.com:5432')).toBe(
    'connecting to postgres://ann:***@db.example.com:5432',
  );
  expect(masker.mask('password hunter+22, see https://a.b:80/c@d')).toBe('password ***, see https://a.b:80/c@d');
});

test('short values are not hidden: they are everywhere', () => {
  const masker = new Masker();
  masker.addEnvironment({ USE_TOKEN: 'true', EMPTY_TOKEN: '', NO_TOKEN: undefined });
  expect(masker.mask('true story')).toBe('true story');
});

test('hides a secret in the forms in which tools print it', () => {
  const secret = 'p@ss word/+"ü"';
  const masker = knowing(secret);
  const basic = (user: string) => Buffer.from(`${user}:${secret}`).toString('base64');
  const forms = [
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    new URLSearchParams({ q: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
  ];
  for (const form of forms) expect(masker.mask(`<${form}>`), form).toBe('<***>');
  // Wherever in the base64 of a longer text it stands; the characters at its ends also carry a bit of the neighbours.
  for (const user of ['a', 'ab', 'abc']) {
    expect(masker.mask(basic(user))).toMatch(/^[\w+/]{3,6}\*{3}[\w+/]?={0,2}$/);
  }
});

test('every line of a key is hidden, and the whole where it is encoded', () => {
  const key = '-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\nq83vEjRWeJ\n-----END KEY-----\n';
  const masker = knowing(key);
  expect(masker.mask('x MIIEpAIBAAKCAQEA y')).toBe('x *** y');
  expect(masker.mask(JSON.stringify({ key }))).toBe('{"key":"***"}');
  expect(masker.mask(Buffer.from(key).toString('base64'))).toBe('***');
});

test('overlapping secrets leave nothing of either', () => {
  expect(knowing('abcdefgh', 'efghijkl').mask('-abcdefghijkl-')).toBe('-***-');
  expect(knowing('secret', 'secret-longer').mask('secret-longer secret')).toBe('*** ***');
});

test('learns from ::add-mask::, also what is escaped there', () => {
  const masker = new Masker();
  expect(masker.teaches('plain text')).toBe(false);
  masker.learn('::add-mask::100%25 secret\r');
  expect(masker.mask('a 100% secret b')).toBe('a *** b');
});

test('no cut of a text lets a part of a secret through', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 6, maxLength: 9 });
  const text = fc.array(fc.oneof(word, fc.constant('\u{1f511}'), fc.string({ maxLength: 5 })), {
    minLength: 20,
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), text, fc.nat(), (secrets, pieces, seed) => {
      const masker = knowing(...secrets);
      const whole = pieces.flatMap((piece, index) => [piece, secrets[index % secrets.length] ?? '']).join('');
      const near = masker.longest + 1 + (seed % (whole.length - masker.longest));
      fc.pre(whole.length > 2 * masker.longest);
      const at = masker.cut(whole, near);
      const [head, tail] = [whole.slice(0, at), whole.slice(at)];
      expect(at).toBeGreaterThan(0);
      // What is hidden in the two parts is what is hidden in the whole.
      const hidden = (masked: string) => masked.replaceAll(/(\*\*\*)+/g, '*');
      expect(hidden(masker.mask(head) + masker.mask(tail))).toBe(hidden(masker.mask(whole)));
      expect(Buffer.from(head).toString()).toBe(head);
    }),
  );
});
