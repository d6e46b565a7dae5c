import { RapportError, type Scope } from '../trust/index.ts';
import type { References } from './references.ts';
import type { ShownRecord } from './render.ts';
import type { Saving } from './saving.ts';

export interface LeadConversion {
  contact: string;
  dealName?: string | undefined;
  amount?: string | undefined;
  stage?: string | undefined;
  company?: string | undefined;
}

/**
 * Turns a lead into business: the contact becomes Qualified, its company stands, and a deal is opened.
 * @throws RapportError conflict where the contact is no lead any more
 */
export async function convertLead(
  scope: Scope,
  references: References,
  saving: Saving,
  conversion: LeadConversion,
): Promise<{ contact: ShownRecord; deal: ShownRecord }> {
  const { id, label } = await references.forWrite('contact', conversion.contact);
  const image = (await scope.records.image('contact', id))!;
  if (image.lifecycleStage !== 'Lead')
    throw new RapportError('conflict', `${label} is not a lead but ${image.lifecycleStage}.`, {
      hint: 'Use save_deals to open a deal for them.',
    });
  const contact = await saving.save('contact', {
    record: id,
    fields: { lifecycleStage: 'Qualified', company: conversion.company },
  });
  const converted = (await scope.records.image('contact', id))!;
  const deal = await saving.save('deal', {
    fields: {
      name: conversion.dealName ?? label,
      contact: id,
      company: (converted.companyId as string | null) ?? undefined,
      stage: conversion.stage,
      amount: conversion.amount,
      owner: (image.ownerId as string | null) ?? undefined,
    },
  });
  return { contact: contact.record!, deal: deal.record! };
}
