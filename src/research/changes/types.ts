/** Something a text says, and where (UTF-16 offsets, end exclusive). */
export interface Said {
  value: string;
  start: number;
  end: number;
}

/** Somebody a text names. */
export interface PersonDraft {
  name: Said;
  emails: Said[];
  phones: Said[];
  jobTitle?: Said;
  company?: Said;
}

export interface TaskDraft {
  title: Said;
  dueOn?: Said;
  /** Who says that they will do it; what a customer promises is no task of ours. */
  promisedBy?: string;
}

export interface DealDraft {
  /** In major units. */
  amount?: Said & { currency: string; isAssumed: boolean };
  expectedCloseOn?: Said;
  needs: Said[];
}

export type Channel = 'call' | 'email' | 'meeting' | 'chat' | 'note';

/** What a transcript, a mail or notes would put into the CRM. */
export interface ChangeDraft {
  people: PersonDraft[];
  interaction: {
    channel: Channel;
    channelSaid?: Said;
    occurredOn: Said | undefined;
    summary: string;
    from: Said[];
  };
  deal?: DealDraft;
  tasks: TaskDraft[];
}
