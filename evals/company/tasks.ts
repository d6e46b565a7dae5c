import { dateOf, momentOf, workdayBefore } from './calendar.ts';
import type { History } from './conversations.ts';
import type { Person } from './people.ts';
import { createRandom } from './random.ts';
import { type CompanyRow, type Language, stamped } from './rows.ts';
import type { World } from './world.ts';

const titles: Record<Language, readonly string[]> = {
  en: [
    'Call {name} about the renewal',
    'Send {name} the revised quote',
    'Ask {name} for feedback on the last delivery',
    'Prepare the demo for {name}',
    'Invite {name} to the workshop',
  ],
  zh: [
    '给{name}打电话谈续约',
    '给{name}发修改后的报价',
    '问{name}对上次交货的意见',
    '为{name}准备演示',
    '邀请{name}参加工作坊',
  ],
};

/** What a person's representative did and still has to do: some of it overdue, some due today. */
export function* tasksOf(person: Person, { opportunities }: History, world: World): Generator<CompanyRow> {
  const random = createRandom(world.seed, 'tasks', person.number);
  const { today } = world.calendar;
  const openDeal = opportunities.find(({ closed }) => closed === undefined);
  const done = random.poisson(0.5);
  const open = openDeal ? random.integer(0, 2) : Number(random.chance(0.15));
  for (let number = 0; number < done + open; number++) {
    const finished = number < done;
    const due = finished ? today - random.integer(5, 200) : today + random.integer(-6, 14);
    const made = workdayBefore(Math.min(due, today) - random.integer(1, 6));
    if (made < person.joined) continue;
    const createdAt = momentOf(made, random.integer(9 * 60, 18 * 60));
    const completedAt = finished ? momentOf(due, random.integer(9 * 60, 18 * 60)) : null;
    yield {
      kind: 'task',
      row: {
        ...stamped(world.nextId('tas'), createdAt, {
          title: titles[person.language][(person.number + number) % 5]!.replace('{name}', person.called),
          contactId: person.row.id,
          companyId: person.account.row.id,
          dealId: finished ? null : (openDeal?.row.id ?? null),
          ownerId: person.account.owner.row.id,
          dueOn: dateOf(due),
          priority: random.pick(['low', 'normal', 'normal', 'high']),
          status: finished ? 'done' : 'open',
          completedAt,
        }),
        updatedAt: completedAt ?? createdAt,
      },
    };
  }
}
