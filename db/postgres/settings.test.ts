import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDatabaseUrl } from './settings.ts';

describe('a database URL', () => {
  test('with nothing but what is needed', () => {
    expect(readDatabaseUrl('postgres://db.example/crm')).toEqual({
      hosts: [{ host: 'db.example', port: 5432 }],
      database: 'crm',
      tls: { mode: 'prefer' },
      primaryOnly: false,
      applicationName: 'rapport',
      connectMs: 10_000,
      poolSize: 10,
      poolWaitMs: 10_000,
      idleMs: 300_000,
      statementMs: 0,
      idleInTransactionMs: 60_000,
    });
  });

  test('with everything, some of it in the ways of libpq', () => {
    const url =
      'postgresql://dana:p%40s%3As@one:5433,[::1]:5434/%E5%AE%A2%E6%88%B7?sslmode=verify-full&sslrootcert=/ca.pem' +
      '&target_session_attrs=read-write&application_name=crm&connect_timeout=3&pool_size=4&pool_timeout=2' +
      '&idle_timeout=30&statement_timeout=9000&idle_in_transaction_session_timeout=5000&options=-csearch_path%3Dcrm';
    expect(readDatabaseUrl(url)).toEqual({
      hosts: [
        { host: 'one', port: 5433 },
        { host: '::1', port: 5434 },
      ],
      user: 'dana',
      password: 'p@s:s',
      database: '客户',
      tls: { mode: 'verify-full', rootCertificate: '/ca.pem' },
      primaryOnly: true,
      applicationName: 'crm',
      options: '-csearch_path=crm',
      connectMs: 3_000,
      poolSize: 4,
      poolWaitMs: 2_000,
      idleMs: 30_000,
      statementMs: 9_000,
      idleInTransactionMs: 5_000,
    });
    expect(readDatabaseUrl('postgres:///crm?host=/run/postgresql&user=dana').hosts).toEqual([
      { host: '/run/postgresql', port: 5432 },
    ]);
  });

  test.each([
    ['', 'prefer'],
    ['sslmode=allow', 'prefer'],
    ['sslmode=disable', 'disable'],
    ['sslmode=require', 'require'],
    ['sslmode=require&sslrootcert=/ca.pem', 'verify-ca'],
    ['sslrootcert=system', 'verify-full'],
    ['sslmode=require&channel_binding=require', 'verify-full'],
  ])('%s means %s', (query, mode) => {
    expect(readDatabaseUrl(`postgres://h/d?${query}`).tls.mode).toBe(mode);
  });

  test.each([
    ['mysql://h/d', /must look like postgres:/],
    ['postgres://h:port/d', /port must be/],
    ['postgres://h/d?sslmode=maybe', /sslmode must be one of: prefer, allow, disable/],
    ['postgres://h/d?pool_size=0', /pool_size must be a whole number, at least 1/],
    ['postgres://h/d?poolsize=5', /a parameter poolsize, which is none of: sslmode/],
    ['postgres://u:100%@h/d', /password holds a %.*%25/],
    ['postgres://h/d?target_session_attrs=standby', /target_session_attrs must be one of/],
  ])('%s is told what is wrong', (url, hint) => {
    expect(() => readDatabaseUrl(url)).toThrow(
      expect.objectContaining({ code: 'unavailable', hint: expect.stringMatching(hint) }),
    );
  });

  test('any user, password and name come back as they were, and are told to nobody', () => {
    const part = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(part, part, part, (user, password, database) => {
        const [u, p, d] = [user, password, database].map(encodeURIComponent);
        expect(readDatabaseUrl(`postgres://${u}:${p}@h/${d}`)).toMatchObject({ user, password, database });
      }),
    );
    expect(() => readDatabaseUrl('postgres://u:geheim%@h/d')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('geheim'),
        hint: expect.not.stringContaining('geheim'),
      }),
    );
  });
});
