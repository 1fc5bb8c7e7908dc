import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, jsonPointer } from './index.ts';
import { configJsonSchema, configSchema } from './config.schema.ts';

const read = (fields: Record<string, unknown>) => configSchema.safeParse({ ...DEFAULT_CONFIG, ...fields });

const wrongAt = (fields: Record<string, unknown>) =>
  read(fields).error?.issues.map(({ path }) => jsonPointer(path)) ?? [];

const GITHUB = { kind: 'github', repository: 'octo/shop', workflow: 'ci.yml' };

describe('a runner', () => {
  it('needs to say no more than where', () => {
    expect(read({ runner: GITHUB }).data?.runner).toEqual({
      ...GITHUB,
      ref: 'main',
      inputs: {},
      allow: { refs: [], inputs: [] },
    });
    expect(read({ runner: { kind: 'gitlab', project: 'group/sub/shop' } }).data?.runner).toMatchObject({
      variables: {},
    });
    expect(read({ runner: { kind: 'webhook', urlSecret: 'TRIGGER_URL' } }).data?.runner).toMatchObject({
      signed: true,
    });
  });

  it.each([
    [{ ...GITHUB, repository: 'shop' }, ['/runner/repository']],
    [{ ...GITHUB, repository: '../..' }, ['/runner/repository']],
    [{ ...GITHUB, repository: 'octo/..' }, ['/runner/repository']],
    [{ ...GITHUB, repository: 'octo/shop/x' }, ['/runner/repository']],
    [{ ...GITHUB, workflow: '../x.yml' }, ['/runner/workflow']],
    [{ ...GITHUB, workflow: '123' }, []],
    [{ ...GITHUB, inputs: { level: 1 } }, ['/runner/inputs/level']],
    [{ kind: 'gitlab', project: 'shop' }, ['/runner/project']],
    [{ kind: 'gitlab', project: 'a/../b' }, ['/runner/project']],
    [{ kind: 'gitlab', project: '42' }, []],
    [{ kind: 'webhook' }, ['/runner/url']],
    [{ kind: 'webhook', url: 'https://a.example', urlSecret: 'TRIGGER_URL' }, ['/runner/url']],
    [{ kind: 'webhook', url: 'http://a.example' }, ['/runner/url']],
    [{ kind: 'webhook', url: 'http://127.0.0.1:8080/x' }, []],
    [{ kind: 'webhook', url: 'https://user:word@a.example' }, ['/runner/url']],
    [{ kind: 'webhook', url: 'file:///etc/passwd' }, ['/runner/url']],
    [{ kind: 'webhook', urlSecret: 'AUTH_SECRET' }, ['/runner/urlSecret']],
    [{ kind: 'webhook', urlSecret: 'TRIGGER_URL__OTHER' }, ['/runner/urlSecret']],
    [{ kind: 'webhook', urlSecret: 'TRIGGER_URL_SHOP' }, []],
    [{ kind: 'jenkins' }, ['/runner/kind']],
  ])('%j is wrong at %j', (runner, paths) => {
    expect(wrongAt({ runner })).toEqual(paths);
  });

  it('is described for editors, each kind with its fields', () => {
    const { properties } = configJsonSchema() as { properties: { runner: { oneOf: { properties: object }[] } } };
    const kinds = properties.runner.oneOf.map((kind) => Object.keys(kind.properties));
    expect(kinds.map((fields) => fields.includes('allow'))).toEqual([false, false, true, true, true]);
  });
});

describe('a project whose tokens are believed', () => {
  const issuer = 'https://token.actions.githubusercontent.com';

  it.each([
    [{ issuer, repositoryId: '123' }, []],
    [{ issuer: 'https://gitlab.com', projectId: '7', audience: 'https://ci.example.com' }, []],
    [{ issuer, repositoryId: 'octo/shop' }, ['/oidc/0/repositoryId']],
    [{ issuer }, ['/oidc/0']],
    [{ issuer, repositoryId: '1', projectId: '1' }, ['/oidc/0']],
    [{ issuer: 'http://gitlab.example.com', projectId: '1' }, ['/oidc/0/issuer']],
    [{ issuer: 'https://x.example/?a', projectId: '1' }, ['/oidc/0/issuer']],
  ])('%j is wrong at %j', (trust, paths) => {
    expect(wrongAt({ oidc: [trust] })).toEqual(paths);
  });
});
