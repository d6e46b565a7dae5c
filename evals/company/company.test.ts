import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCalendar, dateOf, isLunarNewYear } from './calendar.ts';
import { type CompanyRows, collectRows, companySizes, originalOf, simulateCompany } from './index.ts';

const until = new Date('2026-03-05T09:00:00+08:00');
const company = (interactions: number, seed = 1): CompanyRows =>
  collectRows(simulateCompany({ seed, interactions, until }));
const digest = (rows: CompanyRows): string => createHash('sha256').update(JSON.stringify(rows)).digest('hex');
const small = company(companySizes.small);
const demo = company(companySizes.demo);

describe('the simulated company', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(digest(company(200))).toBe(digest(small));
    expect(digest(company(200, 2))).not.toBe(digest(small));
  });

  test('has the size that was asked for', () => {
    expect(small.interaction).toHaveLength(200);
    expect(demo.interaction).toHaveLength(2_000);
    expect(small.contact.filter(({ id }) => !originalOf(id))).toHaveLength(40);
    expect(demo.contact.filter(({ id }) => !originalOf(id))).toHaveLength(200);
    expect(() => [...simulateCompany({ seed: 1, interactions: 199, until })]).toThrow(RangeError);
    expect(() => [...simulateCompany({ seed: 0.5, interactions: 200, until })]).toThrow(RangeError);
  });

  test.each([1, 7, 2_026])(
    'knows two people called Dana and one 张伟, who has a deal and orders (seed %i)',
    (seed) => {
      const { contact, deal, order } = company(200, seed);
      expect(contact.filter(({ name }) => name.includes('Dana')).map(({ name }) => name)).toEqual([
        'Dana Ortiz',
        'Dana Whitfield',
      ]);
      const [zhangWei, ...others] = contact.filter(({ name }) => name === '张伟');
      expect(others).toEqual([]);
      expect(zhangWei).toMatchObject({
        id: 'con_000002',
        language: 'zh',
        phones: expect.arrayContaining(['+86 138 0000 0001']),
      });
      for (const id of ['con_000001', 'con_000002']) {
        expect(deal.some(({ contactId, closedOn }) => contactId === id && closedOn === null)).toBe(true);
        expect(order.filter(({ contactId }) => contactId === id).length).toBeGreaterThan(3);
      }
    },
  );

  test.each([
    ['small', small],
    ['demo', demo],
  ])('%s: no id twice, and every reference leads somewhere', (_, rows) => {
    const ids = new Set(Object.values(rows).flatMap((some) => some.map(({ id }) => id)));
    expect(ids.size).toBe(Object.values(rows).flat().length);
    const dangling = Object.values(rows).flatMap((some) =>
      some.flatMap((row) =>
        Object.entries(row).filter(
          ([name, value]) => name.endsWith('Id') && value !== null && !ids.has(value as string),
        ),
      ),
    );
    expect(dangling).toEqual([]);
  });

  test('yields nothing before what it names', () => {
    const seen = new Set<unknown>();
    for (const { row } of simulateCompany({ seed: 3, interactions: 200, until })) {
      const named = Object.entries(row).filter(([name, value]) => name.endsWith('Id') && value !== null);
      expect(named.filter(([, value]) => !seen.has(value))).toEqual([]);
      seen.add(row.id);
    }
  });

  test('nothing happens on the last day or later', () => {
    const today = new Date('2026-03-05T00:00:00+08:00');
    const late = Object.values(demo).flatMap((rows) =>
      rows.flatMap((row) =>
        Object.entries(row).filter(
          ([name, value]) => name !== 'dueAt' && value instanceof Date && value >= today,
        ),
      ),
    );
    expect(late).toEqual([]);
  });

  test.each([
    ['small', small],
    ['demo', demo],
  ])('%s: both languages, in contacts and in what is said', (_, { contact, interaction }) => {
    const share = (count: number, all: readonly unknown[]) => count / all.length;
    const chinese = share(contact.filter(({ language }) => language === 'zh').length, contact);
    const spoken = share(
      interaction.filter(({ summary }) => /\p{Script=Han}/u.test(summary)).length,
      interaction,
    );
    for (const value of [chinese, spoken]) {
      expect(value).toBeGreaterThan(0.3);
      expect(value).toBeLessThan(0.7);
    }
  });

  test.each([
    ['small', small],
    ['demo', demo],
  ])('%s: no two companies share a name, and there is work waiting', (_, { company, ticket, task, deal }) => {
    expect(new Set(company.map(({ name }) => name)).size).toBe(company.length);
    expect(ticket.filter(({ status }) => status === 'open').length).toBeGreaterThan(0);
    expect(task.filter(({ status }) => status === 'open').length).toBeGreaterThan(5);
    expect(deal.filter(({ closedOn }) => closedOn === null).length).toBeGreaterThan(5);
  });

  test('every slot of a text is filled in', () => {
    const texts = [...demo.interaction, ...demo.ticket, ...demo.task, ...demo.deal].map((row) =>
      JSON.stringify(row),
    );
    expect(
      texts.filter((text) => /\{\w+\}/.test(text.replace('"custom":{}', '')) && text.includes('{product}')),
    ).toEqual([]);
    expect(texts.filter((text) => text.includes('undefined'))).toEqual([]);
  });

  test('an order costs what its lines cost, and is paid', () => {
    for (const order of demo.order) {
      const lines = demo.order_line.filter(({ orderId }) => orderId === order.id);
      const sum = lines.reduce(
        (total, line) => total + line.quantity * line.unitPriceMinor - (line.discountMinor ?? 0),
        0,
      );
      expect(order.totalMinor).toBe(sum);
    }
    const paid = new Set(demo.payment.filter(({ kind }) => kind === 'payment').map(({ orderId }) => orderId));
    expect(paid.size).toBe(demo.order.length);
  });

  test('duplicates differ from what they repeat, and both languages have some', () => {
    const byId = new Map(demo.contact.map((row) => [row.id, row]));
    const duplicates = demo.contact.filter(({ id }) => originalOf(id));
    expect(new Set(duplicates.map(({ language }) => language))).toEqual(new Set(['en', 'zh']));
    for (const duplicate of duplicates) {
      const original = byId.get(originalOf(duplicate.id)!)!;
      expect(duplicate.companyId).toBe(original.companyId);
      expect({ ...duplicate, id: '' }).not.toEqual({ ...original, id: '' });
    }
    expect(demo.company.some(({ id }) => originalOf(id))).toBe(true);
  });

  test('hostile mails are there in both languages and marked as written outside', () => {
    const hostile = demo.interaction.filter(({ summary }) =>
      /ignore all previous|attacker\.example|忽略以上|AI助手/i.test(summary),
    );
    expect(hostile.length).toBeGreaterThan(10);
    expect(hostile.every(({ untrusted }) => untrusted)).toBe(true);
    expect(hostile.some(({ summary }) => /\p{Script=Han}/u.test(summary))).toBe(true);
    expect(
      small.interaction.some(({ summary }) => /attacker\.example|忽略以上|AI助手|ignore all/i.test(summary)),
    ).toBe(true);
  });
});

describe('what the records hint at', () => {
  const large = company(20_000);
  const orderedBy = (days: (date: string) => boolean) =>
    large.order.filter(({ orderedAt }) => days(orderedAt!.toISOString().slice(0, 10))).length;

  test('trade grows, peaks at the end of the year and rests over the Chinese New Year', () => {
    expect(orderedBy((date) => date >= '2025-03-05')).toBeGreaterThan(
      1.1 * orderedBy((date) => date < '2025-03-05'),
    );
    const [october, december] = [
      orderedBy((date) => date.startsWith('2025-10')),
      orderedBy((date) => date.startsWith('2025-12')),
    ];
    expect(december).toBeGreaterThan(1.2 * october);

    const chinese = new Set(large.contact.filter(({ language }) => language === 'zh').map(({ id }) => id));
    const inWeeks = (from: string, to: string) =>
      large.order.filter(({ contactId, orderedAt }) => {
        const date = orderedAt!.toISOString().slice(0, 10);
        return chinese.has(contactId!) && date >= from && date <= to;
      }).length;
    expect(inWeeks('2025-01-22', '2025-02-08')).toBeLessThan(0.4 * inWeeks('2025-03-05', '2025-03-22'));
  });

  test('the lunar new year falls where the almanac says', () => {
    const { start, today } = createCalendar(until);
    const days = Array.from({ length: today - start }, (_, offset) => start + offset);
    expect(days.filter(isLunarNewYear).map(dateOf)).toEqual(['2025-01-29', '2026-02-17']);
  });

  test('companions are bought together far more often than chance has it', () => {
    const skuOf = new Map(large.product.map(({ id, sku }) => [id, sku!]));
    const byOrder = Map.groupBy(large.order_line, ({ orderId }) => orderId);
    const baskets = [...byOrder.values()].map(
      (lines) => new Set(lines.map(({ productId }) => skuOf.get(productId)!)),
    );
    const share = (...skus: string[]) =>
      baskets.filter((basket) => skus.every((sku) => basket.has(sku))).length / baskets.length;
    const lift = (left: string, right: string) => share(left, right) / (share(left) * share(right));
    expect(lift('HW-SCN', 'HW-LBL')).toBeGreaterThan(1.5);
    expect(lift('HW-NAS', 'HW-UPS')).toBeGreaterThan(4);
    expect(lift('SW-CRM', 'TR-MGR')).toBeGreaterThan(4);
    expect(lift('HW-NAS', 'HW-RCT')).toBeLessThan(1);
  });

  test('customers who stopped buying sounded unhappy before they did', () => {
    const lastOrder = new Map<string, Date>();
    for (const { contactId, orderedAt } of large.order) {
      if (orderedAt! > (lastOrder.get(contactId!) ?? new Date(0))) lastOrder.set(contactId!, orderedAt!);
    }
    const quarter = 90 * 86_400_000;
    const stopped = (id: string) => until.getTime() - lastOrder.get(id)!.getTime() > 2 * quarter;
    const moods = large.interaction.filter(({ contactId, occurredAt }) => {
      const last = lastOrder.get(contactId);
      return last && Math.abs(occurredAt.getTime() - last.getTime()) < quarter;
    });
    const unhappy = (rows: typeof moods) =>
      rows.filter(({ sentiment }) => sentiment === 'negative').length / rows.length;
    const [left, stayed] = [
      moods.filter(({ contactId }) => stopped(contactId)),
      moods.filter(({ contactId }) => !stopped(contactId)),
    ];
    expect(left.length).toBeGreaterThan(100);
    expect(unhappy(left)).toBeGreaterThan(2 * unhappy(stayed));
  });

  test('promotions are used on their days', () => {
    const promoted = large.order.filter(({ promotionId }) => promotionId);
    expect(promoted.length).toBeGreaterThan(100);
    const byId = new Map(large.promotion.map((row) => [row.id, row]));
    for (const { promotionId, orderedAt } of promoted) {
      const { startsOn, endsOn } = byId.get(promotionId!)!;
      const date = new Date(orderedAt!.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      expect(date >= startsOn && date <= endsOn).toBe(true);
    }
  });
});
