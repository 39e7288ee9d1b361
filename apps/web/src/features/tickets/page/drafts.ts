interface Draft {
  kind: 'reply' | 'note';
  html: string;
}

const keyOf = (ticketId: string) => `jingyun.draft.${ticketId}`;

/** What somebody began to write on a ticket in this browser. */
export function readDraft(ticketId: string): Draft | null {
  const stored = localStorage.getItem(keyOf(ticketId));
  return stored === null ? null : (JSON.parse(stored) as Draft);
}

export function saveDraft(ticketId: string, draft: Draft | null): void {
  if (draft === null) localStorage.removeItem(keyOf(ticketId));
  else localStorage.setItem(keyOf(ticketId), JSON.stringify(draft));
}
