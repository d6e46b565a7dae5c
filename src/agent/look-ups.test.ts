import { expect, test } from 'vitest';
import { lookUps } from './look-ups.ts';

test('what is asked for at one moment is read in one transaction, and kept until it is let go of', async () => {
  const asked: string[] = [];
  let transactions = 0;
  const directory = lookUps<string, string>(
    async (work) => {
      transactions++;
      await work('services');
    },
    () => ({
      async find(kind, text) {
        asked.push(`${kind} ${text}`);
        return [text];
      },
      async named(names) {
        asked.push(...names);
        return new Map(names.filter((name) => name !== 'Nobody').map((name) => [name, [`con_${name}`]]));
      },
    }),
  );
  const [found, called, beside] = await Promise.all([
    directory.find('contact', 'Ann'),
    directory.named(['Ann', 'Nobody']),
    directory.beside(async (services) => services),
  ]);
  expect({ found, called, beside }).toEqual({
    found: ['Ann'],
    called: new Map([['Ann', ['con_Ann']]]),
    beside: 'services',
  });
  expect(await directory.named(['Nobody', 'Bob'])).toEqual(new Map([['Bob', ['con_Bob']]]));
  expect({ asked, transactions }).toEqual({
    asked: ['contact Ann', 'Ann', 'Nobody', 'Bob'],
    transactions: 2,
  });
  directory.forget();
  expect(await directory.find('contact', 'Ann')).toEqual(['Ann']);
  expect(transactions).toBe(3);
});

test('what could not be read is asked for again', async () => {
  let isDown = true;
  const directory = lookUps<undefined, string>(
    async (work) => {
      if (isDown) throw new Error('down');
      await work(undefined);
    },
    () => ({ find: async (_, text) => [text], named: async () => new Map([['Ann', ['con_1']]]) }),
  );
  await expect(directory.named(['Ann'])).rejects.toThrow('down');
  isDown = false;
  expect(await directory.named(['Ann'])).toEqual(new Map([['Ann', ['con_1']]]));
});
